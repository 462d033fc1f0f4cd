"""The site under torture: the real server, over a database of its own."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

from bench.processes import free_port, running

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 90


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return {**kept, "PYTHONUNBUFFERED": "1", "RATE_LIMIT": "0", **more}


@contextlib.contextmanager
def site(url, **more):
    """The server for the length of a `with`: its port and its process."""
    port = free_port()
    with (
        tempfile.TemporaryFile("w+") as said,
        running(
            [sys.executable, "-m", "config.serve"],
            cwd=ROOT,
            env=environment(DATABASE_URL=url, PORT=str(port), **more),
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        wait_until_ready(process, port, said)
        yield port, psutil.Process(process.pid)


def wait_until_ready(process, port, said):
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{port}/readyz"
            with urllib.request.urlopen(address, timeout=5):
                return
        time.sleep(0.05)
    said.seek(0)
    raise AssertionError(f"the server does not answer: {said.read()[-2000:]}")


def workers(process):
    """The processes of a server that answer."""
    return [
        child
        for child in process.children()
        if "config.serve" in " ".join(child.cmdline())
    ]


def manage(url, *arguments, **more):
    """A process of manage.py, which may be killed."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(DATABASE_URL=url, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
