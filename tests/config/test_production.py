"""The site for the public: what it refuses, what it may do to the database, what it
tells, and how it ends."""

import concurrent.futures
import contextlib
import gzip
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from bench.processes import free_port
from config.embedded import EmbeddedDatabase, binary_folder
from config.environment import LIMITS, refuse_weak
from config.provision import WEB_ROLE
from config.serve import SECONDS_TO_FINISH
from tests import live
from tests.live import ROOT, manage, run
from tests.production import HOST, ask, production, ready, settings
from tests.waiting import wait_for

PASSWORD = "a password/with odd letters"
FORWARDED = {"X_Forwarded_For": "192.0.2.7", "X_Forwarded_Proto": "https"}


@pytest.fixture(scope="module")
def owner(django_db_setup, tmp_path_factory):
    """The address of the records' owner, who is no superuser, in a server of its own:
    roles belong to a server as a whole."""
    server = EmbeddedDatabase(tmp_path_factory.mktemp("production") / "postgres")
    with server.joined() as admin:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("CREATE ROLE owner LOGIN CREATEROLE")
            connection.execute("CREATE DATABASE peace OWNER owner")
        url = admin.replace("postgres@/postgres", "owner@/peace")
        copy_curated(url)
        yield url


def copy_curated(url):
    source = live.url(live.to_be_read())
    with subprocess.Popen(
        [binary_folder() / "pg_dump", "--format=custom", source],
        stdout=subprocess.PIPE,
    ) as dump:
        subprocess.run(
            [
                *(binary_folder() / "pg_restore", "--exit-on-error", "--no-owner"),
                *("--no-privileges", "--no-comments", "--dbname", url),
            ],
            stdin=dump.stdout,
            check=True,
        )
    assert dump.returncode == 0


@pytest.fixture(scope="module")
def reader(owner):
    """The address of the role that the owner has made, twice."""
    said = [manage("provision", DATABASE_URL=owner, WEB_PASSWORD=PASSWORD)]
    said += [manage("provision", DATABASE_URL=owner, WEB_PASSWORD=PASSWORD)]

    assert said[0] == said[1]
    [address] = re.findall(r"DATABASE_URL='([^']*)'", said[0])
    return address.replace("PASSWORD", "a%20password%2Fwith%20odd%20letters")


@pytest.fixture(scope="module")
def site(reader, tmp_path_factory):
    log = tmp_path_factory.mktemp("site") / "log"
    more = {"TRUSTED_PROXIES": "127.0.0.0/30", "METRICS_PORT": str(free_port())}
    with production(reader, log, **more) as site:
        ready(site)
        site.metrics = int(more["METRICS_PORT"])
        yield site


STRONG = {
    "SECRET_KEY": "0123456789" * 5,
    "ALLOWED_HOSTS": HOST,
    "DATABASE_URL": "postgresql://reader@database/peace",
}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be set"),
        ("SECRET_KEY", "0123456789" * 4, "SECRET_KEY must be set, to 50 random"),
        ("SECRET_KEY", "abab" * 20, "SECRET_KEY must be set, to 50 random"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS must be set to the names of the site"),
        ("ALLOWED_HOSTS", f"{HOST},*", "never to *"),
        ("DEBUG", "true", "DEBUG must not be true"),
        ("SYNTHETIC_FIGURES", "true", "SYNTHETIC_FIGURES must not be true"),
        ("DATABASE_URL", "", "DATABASE_URL must name the database"),
    ],
)
def test_each_weak_setting_is_refused(monkeypatch, name, value, said):
    for strong, set_to in STRONG.items():
        monkeypatch.setenv(strong, set_to)
    refuse_weak()
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=re.escape(said)) as refused:
        refuse_weak()

    if name == "SECRET_KEY" and value:
        assert value not in str(refused.value)


def test_a_start_with_weak_settings_says_all_that_is_missing_in_one_line():
    weak = settings("", SECRET_KEY="weak", ALLOWED_HOSTS="", PORT=str(free_port()))
    done = run("-m", "config.serve", "--production", env=weak)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("make serve: PRODUCTION is true, so SECRET_KEY must")
    assert "ALLOWED_HOSTS must" in done.stderr
    assert "DATABASE_URL must" in done.stderr
    assert done.stdout == ""


