"""What stands in `deploy/`: units, image, compose file, and what they name."""

import re
import shutil
import ssl
import subprocess
import sys
import urllib.request

import pytest
import trustme
import yaml

import config.serve
import config.settings
from bench.front import CONFIGURATION, front, lay_out
from bench.processes import free_port
from tests import nginx
from tests.live import ROOT
from tests.recorder import Recorder

DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "systemd" / "peacekeeping@.service"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
DOCUMENT = (ROOT / "docs" / "deploy.md").read_text()
# Named in the tables of these modules.
KNOWN = {
    *re.findall(r"^\| `([A-Z_]+)` \|", config.settings.__doc__, re.MULTILINE),
    *re.findall(r"^\| `([A-Z_]+)` \|", config.serve.__doc__, re.MULTILINE),
}
WEB = COMPOSE["services"]["web-1"]
needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="no systemd-analyze is here"
)


@pytest.fixture
def unit(tmp_path):
    """The unit as it would stand on this machine."""
    text = UNIT.read_text().replace(
        "/srv/peacekeeping/.venv/bin/python", sys.executable
    )
    file = tmp_path / "peacekeeping@01.service"
    file.write_text(text.replace("/srv/peacekeeping", str(ROOT)))
    return file


def analyze(*arguments):
    return subprocess.run(
        ["systemd-analyze", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@needs_systemd
def test_systemd_understands_every_line_of_the_unit(unit):
    done = analyze("verify", str(unit))

    said = [line for line in done.stderr.splitlines() if "peacekeeping" in line]
    assert said == []


@needs_systemd
def test_the_unit_may_do_little(unit):
    done = analyze("security", "--offline=true", "--threshold=15", str(unit))

    assert done.returncode == 0, done.stdout


def test_charts_could_not_be_drawn_with_memory_that_is_not_both_written_and_run():
    """V8, which draws them, compiles while it runs."""
    assert "MemoryDenyWriteExecute=" not in UNIT.read_text()


@pytest.mark.parametrize("file", ["systemd/site.env", "compose.env"])
def test_examples_hold_no_secret(file):
    text = (DEPLOY / file).read_text()

    for name, value in re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE):
        if name.endswith(("KEY", "PASSWORD")):
            assert value == ""
    assert "SECRET_KEY=\n" in text


def test_units_and_services_set_what_the_site_reads():
    unit = re.findall(r"(\w+)=80%i (\w+)=90%i", UNIT.read_text())
    file = re.findall(
        r"^(\w+)=", (DEPLOY / "systemd/site.env").read_text(), re.MULTILINE
    )

    assert {*unit[0], *file} <= KNOWN
    assert {*WEB["environment"]} <= KNOWN
    assert "RATE_LIMIT" in KNOWN


def test_web_services_read_alone_and_the_job_before_them_owns():
    services = COMPOSE["services"]
    job = services["prepare"]

    assert services["web-1"] == services["web-2"]
    assert "peacekeeping_web:" in WEB["environment"]["DATABASE_URL"]
    assert "peacekeeping:" in job["environment"]["DATABASE_URL"]
    assert "OWNER_PASSWORD" not in str(WEB)
    assert WEB["depends_on"] == {
        "prepare": {"condition": "service_completed_successfully"}
    }
    assert re.findall(r"manage.py (\w+)", job["command"][2]) == [
        *("migrate", "load", "provision")
    ]


def test_only_nginx_can_be_reached_and_only_it_is_believed():
    services = COMPOSE["services"]
    front = COMPOSE["networks"]["front"]["ipam"]["config"][0]["subnet"]

    assert [name for name in services if "ports" in services[name]] == ["nginx"]
    assert [n for n in services if "front" in services[n]["networks"]] == [
        *("web-1", "web-2", "nginx")
    ]
    assert WEB["environment"]["TRUSTED_PROXIES"] == front
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_every_variable_of_the_compose_file_is_shown_or_has_a_default():
    text = (DEPLOY / "compose.yaml").read_text()
    shown = re.findall(r"^(\w+)=", (DEPLOY / "compose.env").read_text(), re.MULTILINE)

    assert {*re.findall(r"\$\{(\w+):\?", text)} <= {*shown}


def test_every_file_that_is_mounted_or_included_is_there():
    mounted = [
        volume.split(":")[0]
        for volume in COMPOSE["services"]["nginx"]["volumes"]
        if volume.startswith("./")
    ]
    included = re.findall(r"include (\S+);", (CONFIGURATION / "nginx.conf").read_text())

    assert len(mounted) == 3
    for name in mounted:
        assert (DEPLOY / name).is_file(), name
    for name in included:
        assert (CONFIGURATION / name).is_file(), name
    origins = (DEPLOY / "containers/origins.conf").read_text()
    assert re.findall(r"server (\S+):8000", origins) == ["web-1", "web-2"]


def test_the_image_holds_the_rooms_and_no_more():
    lines = (ROOT / ".dockerignore").read_text().split()
    taken = {line[1:] for line in lines if line.startswith("!")}
    rooms = {"api", "config", "missions", "organizations", "principles", "sources"}

    assert lines[0] == "*"
    assert taken == rooms | {"data", "static", "templates", "manage.py"} | {
        "requirements.txt"
    }
    assert all((ROOT / name).exists() for name in taken)


def test_the_image_runs_as_a_user_without_rights():
    text = (DEPLOY / "Containerfile").read_text()
    final = text.rpartition("\nFROM ")[2]

    assert "--require-hashes" in text
    assert final.index("USER peacekeeping") < final.index("CMD ")
    assert "root" not in final


def test_the_site_waits_less_than_what_stops_it():
    """20 s to finish; then systemd, or the engine, would kill."""
    longest = config.serve.SECONDS_TO_FINISH

    assert int(re.search(r"TimeoutStopSec=(\d+)", UNIT.read_text())[1]) > longest
    assert int(WEB["stop_grace_period"].removesuffix("s")) > longest


def test_silent_connections_are_left_by_nginx_before_the_site_closes_them():
    text = (CONFIGURATION / "nginx.conf").read_text()
    upstream = text[text.index("upstream site") :]

    seconds = int(re.search(r"keepalive_timeout (\d+)s", upstream)[1])
    assert seconds < config.serve.SECONDS_FOR_A_HEAD


@nginx.needed
@pytest.mark.parametrize("shipped", ["origins.conf", "listen.conf"])
def test_nginx_takes_the_files_as_they_are(tmp_path, shipped):
    command = lay_out(tmp_path, [8001], f"listen 127.0.0.1:{free_port()};\n")
    text = (CONFIGURATION / shipped).read_text()
    (tmp_path / shipped).write_text(text.replace("listen [::]:80", "# listen [::]:80"))

    done = subprocess.run(
        [*command, "-t"], capture_output=True, text=True, check=False, timeout=20
    )

    # Port 80 may be another's; then it has understood all the same.
    assert "syntax is ok" in done.stderr, done.stderr


@nginx.needed
def test_tls_works_when_its_marks_are_taken_away(tmp_path):
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    names = ("fullchain.pem", "privkey.pem")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / names[0])
    certificate.private_key_pem.write_to_path(tmp_path / names[1])
    port = free_port()
    marked = (CONFIGURATION / "listen.conf").read_text().partition("# TLS")[2]
    lines = re.findall(r"^# (.*;)$", marked, re.MULTILINE)
    listen = "\n".join(line for line in lines if "[::]" not in line)
    listen = listen.replace("listen 443", f"listen 127.0.0.1:{port}")
    listen = listen.replace("/etc/letsencrypt/live/peace.example.org", str(tmp_path))
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    folder = tmp_path / "nginx"

    with Recorder() as origin, front(folder, port, [origin.port], listen=listen):
        address = f"https://localhost:{port}/missions/"
        with urllib.request.urlopen(address, context=trusting, timeout=5) as answer:
            body = answer.read()

    assert body == b"yes"
    assert b"X-Forwarded-Proto: https\r\n" in origin.heads[0]


@pytest.mark.parametrize(
    "named",
    [
        *("make serve", "manage.py provision", "manage.py doctor", "manage.py export"),
        *("manage.py migrate", "manage.py load", "peacekeeping@01", "compose.yaml"),
        *("nginx -t", "/readyz", "/metrics", "TRUSTED_PROXIES", "METRICS_PORT"),
    ],
)
def test_the_document_tells_of(named):
    assert named in DOCUMENT


def test_the_document_names_files_that_are_there():
    for name in re.findall(r"`(deploy/[\w./@-]+)`", DOCUMENT):
        assert (ROOT / name).exists(), name
