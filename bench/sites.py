"""The two that are compared, each as one would run it: this site as in production, and
Datasette over the same rows in SQLite."""

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

from bench.processes import running

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def environment(url):
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    # The limit counts, as in production, and is out of reach.
    return {
        **kept,
        "DATABASE_URL": url,
        "SYNTHETIC_FIGURES": "true",
        "RATE_LIMIT": "1000000000",
    }


def manage(url, *arguments):
    """Run manage.py; give the seconds that it took."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(url),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


@contextmanager
def database(server, name):
    """An empty database of an embedded server at this URL; gives its own URL."""
    url = server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield url
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def serving(command, port, ready, log, **options):
    """A server for the length of a `with`; gives its process."""
    with (
        open(log, "w", encoding="utf-8") as said,
        running(
            command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, **options
        ) as process,
    ):
        until = time.monotonic() + 120
        while not answers(f"http://127.0.0.1:{port}{ready}"):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{command[0]} did not start; see {log}")
            time.sleep(0.2)
        yield psutil.Process(process.pid)


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def ours(url, port, folder):
    return serving(
        [sys.executable, "-m", "config.serve"],
        port,
        "/readyz",
        folder / "ours.log",
        env={**environment(url), "PORT": str(port)},
    )


def datasette(base, port, folder):
    """Datasette at its best: the file is immutable and counted before, nothing is
    suggested, and no question is cut off."""
    counts = folder / "counts.json"
    subprocess.run(
        [BIN / "datasette", "inspect", base, "--inspect-file", counts], check=True
    )
    settings = {
        "suggest_facets": "off",
        "sql_time_limit_ms": "120000",
        "facet_time_limit_ms": "20000",
        "max_csv_mb": "0",
    }
    options = [part for pair in settings.items() for part in ("--setting", *pair)]
    return serving(
        [
            *(BIN / "datasette", "serve", "--immutable", base, "--port", str(port)),
            *("--inspect-file", counts, *options),
        ],
        port,
        "/-/versions.json",
        folder / "datasette.log",
    )


def memory(process):
    """Bytes that a server and its workers hold, those of the largest first."""
    family = [process, *process.children(recursive=True)]
    return sorted((one.memory_info().rss for one in family), reverse=True)
