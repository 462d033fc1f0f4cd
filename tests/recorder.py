"""An origin that keeps what it is sent, byte by byte, and answers what it is told to."""

import contextlib
import socket
import threading

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nCache-Control: s-maxage=60\r\n\r\nyes"


class Recorder:
    """For the length of a `with`. Each connection gets one answer, then it is closed."""

    def __init__(self, answer=GOOD):
        self.answer = answer
        self.heads = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        # A socket that another thread waits at is not closed by closing it alone.
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)

    def serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.hear, args=[connection], daemon=True).start()

    def hear(self, connection):
        with connection:
            heard = b""
            while b"\r\n\r\n" not in heard:
                part = connection.recv(65536)
                if not part:
                    return
                heard += part
            self.may_answer.wait(20)
            connection.sendall(self.answer)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(5)
            with contextlib.suppress(OSError):
                while part := connection.recv(65536):
                    heard += part
            self.heads.append(heard)
