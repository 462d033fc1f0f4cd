"""The site in production, as its own processes: `config.serve --production`."""

import http.client
import json
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.processes import free_port, running
from tests.live import ROOT, environment
from tests.waiting import wait_for

HOST = "peace.example.org"
SECRET = "for tests alone: 0123456789 abcdefghijklmnopqrstuvwxyz"
SECONDS_TO_START = 60


def settings(url, **more):
    return environment(
        **{
            "PRODUCTION": "true",
            "SECRET_KEY": SECRET,
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": url,
            "WORKERS": "1",
            **more,
        }
    )


@dataclass
class Site:
    """A running one; `log` is the file of what it says."""

    port: int
    process: subprocess.Popen
    log: Path

    def lines(self):
        """What it has logged, but for the address that it tells first."""
        return [json.loads(line) for line in self.log.read_text().splitlines()[1:]]

    def line_of(self, number):
        """The line of the log about the request with this number."""
        return wait_for(
            lambda: next((x for x in self.lines() if x["request_id"] == number), None),
            f"request {number} in the log",
        )

    def kill(self):
        """SIGKILL to it and to its workers."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        for one in (psutil.Process(self.process.pid), *family):
            one.kill()


@contextmanager
def production(url, log, **more):
    """The site for the length of a `with`. It is not waited for: see `ready`."""
    port = free_port()
    with (
        log.open("w") as said,
        running(
            [sys.executable, "-m", "config.serve", "--production"],
            cwd=ROOT,
            env=settings(url, PORT=str(port), **more),
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        yield Site(port, process, log)


def ready(*sites):
    """Wait until all answer that they are."""
    for site in sites:

        def answers(site=site):
            assert site.process.poll() is None, site.log.read_text()[-2000:]
            try:
                address = f"http://127.0.0.1:{site.port}/readyz"
                with urllib.request.urlopen(address, timeout=5):
                    return True
            except OSError:
                return False

        wait_for(answers, "the site", SECONDS_TO_START)


def ask(port, path, source="127.0.0.1", method="GET", **headers):
    """One request by its name of the site; gives the answer and its body. Headers are
    written with `_` for `-`."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=20, source_address=(source, 0)
    )
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, headers={"Host": HOST, **named})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()
