"""Files come from the open internet only, over https, and within limits."""

import gzip
import socketserver
import ssl
import threading
from http.server import BaseHTTPRequestHandler

import pytest
import trustme

from missions.importers import fetching
from missions.importers.fetching import fetched, public_address
from missions.importers.problems import ImportProblem

HOST = "figures.example"


class Answers(BaseHTTPRequestHandler):
    """Answers by path, and remembers what was asked."""

    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        status, headers, body = self.server.answers[self.path].pop(0)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", headers.get("Length", str(len(body))))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server(monkeypatch, tmp_path):
    """An https server for the name `figures.example`, at an address of this machine."""
    authority = trustme.CA()
    certificate = authority.issue_cert(HOST)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    trusted = tmp_path / "trusted.pem"
    authority.cert_pem.write_to_path(str(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    monkeypatch.setattr(fetching, "public_address", lambda host, port: "127.0.0.1")
    monkeypatch.setattr(fetching.AGAIN, "backoff_factor", 0)
    Answers.asked = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answers) as found:
        found.daemon_threads = True
        found.socket = context.wrap_socket(found.socket, server_side=True)
        found.answers = {}
        found.url = f"https://{HOST}:{found.server_address[1]}"
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


def read(url, **limits):
    with fetched(url, **limits) as file:
        file.seek(0)
        return file.read()


def test_a_file_is_fetched_also_packed_and_after_a_failure(server):
    packed = gzip.compress(b"a,b\n1,2\n")
    server.answers["/f.csv?x=1"] = [
        (503, {}, b""),
        (200, {"Content-Encoding": "gzip"}, packed),
    ]

    assert read(f"{server.url}/f.csv?x=1") == b"a,b\n1,2\n"
    assert Answers.asked == ["/f.csv?x=1"] * 2


def test_a_redirection_is_followed_and_a_circle_is_not(server):
    server.answers["/a"] = [(302, {"Location": "/b"}, b"")]
    server.answers["/b"] = [(200, {}, b"x")]
    server.answers["/c"] = [(302, {"Location": "/c"}, b"")] * 9

    assert read(f"{server.url}/a") == b"x"
    with pytest.raises(ImportProblem, match="more than 3 redirections"):
        read(f"{server.url}/c")


def test_a_redirection_to_plain_http_is_refused(server):
    server.answers["/a"] = [(302, {"Location": "http://127.0.0.1/secret"}, b"")]

    with pytest.raises(ImportProblem, match="only a path or an https address"):
        read(f"{server.url}/a")


def test_what_is_too_large_is_not_taken_also_when_packed(server):
    bomb = gzip.compress(bytes(1_000_000))
    server.answers["/bomb"] = [(200, {"Content-Encoding": "gzip"}, bomb)]

    with pytest.raises(ImportProblem, match="larger than 10,000 bytes"):
        read(f"{server.url}/bomb", largest=10_000)


def test_a_file_that_breaks_off_is_no_file(server):
    server.answers["/cut"] = [(200, {"Length": "100"}, b"a,b\n")]

    with pytest.raises(ImportProblem, match="broke off"):
        read(f"{server.url}/cut")


def test_an_error_is_said(server):
    server.answers["/gone"] = [(404, {}, b"<p>no")]

    with pytest.raises(ImportProblem, match="answered 404"):
        read(f"{server.url}/gone")


def test_a_certificate_for_another_name_is_refused(server):
    with pytest.raises(ImportProblem, match="doesn't match"):
        read(server.url.replace(HOST, "other.example") + "/a")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254"),
        *("0.0.0.0", "::1", "fe80::1", "::ffff:127.0.0.1", "100.64.0.1", "2130706433"),
        *("0x7f.1", "127.1", "017700000001", "224.0.0.1", "ff0e::1", "240.0.0.1"),
        *("::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
        *("fc00::1", "198.18.0.1", "192.0.0.192", "255.255.255.255", "fd00:ec2::254"),
    ],
)
def test_this_machine_and_its_network_are_not_asked(host):
    with pytest.raises(ImportProblem, match="is not a public address"):
        public_address(host, 443)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_the_open_internet_is_asked(address):
    assert public_address(address, 443) == address


def test_a_redirection_into_the_network_of_this_machine_is_refused(server, monkeypatch):
    """The first address is let through, as it is that of the server of these tests."""
    monkeypatch.setattr(
        fetching,
        "public_address",
        lambda host, port: "127.0.0.1" if host == HOST else public_address(host, port),
    )
    for target in ("https://127.0.0.1/x", "https://[::1]/", "https://169.254.169.254/"):
        server.answers["/a"] = [(302, {"Location": target}, b"")]
        with pytest.raises(ImportProblem, match="is not a public address"):
            read(f"{server.url}/a")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://figures.example/f.csv", "only a path or an https address"),
        ("ftp://figures.example/f.csv", "only a path or an https address"),
        ("file:///etc/passwd", "only a path or an https address"),
        ("https:///f.csv", "only a path or an https address"),
        ("https://figures.example:99999/f.csv", "Port out of range"),
        ("https://figures.invalid/f.csv", "figures.invalid: not found"),
    ],
)
def test_other_addresses_are_refused(url, reason):
    with pytest.raises(ImportProblem, match=reason):
        read(url)
