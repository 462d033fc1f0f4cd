"""`make run`, as a process of its own."""

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import config.serve
from bench.processes import free_port
from tests.live import connect, curated, database, environment, run, site

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def database_url(django_db_setup):
    with database("serve_tests") as url:
        yield url


def serve(**more):
    return run("-m", "config.serve", env=environment(**more))


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


def test_a_second_start_does_not_load_again(django_db_setup):
    with (
        database("second_tests", curated()) as database_url,
        connect("second_tests") as connection,
    ):
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
        done = run("manage.py", "load", env=environment(DATABASE_URL=url))

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
