"""Servers of one's own, for the length of a `with`."""

import contextlib
import socket
import subprocess

import psutil

from config.serve import SECONDS_TO_FINISH

SECONDS_TO_END = SECONDS_TO_FINISH + 10  # the site ends its own workers before that


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command, **options):
    """A process, told to end when the `with` does. Where it does not hear it is killed
    with all that it started, so that no worker outlives it."""
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            family = psutil.Process(process.pid).children(recursive=True)
            process.kill()
            process.wait()
            for child in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    child.kill()
