"""`make run`, as a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import config.serve
from config.embedded import EmbeddedDatabase
from tests.live import connect, database, environment, free_port, manage, site
from tests.waiting import wait_for

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def database_url(django_db_setup):
    with database("serve_tests") as url:
        yield url


def serve(**more):
    return subprocess.run(
        [sys.executable, "-m", "config.serve"],
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def get(address):
    with urllib.request.urlopen(address, timeout=10) as response:
        return response.read().decode()


def test_from_an_empty_database_to_all_missions(database_url):
    with site(DATABASE_URL=database_url) as address:
        missions = json.loads(get(f"{address}/api/v1/missions/?organization=un"))
        page = get(f"{address}/missions/unef-i/")
        css = get(f"{address}/static/site.css")

    assert missions["count"] >= 71
    assert "November 1956 to June 1967" in page
    assert "--ink" in css


def test_a_second_start_does_not_load_again(database_url):
    manage("migrate", DATABASE_URL=database_url)
    manage("load", DATABASE_URL=database_url)
    with connect("serve_tests") as connection:
        before = connection.execute(
            "SELECT ctid, xmin FROM sources_datastate"
        ).fetchone()
        with site(DATABASE_URL=database_url):
            pass
        after = connection.execute(
            "SELECT ctid, xmin FROM sources_datastate"
        ).fetchone()

    assert before == after


def test_a_taken_port_is_named(database_url):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = serve(PORT=str(port), DATABASE_URL=database_url)

    assert done.returncode == 1
    assert f"port {port} of 127.0.0.1 is taken" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_named(port):
    done = serve(PORT=port)

    assert done.returncode == 1
    assert "PORT is a number from 1 to 65535" in done.stderr


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL must look like postgresql://"),
        ({"DEBUG": "yes"}, "DEBUG must be true or false"),
        ({"RATE_LIMIT": "many"}, "RATE_LIMIT must be a whole number"),
    ],
)
def test_a_wrong_setting_is_refused_at_start(database_url, variables, message):
    done = serve(PORT=str(free_port()), **{"DATABASE_URL": database_url, **variables})

    assert done.returncode != 0
    assert message in done.stderr


def test_a_wrong_database_password_is_not_printed(database_url):
    secret = "postgres://me:topsecret@"

    done = serve(PORT=str(free_port()), DATABASE_URL=secret)

    assert done.returncode != 0
    assert "topsecret" not in done.stderr + done.stdout


def test_records_with_problems_stop_the_start(database_url, tmp_path):
    (tmp_path / "data").mkdir()

    done = serve(
        PORT=str(free_port()),
        DATABASE_URL=database_url,
        DATA_DIR=str(tmp_path / "data"),
    )

    assert done.returncode == 1
    assert "the records cannot be loaded" in done.stderr
    assert "data/release.yaml: the file is missing" in done.stderr


def test_a_load_without_tables_says_so_in_one_line(django_db_setup):
    with database("bare_tests") as url:
        done = subprocess.run(
            [sys.executable, "manage.py", "load"],
            cwd=ROOT,
            env=environment(DATABASE_URL=url),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "bring the tables up to date with `migrate`" in done.stderr


def test_an_interrupt_ends_it(database_url):
    port = str(free_port())
    process = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=ROOT,
        env=environment(PORT=port, DATABASE_URL=database_url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    # The first to run in this database hears of the load before.
    lines = iter(process.stdout.readline, "")
    assert f"http://127.0.0.1:{port}/\n" in lines

    process.send_signal(signal.SIGINT)

    process.communicate(timeout=40)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(port))) != 0


def test_a_signal_that_python_lost_is_remembered(monkeypatch):
    monkeypatch.setattr(config.serve, "STOPPED", [])
    config.serve.stop_if_told()
    with pytest.raises(SystemExit):
        config.serve.told_to_stop(signal.SIGINT, None)

    with pytest.raises(SystemExit) as stopped:
        config.serve.stop_if_told()

    assert stopped.value.code == 130


def test_a_killed_load_leaves_the_former_records_served(database_url):
    manage("migrate", DATABASE_URL=database_url)
    manage("load", DATABASE_URL=database_url)
    with (
        connect("serve_tests") as blocker,
        connect("serve_tests", autocommit=True) as reader,
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
            "SELECT pid FROM pg_stat_activity WHERE datname = 'serve_tests' "
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
    with site(DATABASE_URL=database_url) as address:
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
