"""The site while its data changes, breaks off or is away, as processes of their own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from config.embedded import EmbeddedDatabase
from tests.live import connect, curated, database, environment, manage, site
from tests.waiting import wait_for

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def database_url(django_db_setup):
    with database("outage_tests", curated()) as url:
        yield url


def get(address):
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.read().decode()


def test_a_killed_load_leaves_the_former_records_served(database_url):
    with (
        connect("outage_tests") as blocker,
        connect("outage_tests", autocommit=True) as reader,
    ):
        served = reader.execute(
            "SELECT count(*), max(digest) FROM missions_mission, sources_datastate"
        ).fetchone()
        # The loader replaces this row last: it will wait here, all else written.
        blocker.execute("SELECT * FROM sources_datastate FOR UPDATE")
        loading = subprocess.Popen(
            [sys.executable, "manage.py", "load"],
            cwd=ROOT,
            env=environment(DATABASE_URL=database_url),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        waiting = (
            "SELECT pid FROM pg_stat_activity WHERE datname = 'outage_tests' "
            "AND wait_event_type = 'Lock' AND backend_xid IS NOT NULL"
        )
        [backend] = wait_for(
            lambda: reader.execute(waiting).fetchone(), "the loader at the lock", 60
        )
        while_loading = reader.execute(
            "SELECT count(*) FROM missions_mission"
        ).fetchone()
        os.kill(loading.pid, signal.SIGKILL)
        loading.wait()
        blocker.rollback()
        gone = f"SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = {backend}"
        wait_for(lambda: reader.execute(gone).fetchone()[0], "the end of its session")
        after = reader.execute(
            "SELECT count(*), max(digest) FROM missions_mission, sources_datastate"
        ).fetchone()

    assert while_loading[0] == served[0] >= 74
    assert after == served
    assert "loaded: release" in manage("load", DATABASE_URL=database_url)


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as response:
            return response.status, response.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_the_site_outlives_its_database(tmp_path):
    server = EmbeddedDatabase(tmp_path / "postgres")
    with server.joined() as url, site(DATABASE_URL=url) as address:
        assert status(f"{address}/missions/")[0] == 200
        server.stop()

        # What was answered before may be told for another half a second.
        wait_for(lambda: status(f"{address}/missions/")[0] == 503, "its absence", 5)
        for path in ("/missions/", "/api/v1/missions/"):
            code, headers = status(f"{address}{path}")
            assert (code, bool(headers["Retry-After"])) == (503, True)
        assert status(f"{address}/readyz")[0] == 503
        assert status(f"{address}/healthz")[0] == 200

        server.start()
        wait_for(lambda: status(f"{address}/missions/")[0] == 200, "its return", 20)


HUB = (
    "contribution_id,contributing_country,isocode3,m49_code,mission_acronym,"
    "personnel_type,last_reporting_date,female_personnel,male_personnel\n"
    "1,Bangladesh,BGD,50,MINUSMA,troops,2015-06-30,10,1000\n"
)
SHOWN = "/api/v1/contributions/?source=un-hub-contributions"


def test_every_process_follows_an_import_within_a_second(database_url, tmp_path):
    """Two workers, each asked again and again: after a second none tells the old data."""
    file = tmp_path / "figures.csv"
    file.write_text(HUB)
    with site(DATABASE_URL=database_url, RATE_LIMIT="0") as address:
        for _ in range(20):  # both workers have the answer now, and keep it
            assert json.loads(get(f"{address}{SHOWN}"))["count"] == 0
        manage(
            "import_figures", "un-contributions", str(file), DATABASE_URL=database_url
        )
        done = time.monotonic()
        counts = []
        while time.monotonic() < done + 2:
            asked = time.monotonic()
            count = json.loads(get(f"{address}{SHOWN}"))["count"]
            counts.append((asked - done, count))

    assert {count for asked, count in counts if asked > 1} == {2}
    assert {count for _, count in counts} <= {0, 2}
