"""A small load generator: keep-alive connections over plain sockets, in one process, so
that it costs the machine it shares with the server as little as Python can."""

import selectors
import socket
import statistics
import time
from dataclasses import dataclass

TAKEN = 1 << 18  # bytes of an answer that are read at once


@dataclass
class Rate:
    """`per_second` requests answered 200, times in milliseconds, and what was not 200."""

    per_second: float
    p50: float
    p99: float
    answered: int
    wrong: int


class Connection:
    """One request after the other; `feed` says when an answer is whole."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.receive = self.socket.recv
        self.begin()

    def begin(self):
        self.head, self.left, self.chunked, self.status = b"", None, False, 0
        self.tail = b""
        self.started = time.perf_counter()

    def ask(self, request):
        self.begin()
        self.socket.send(request)

    def feed(self):
        """Whether the answer is whole now."""
        data = self.receive(TAKEN)
        if not data:
            raise ConnectionError("the server closed the connection")
        if self.left is None and not self.chunked:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return False
            head, data = self.head[:end].lower(), self.head[end + 4 :]
            self.status = int(head[9:12])
            if b"\r\ntransfer-encoding: chunked" in head:
                self.chunked = True
            else:
                place = head.find(b"\r\ncontent-length:")
                self.left = (
                    0 if place < 0 else int(head[place + 17 :].split(b"\r\n")[0])
                )
        if self.chunked:
            self.tail = (self.tail + data)[-5:]
            return self.tail == b"0\r\n\r\n"
        self.left -= len(data)
        return self.left <= 0


def drive(port, paths, *, seconds, connections=8, headers=""):
    """Ask for paths (an endless iterator) for some seconds; give a `Rate`."""
    selector = selectors.DefaultSelector()
    end = f" HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode()
    times, wrong = [], 0
    open_ones = [Connection(port) for _ in range(connections)]
    try:
        for connection in open_ones:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask(b"GET " + next(paths).encode() + end)
        start = time.perf_counter()
        until = start + seconds
        while (now := time.perf_counter()) < until:
            for key, _ in selector.select(timeout=1):
                connection = key.data
                if connection.feed():
                    now = time.perf_counter()
                    times.append(now - connection.started)
                    wrong += connection.status not in (200, 304)
                    connection.ask(b"GET " + next(paths).encode() + end)
        taken = time.perf_counter() - start
    finally:
        for connection in open_ones:
            connection.socket.close()
        selector.close()
    return summed_up(times, taken, wrong)


def summed_up(times, taken, wrong):
    if not times:
        return Rate(0, float("inf"), float("inf"), 0, wrong)
    times.sort()
    return Rate(
        per_second=len(times) / taken,
        p50=statistics.median(times) * 1000,
        p99=times[min(int(len(times) * 0.99), len(times) - 1)] * 1000,
        answered=len(times) - wrong,
        wrong=wrong,
    )


def whole(port, path, headers=""):
    """One answer, read to its end: seconds and bytes."""
    connection = Connection(port)
    connection.socket.setblocking(True)
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n"
    read, recv, began = 0, connection.socket.recv, time.perf_counter()
    connection.ask(request.encode())

    def counted(most):
        nonlocal read
        data = recv(most)
        read += len(data)
        return data

    connection.receive = counted
    while not connection.feed():
        pass
    taken = time.perf_counter() - began
    connection.socket.close()
    if connection.status != 200:
        raise SystemExit(f"{path}: answered {connection.status}")
    return taken, read