def test_djangos_own_check_for_deployment_is_clean(reader):
    done = subprocess.run(
        [
            *(sys.executable, "manage.py", "check", "--deploy"),
            *("--fail-level", "WARNING"),
        ],
        cwd=ROOT,
        env=settings(reader),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr


def test_the_role_can_read_and_nothing_else_for_no_longer_than_the_limits(reader):
    with psycopg.connect(reader, autocommit=True) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (WEB_ROLE,)
        [missions] = connection.execute(
            "SELECT count(*) FROM missions_mission"
        ).fetchone()
        kept = {
            name: connection.execute(f"SHOW {name}").fetchone()[0] for name in LIMITS
        }
        # A session may take back its limits; what it may not do is not its own to say.
        connection.execute("SET default_transaction_read_only = off")
        for statement in (
            "DELETE FROM missions_mission",
            "UPDATE sources_datastate SET digest = ''",
            "CREATE TABLE mine (a int)",
            "CREATE TEMPORARY TABLE mine (a int)",
            "TRUNCATE missions_mission",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)

    assert missions > 74
    assert kept == {
        **LIMITS,
        "idle_in_transaction_session_timeout": "1min",
    }


def test_each_answer_has_a_number_that_the_log_tells_too(site):
    mine = "0123-my.own_number"
    given, _ = ask(site.port, "/missions/", X_Request_ID=mine, **FORWARDED)
    made, _ = ask(
        site.port, "/api/v1/missions/?q=mali", X_Request_ID="a b", **FORWARDED
    )
    number = made.getheader("X-Request-ID")

    assert given.getheader("X-Request-ID") == mine
    assert re.fullmatch("[0-9a-f]{16}", number)
    assert site.line_of(mine)["message"] == "GET /missions/ 200"
    line = site.line_of(number)
    assert line["client"] == "192.0.2.7"
    assert (line["path"], line["query"]) == ("/api/v1/missions/", "q=mali")
    assert (line["status"], line["levelname"]) == (200, "INFO")
    assert line["milliseconds"] > 0


def test_what_is_forwarded_is_believed_from_proxies_alone(site):
    spoofed, _ = ask(site.port, "/missions/", source="127.0.0.9", **FORWARDED)

    assert spoofed.status == 301  # it came without TLS, whatever it says
    line = site.line_of(spoofed.getheader("X-Request-ID"))
    assert line["client"] == "127.0.0.9"


def test_plain_http_is_led_to_https_which_browsers_remember(site):
    plain, _ = ask(site.port, "/missions/?status=ongoing")
    secure, _ = ask(site.port, "/missions/", **FORWARDED)

    assert plain.status == 301
    assert plain.getheader("Location") == f"https://{HOST}/missions/?status=ongoing"
    assert secure.getheader("Strict-Transport-Security") == "max-age=31536000"


def test_static_files_are_hashed_packed_and_for_ever(site):
    _, page = ask(site.port, "/missions/", **FORWARDED)
    [css] = re.findall(r'href="(/static/site\.[0-9a-f]{12}\.css)"', page.decode())
    plain, body = ask(site.port, css, **FORWARDED)
    packed, packed_body = ask(site.port, css, Accept_Encoding="gzip", **FORWARDED)

    assert "immutable" in plain.getheader("Cache-Control")
    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(packed_body) == body
    assert len(packed_body) < len(body) / 2


def test_a_head_without_end_is_refused(site):
    answer, _ = ask(site.port, "/missions/", X_Long="a" * 200_000, **FORWARDED)

    assert answer.status == 431


def test_requests_are_counted_for_prometheus(site):
    ask(site.port, "/glossary/", **FORWARDED)
    address = f"http://127.0.0.1:{site.metrics}/metrics"
    with urllib.request.urlopen(address, timeout=5) as answer:
        told = answer.read().decode()

    assert re.search(
        r'peacekeeping_requests_total\{area="pages",method="GET",status="200"\} [1-9]',
        told,
    )


def test_an_answer_under_way_is_finished_when_the_site_is_told_to_stop(
    owner, reader, tmp_path
):
    """In one of three tries: on a machine without a processor to spare, a worker of
    granian 2.8 may hang when it is told to stop, and is killed after its 20 s."""
    tries = (stopped_while_answering(owner, reader, tmp_path / f"{n}") for n in "123")

    answer, body, ended = next(filter(None, tries))
    assert answer.status == 200
    assert body.rstrip().endswith(b"</html>")
    assert ended in (0, 128 + signal.SIGTERM)


def stopped_while_answering(owner, reader, log):
    """The answer that was under way and the status of the site's end; or None."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with (
        production(reader, log, TRUSTED_PROXIES="127.0.0.1") as site,
        psycopg.connect(owner) as blocker,
        psycopg.connect(owner, autocommit=True) as watcher,
        concurrent.futures.ThreadPoolExecutor(1) as pool,
    ):
        ready(site)
        blocker.execute("LOCK TABLE organizations_country")
        asking = pool.submit(ask, site.port, "/countries/", **FORWARDED)
        wait_for(lambda: watcher.execute(waiting).fetchone()[0], "a slow answer")
        site.process.send_signal(signal.SIGTERM)
        # It has heard when it refuses; a lock is waited for 3 s at most.
        with contextlib.suppress(AssertionError):
            wait_for(lambda: refuses(site.port), "the end of new connections", 2)
        blocker.rollback()
        ended = site.process.wait(timeout=SECONDS_TO_FINISH + 20)
        if asking.exception():
            return None
        return *asking.result(), ended


def refuses(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
