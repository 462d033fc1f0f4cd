"""The role that the site reads with can read, and nothing else; also where whoever has
its connection tries."""

import contextlib
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import psycopg
import pytest
from django.db import connection as django_connection

import config.provision
from bench.processes import free_port
from config.embedded import EmbeddedDatabase
from config.environment import LIMITS, limits
from config.provision import WEB_ROLE
from tests.live import ROOT, connect, curated, database, environment, url
from tests.sources.small import FILES
from tests.waiting import wait_for

REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "var", "data", "tests", "docs")
OTHER_SETTINGS = ["", "-c default_transaction_read_only=off"]


@pytest.fixture(scope="module")
def provisioned(django_db_setup):
    """A database with the curated records, made ready by `manage.py provision`."""
    with database("provision_tests", curated()) as address:
        done = subprocess.run(
            [sys.executable, "manage.py", "provision"],
            cwd=ROOT,
            env=environment(DATABASE_URL=address, WEB_PASSWORD="a long password"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "fewer than 16 characters" in done.stderr
        for _ in range(2):  # the second changes nothing
            done = subprocess.run(
                [sys.executable, "manage.py", "provision"],
                cwd=ROOT,
                env=environment(DATABASE_URL=address, WEB_PASSWORD="p" * 16),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
        assert "p" * 16 not in done.stdout
        yield "provision_tests"


def as_role(name, options="", role=WEB_ROLE):
    address = re.sub("//[^@]*@", f"//{role}@", url(name))
    return psycopg.connect(address, options=options, autocommit=True)


@pytest.fixture(params=OTHER_SETTINGS, ids=["as it is", "with reading only turned off"])
def web(provisioned, request):
    with as_role(provisioned, request.param) as connection:
        yield connection


def tables(connection):
    found = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    )
    return [name for (name,) in found.fetchall()]


def test_it_reads_every_table_and_writes_none(web):
    found = tables(web)
    assert len(found) > 40
    for name in found:
        web.execute(f'SELECT count(*) FROM "{name}"')
        [column] = web.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1",
            [f'"{name}"'],
        ).fetchone()
        for statement in (
            f'INSERT INTO "{name}" DEFAULT VALUES',
            f'UPDATE "{name}" SET "{column}" = "{column}"',
            f'DELETE FROM "{name}"',
            f'TRUNCATE "{name}"',
            f'LOCK TABLE "{name}" IN ROW EXCLUSIVE MODE',
            f'SELECT * FROM "{name}" FOR UPDATE',
            f'ALTER TABLE "{name}" ADD COLUMN x int',
            f'DROP TABLE "{name}"',
            f'CREATE INDEX ON "{name}" ("{column}")',
            f'COPY "{name}" FROM STDIN',
        ):
            with pytest.raises((*REFUSED, psycopg.errors.NoActiveSqlTransaction)):
                web.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x (a int)",
        "CREATE TEMP TABLE x (a int)",
        "CREATE SCHEMA x",
        "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE EXTENSION dblink",
        "CREATE ROLE x",
        "CREATE DATABASE x",
        "SELECT nextval('missions_strength_id_seq')",
        "SELECT setval('missions_strength_id_seq', 1)",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_import('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/x'",
        "COPY missions_mission FROM PROGRAM 'true'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_ls_dir('/')",
        "SELECT pg_reload_conf()",
        "SELECT rolpassword FROM pg_authid",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "SET session_replication_role = replica",
        "ALTER SYSTEM SET work_mem = '1GB'",
        f"ALTER ROLE {WEB_ROLE} CREATEDB",
        "SELECT pg_terminate_backend({owner})",
    ],
)
def test_it_does_nothing_else(provisioned, web, statement):
    with connect(provisioned) as owner, pytest.raises(REFUSED):
        web.execute(statement.format(owner=owner.info.backend_pid))


def test_limits_are_those_of_the_role_and_of_every_process_that_serves(provisioned):
    for options in ("", limits()):
        with as_role(provisioned, options) as connection:
            for name, value in LIMITS.items():
                [shown] = connection.execute(f"SHOW {name}").fetchone()
                if value != "on":
                    asked = "SELECT %s::interval = %s::interval"
                    [shown] = connection.execute(asked, [shown, value]).fetchone()
                assert shown in ("on", True), name


@pytest.fixture
def impatient(monkeypatch, provisioned, django_db_blocker):
    """A role made in the same way, with limits for which a test can wait."""
    monkeypatch.setattr(config.provision, "WEB_ROLE", "impatient_tests")
    short = {**LIMITS, "statement_timeout": "200ms", "lock_timeout": "100ms"}
    monkeypatch.setattr(config.provision, "LIMITS", short)
    owner = django_connection.copy()
    owner.settings_dict["NAME"] = provisioned
    owner.settings_dict["OPTIONS"] = {}  # without a pool
    with django_db_blocker.unblock():
        config.provision.provision(owner)
        owner.close()
    yield "impatient_tests"
    with connect(provisioned, autocommit=True) as admin:
        admin.execute("DROP OWNED BY impatient_tests")
        admin.execute("DROP ROLE impatient_tests")


def test_what_takes_long_is_ended(provisioned, impatient):
    with as_role(provisioned, role=impatient) as web:
        for slow in (
            "SELECT pg_sleep(60)",
            "SELECT count(*) FROM generate_series(1, 1000000000) a",
        ):
            with pytest.raises(psycopg.errors.QueryCanceled):
                web.execute(slow)
        with connect(provisioned) as loader:
            loader.execute("LOCK TABLE missions_mission")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                web.execute("SELECT 1 FROM missions_mission")


def test_a_table_that_comes_later_can_be_read_and_not_written(provisioned):
    with (
        connect(provisioned, autocommit=True) as owner,
        as_role(provisioned, "-c default_transaction_read_only=off") as web,
    ):
        owner.execute("CREATE TABLE later (a int)")
        try:
            assert web.execute("SELECT * FROM later").fetchall() == []
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute("INSERT INTO later VALUES (1)")
        finally:
            owner.execute("DROP TABLE later")


def test_make_run_reads_with_that_role(tmp_path):
    """A checkout of its own, from nothing, over a small set of records."""
    checkout, records = tmp_path / "checkout", tmp_path / "data"
    for name, text in FILES.items():
        (records / name).parent.mkdir(parents=True, exist_ok=True)
        (records / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT, checkout, ignore=LEFT_OUT)
    port = str(free_port())
    with (tmp_path / "said").open("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=checkout,
            env=environment(DATABASE_URL="", DATA_DIR=str(records), PORT=port),
            stdout=said,
            stderr=subprocess.STDOUT,
        )

        def answers():
            assert process.poll() is None, (tmp_path / "said").read_text()
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                address = f"http://127.0.0.1:{port}/missions/"
                return urllib.request.urlopen(address, timeout=5).status == 200

        try:
            wait_for(answers, "the site", seconds=90)
            server = EmbeddedDatabase(checkout / "var" / "postgres")
            with psycopg.connect(server.url) as admin:
                users = admin.execute(
                    "SELECT DISTINCT usename FROM pg_stat_activity "
                    "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                ).fetchall()
        finally:
            process.terminate()
            process.wait(timeout=40)

    assert users == [(WEB_ROLE,)]
