"""Processes that are killed. Each fault is made while clients ask, and gives what became
of their questions.

`source` is the address of a database that holds the curated records, which is left as it
is; `url` that of one which may be written to; `folder` is for servers of the fault's own.
"""

import contextlib
import random
import signal
import subprocess
import time

import psycopg

from torture.asking import BEFORE, Askers
from torture.cluster import cluster
from torture.site import manage, site, workers

AWAY = 5  # seconds; longer than a request waits for a connection


def database_killed(folder, source):
    """SIGKILL to all processes of the only database; it is started again after 5 s."""
    with (
        cluster(folder, source, replicas=0) as (primary, _),
        site(primary.url) as (port, _),
        Askers(port) as askers,
    ):
        askers.wait_for_right(BEFORE)
        began = time.monotonic()
        primary.kill()
        time.sleep(AWAY)
        primary.start()
        back = time.monotonic()
        askers.wait_for_right(BEFORE)
        outcome = askers.outcome("the only database killed, away for 5 s", began)
        assert outcome.unavailable
        # It came back by itself: nobody has started the site again.
        assert max(askers.refused) - back < 10
        return outcome


def each_server_killed(folder, source):
    """Two replicas and the primary are killed in turn; each is back before the next."""
    with (
        cluster(folder, source) as (primary, replicas),
        site(
            primary.url, DATABASE_REPLICA_URLS=",".join(one.url for one in replicas)
        ) as (port, _),
    ):
        for name, server in (
            ("a replica killed", replicas[0]),
            ("the other replica killed", replicas[1]),
            ("the primary killed, two replicas left", primary),
        ):
            with Askers(port) as askers:
                askers.wait_for_right(BEFORE)
                began = time.monotonic()
                server.kill()
                time.sleep(2)
                askers.wait_for_right(BEFORE)
                server.start()
                askers.wait_for_right(BEFORE)
                yield askers.outcome(name, began)


def replica_behind(folder, source):
    """A replica stops to replay; the records change; nobody is told the old ones."""
    with (
        cluster(folder, source, replicas=1) as (primary, [replica]),
        site(primary.url, DATABASE_REPLICA_URLS=replica.url) as (port, _),
        Askers(port) as askers,
    ):
        askers.wait_for_right(BEFORE)
        replica.execute("SELECT pg_wal_replay_pause()")
        # A day on which nothing begins becomes one on which all missions began.
        began = time.monotonic()
        primary.execute(
            "BEGIN; UPDATE missions_mission SET start_date = start_date - 1 "
            "WHERE start_precision = 'day'; "
            "UPDATE sources_datastate SET changed_at = now(), "
            'imports = \'{"torture:moved": "1"}\'; COMMIT'
        )
        time.sleep(1)  # from here on, no old answer
        askers.starts = askers.learn()
        askers.counts.clear()
        askers.refused.clear()
        askers.wrong.clear()
        askers.wait_for_right(BEFORE * 4)
        replica.execute("SELECT pg_wal_replay_resume()")
        askers.wait_for_right(BEFORE)
        return askers.outcome("a replica behind the primary", began)


def worker_killed(source):
    """SIGKILL to one of two workers."""
    with site(source) as (port, process), Askers(port) as askers:
        askers.wait_for_right(BEFORE)
        began = time.monotonic()
        victim = workers(process)[0]
        victim.kill()
        askers.wait_for_right(BEFORE)
        until = time.monotonic() + 30
        while len([w for w in workers(process) if w.is_running()]) < 2:
            assert time.monotonic() < until, "the worker was not replaced"
            time.sleep(0.1)
        askers.wait_for_right(BEFORE)
        return askers.outcome("a worker killed", began)


def writer_killed(url, command, times, longest, seed=1):
    """SIGKILL to `manage.py` at random points; then it runs through."""
    chance = random.Random(seed)
    with site(url) as (port, _), Askers(port) as askers:
        askers.wait_for_right(BEFORE)
        before, left = contents(url), []
        began = time.monotonic()
        for _ in range(times):
            writer = manage(url, *command)
            with contextlib.suppress(subprocess.TimeoutExpired):
                writer.wait(timeout=chance.uniform(0.5, longest))
            if writer.poll() is None:
                writer.kill()
                writer.wait()
            left.append(contents(url))
            writer.stdout.close()
        last = manage(url, *command)
        said, _ = last.communicate(timeout=120)
        assert last.returncode == 0, said
        # All or nothing: one that was killed late, or not in time, has written all.
        assert {*left} <= {before, contents(url)}, "a killed writer left something"
        askers.wait_for_right(BEFORE)
        return askers.outcome(f"`manage.py {command[0]}` killed {times} times", began)


def contents(url):
    """How many rows there are, and which state they are."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT (SELECT count(*) FROM missions_mission), "
            "(SELECT count(*) FROM missions_contribution), "
            "(SELECT count(*) FROM sources_storedanswer), "
            "(SELECT digest FROM sources_datastate)"
        ).fetchone()


def told_to_stop(url):
    """SIGTERM: what is being answered is answered to its end."""
    with site(url) as (port, process), Askers(port) as askers:
        askers.wait_for_right(BEFORE)
        began = time.monotonic()
        askers.leaving.set()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        askers.stopping.set()
        return askers.outcome("told to stop", began)
