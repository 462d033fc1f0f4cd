"""HTTP as bytes, for requests that no library would send."""

import contextlib
import itertools
import os
import socket

HOST = b"Host: localhost\r\n"
GET = b"GET /api/v1/ HTTP/1.1\r\n"
# Addresses of this machine, each a client of its own; others in each run, as a client is
# remembered for a minute.
SOURCES = (
    f"127.{os.getpid() % 200 + 1}.{n // 250}.{n % 250 + 1}" for n in itertools.count()
)


class Head(dict):
    """Status and headers of an answer, by names in small letters."""

    def __init__(self, received):
        lines, _, self.body = received.partition(b"\r\n\r\n")
        first, *lines = lines.decode("latin-1").split("\r\n")
        self.status = int(first.split(" ")[1])
        super().__init__(
            (name.lower(), value)
            for name, _, value in (line.partition(": ") for line in lines)
        )


def opened(address, source=None):
    host, port = address.removeprefix("http://").split(":")
    source = (source or next(SOURCES), 0)
    return socket.create_connection(
        (host, int(port)), timeout=20, source_address=source
    )


def sent(address, data, source=None):
    """All that comes back until the server closes."""
    with opened(address, source) as connection:
        # It may have heard enough; what it said before is still to be read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(data)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65536):
                received += part
        return received


def asked(address, *headers, source=None, line=GET):
    lines = b"".join(header.encode("latin-1") + b"\r\n" for header in headers)
    return Head(
        sent(address, line + HOST + lines + b"Connection: close\r\n\r\n", source)
    )
