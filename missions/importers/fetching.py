"""A file from an https address of the open internet, with an end to size and waiting."""

import ipaddress
import socket
import tempfile
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.util import Retry, Timeout

from missions.importers.problems import ImportProblem

LARGEST = 1_000_000_000  # bytes, unpacked
CHUNK = 1_000_000
MOST_REDIRECTS = 3
WAITS = Timeout(connect=10, read=60)
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64, RFC 6052
# What Python takes for global: wrappings of IPv4, and a block of protocols from which one
# cloud tells its secrets.
NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in ("::/96", "64:ff9b:1::/48", "2002::/16", "192.0.0.0/24")
]
AGAIN = Retry(total=3, backoff_factor=1, status_forcelist=(502, 503, 504), redirect=0)


@contextmanager
def fetched(url, *, largest=LARGEST):
    """The content of an address, in an open temporary file."""
    with tempfile.TemporaryFile() as file:
        fetch(url, file, largest)
        yield file


def fetch(url, file, largest):
    for _ in range(MOST_REDIRECTS + 1):
        response = requested(url)
        try:
            target = response.get_redirect_location()
            if target:
                url = urljoin(url, target)
                continue
            if response.status != 200:
                raise ImportProblem(f"{url}: answered {response.status}")
            written = 0
            for chunk in response.stream(CHUNK, decode_content=True):
                written += len(chunk)
                if written > largest:
                    raise ImportProblem(f"{url}: larger than {largest:,} bytes")
                file.write(chunk)
            return
        except urllib3.exceptions.HTTPError as error:
            raise ImportProblem(f"{url}: broke off: {error}") from None
        finally:
            response.close()
    raise ImportProblem(f"{url}: more than {MOST_REDIRECTS} redirections")


def requested(url):
    """The response to a request, whose body is still to be read. The connection is made
    to the very address that was checked: a name may lead elsewhere a moment later."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise ImportProblem(f"{url}: only a path or an https address is read")
    try:
        port = parts.port or 443
    except ValueError as error:
        raise ImportProblem(f"{url}: {error}") from None
    address = public_address(parts.hostname, port)
    pool = urllib3.HTTPSConnectionPool(
        address,
        port,
        server_hostname=parts.hostname,
        assert_hostname=parts.hostname,
        timeout=WAITS,
        retries=AGAIN,
    )
    try:
        return pool.urlopen(
            "GET",
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            headers={"Host": parts.netloc.rpartition("@")[2]},
            preload_content=False,
            redirect=False,
        )
    except urllib3.exceptions.HTTPError as error:
        raise ImportProblem(f"{url}: {error}") from None


def public_address(host, port):
    """The address of a host, refused unless all that it has are public: a file is not
    fetched from this machine or the network that it stands in."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise ImportProblem(f"{host}: not found: {error.strerror}") from None
    addresses = [entry[4][0] for entry in found]
    for address in addresses:
        if not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise ImportProblem(
                f"{host}: {address} is not a public address; save the file and name its "
                "path"
            )
    return addresses[0]


def is_public(address):
    """Whether an address is one of the open internet. What a network translates to IPv4
    is judged by the address that it leads to."""
    if address in TRANSLATED:
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    inside = any(address in network for network in NOT_PUBLIC)
    return address.is_global and not address.is_multicast and not inside
