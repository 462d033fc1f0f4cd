"""What a site is put under without a process being killed: locks, slow statements, slow
clients, a full disk, a clock that jumps, files that are broken.

Arguments are those of `torture.faults`.
"""

import contextlib
import shutil
import socket
import subprocess
import time
from pathlib import Path

import psycopg

from config.serve import SECONDS_FOR_A_HEAD
from torture.asking import BEFORE, Askers
from torture.cluster import LogApart, Server, copied
from torture.faults import contents
from torture.site import manage, site

SMALL_DISK = 400  # MB; a copy of the records takes some 130 with all that is around it
LEFT = 8  # MB that are left free: a load wants more
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
JUMPS = ("+400d", "-400d", "+0")
BROKEN = {  # files of the records, and how each is spoilt
    "release.yaml": lambda content: b"\x00\xff" + content,
    "missions/minusma.yaml": lambda content: content[: len(content) // 2],
    "figures/strengths.csv": lambda content: content[: len(content) // 2],
}


def table_locked(url):
    """All statements wait: the pool is used up and each is cancelled; then it is let go."""
    with (
        site(url) as (port, _),
        psycopg.connect(url) as blocker,
        Askers(port, clients=24) as askers,
    ):
        askers.wait_for_right(BEFORE)
        began = time.monotonic()
        blocker.execute("LOCK TABLE sources_datastate")
        time.sleep(6)
        blocker.rollback()
        freed = time.monotonic()
        askers.wait_for_right(BEFORE)
        outcome = askers.outcome("tables locked for 6 s, 24 clients", began)
        assert outcome.unavailable
        assert max(askers.refused) - freed < 10
        return outcome


def statements_slow(folder, source):
    """Each question would take a minute: it is cancelled and told so, then all is quick
    again."""
    with (
        own(folder, source) as server,
        site(server.url) as (port, _),
        Askers(port, clients=2) as askers,
    ):
        askers.wait_for_right(BEFORE)
        began = time.monotonic()
        server.execute(
            "BEGIN; ALTER TABLE sources_datastate RENAME TO held; "
            "CREATE VIEW sources_datastate AS "
            "SELECT held.* FROM held, LATERAL (SELECT pg_sleep(60)) AS slow; COMMIT"
        )
        askers.wait_for_refusals(2)
        server.execute(
            "BEGIN; DROP VIEW sources_datastate; "
            "ALTER TABLE held RENAME TO sources_datastate; COMMIT"
        )
        askers.wait_for_right(BEFORE)
        return askers.outcome("statements of a minute, cancelled", began)


def clients_slow(source, number=200):
    """Clients that send a letter of their head now and then, and never all of it, hold
    connections; the others are answered, and the slow ones are let go."""
    with (
        site(source) as (port, _),
        Askers(port) as askers,
        contextlib.ExitStack() as opened,
    ):
        askers.wait_for_right(BEFORE)
        began = time.monotonic()
        slow = []
        for _ in range(number):
            one = socket.create_connection(("127.0.0.1", port))
            slow.append(opened.enter_context(one))
            one.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        until = began + SECONDS_FOR_A_HEAD + 5
        while slow and time.monotonic() < until:
            slow = [one for one in slow if dribbles(one)]
            askers.stopping.wait(0.5)
        assert not slow, f"{len(slow)} slow clients are still held"
        askers.wait_for_right(BEFORE)
        return askers.outcome(f"{number} clients that never end their head", began)


def dribbles(client):
    """Send one more letter; whether the server still listens."""
    try:
        client.sendall(b"a")
        client.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            if not client.recv(4096):
                return False
        client.setblocking(True)
    except OSError:
        return False
    return True


def disk_full(folder, source):
    """The disk of the database is full while records are loaded: the load fails and says
    so, former records are served, and with room the next load works."""
    with (
        small_disk(folder) as disk,
        own(disk, source, LogApart(disk / "own", Path(folder) / "log")) as server,
        site(server.url) as (port, _),
        Askers(port) as askers,
    ):
        askers.wait_for_right(BEFORE)
        before, began = contents(server.url), time.monotonic()
        ballast = disk / "ballast"
        with ballast.open("wb") as file:
            for _ in range(shutil.disk_usage(disk).free // 2**20 - LEFT):
                file.write(bytes(2**20))
        said = run(manage(server.url, "load"))
        assert said.returncode, "a load on a full disk worked"
        assert "No space left on device" in said.stdout, said.stdout[-2000:]
        assert "Traceback" not in said.stdout, said.stdout[-2000:]
        askers.wait_for_right(BEFORE)
        assert contents(server.url) == before, "a failed load left something"
        ballast.unlink()
        said = run(manage(server.url, "load"))
        assert said.returncode == 0, said.stdout[-2000:]
        askers.wait_for_right(BEFORE)
        return askers.outcome("the disk full during a load", began)


@contextlib.contextmanager
def small_disk(folder):
    """A disk of `SMALL_DISK`, in memory; needs root."""
    disk = Path(folder) / "small"
    disk.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}m", "tmpfs", disk], check=True
    )
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


@contextlib.contextmanager
def own(folder, source, server=None):
    """A server with the records, for a fault that changes it."""
    server = server or Server(Path(folder) / "own")
    with server.joined():
        copied(source, server.url)
        yield server


def clock_jumps(folder, source):
    """The clock of the site's machine jumps by more than a year, there and back."""
    told = Path(folder) / "clock"
    told.write_text("+0")
    faked = {
        "LD_PRELOAD": FAKETIME,
        "FAKETIME_TIMESTAMP_FILE": str(told),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "RATE_LIMIT": "1000000",  # counted by the minute of the clock
    }
    with site(source, **faked) as (port, _), Askers(port) as askers:
        askers.wait_for_right(BEFORE)
        began = time.monotonic()
        for jump in JUMPS:
            told.write_text(jump)
            askers.wait_for_right(BEFORE * 2)
        return askers.outcome("the clock jumps by 400 days, back and home", began)


def files_broken(folder, url, names=tuple(BROKEN)):
    """Records with a broken release file, or with one that was cut in the middle, are
    refused; the former ones are served."""
    from django.conf import settings

    with site(url) as (port, _), Askers(port) as askers:
        askers.wait_for_right(BEFORE)
        before, began = contents(url), time.monotonic()
        for name in names:
            copy = Path(folder) / "records"
            shutil.copytree(settings.DATA_DIR, copy)
            file = copy / name
            file.write_bytes(BROKEN[name](file.read_bytes()))
            said = run(manage(url, "load", DATA_DIR=str(copy)))
            shutil.rmtree(copy)
            assert said.returncode, f"records with a broken {name} were loaded"
            assert name in said.stdout, said.stdout[-2000:]
            assert "Traceback" not in said.stdout, said.stdout[-2000:]
        assert contents(url) == before, "a refused load left something"
        askers.wait_for_right(BEFORE)
        return askers.outcome("broken files loaded", began)


def run(process):
    """Wait for a process of manage.py; give it with what it said."""
    said, _ = process.communicate(timeout=180)
    return subprocess.CompletedProcess(process.args, process.returncode, said)
