"""The site as its users meet it: a real server over a database of its own."""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

from api.state import code_digest
from bench.processes import free_port, running
from sources.loader import files
from tests.waiting import wait_for

ROOT = Path(__file__).parent.parent


def connect(name, **options):
    """A connection of our own to a database of the server that the tests use."""
    known = settings.DATABASES["default"]
    return psycopg.connect(
        dbname=name,
        user=known["USER"],
        password=known["PASSWORD"],
        host=known["HOST"],
        port=known["PORT"] or None,
        **options,
    )


def url(name):
    known = settings.DATABASES["default"]
    password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    port = f"&port={known['PORT']}" if known["PORT"] else ""
    return f"postgresql://{known['USER']}{password}@/{name}?host={known['HOST']}{port}"


@contextmanager
def database(name, template="template1"):
    """An empty database for the length of a `with`, or a copy of another; gives its
    URL."""
    with connect("postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield url(name)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def curated():
    """The name of a database that holds the curated records, to be copied: nobody connects
    to it, as PostgreSQL copies no database that is in use. It is made once for this state
    of data and code, and kept."""
    made_of = files.digest(settings.DATA_DIR) + code_digest()
    name = f"curated_{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
    with (
        (settings.VAR_DIR / "curated.lock").open("w") as lock,
        connect("postgres", autocommit=True) as admin,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)  # both processes of a run want it at once
        known = admin.execute("SELECT datname FROM pg_database").fetchall()
        if (name,) in known:
            return name
        for (former,) in known:
            if former.startswith(("curated_", "read_")):
                admin.execute(f"DROP DATABASE {former} WITH (FORCE)")
        admin.execute("CREATE DATABASE curated_unfinished")
        manage("migrate", DATABASE_URL=url("curated_unfinished"))
        manage("load", DATABASE_URL=url("curated_unfinished"))
        admin.execute(
            f"CREATE DATABASE {to_be_read(name)} TEMPLATE curated_unfinished "
            "STRATEGY file_copy"
        )
        admin.execute(f"ALTER DATABASE curated_unfinished RENAME TO {name}")
    return name


def to_be_read(name=None):
    """The name of a database with the same records, to be read and never changed."""
    return (name or curated()).replace("curated_", "read_")


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return {**kept, "PYTHONUNBUFFERED": "1", **more}


def run(*arguments, env=None, timeout=120):
    """Run Python; give what became of it, with what it said."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=env or environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )


def manage(*arguments, **more):
    """Run manage.py; give what it printed. A failure shows it."""
    done = run("manage.py", *arguments, env=environment(**more))
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def site(**more):
    """`make run` on a free port; gives its address."""
    port = str(free_port())
    address = f"http://127.0.0.1:{port}"
    # Its words go to a file and not a pipe: a full pipe would stop the server.
    with (
        tempfile.TemporaryFile("w+") as said,
        running(
            [sys.executable, "-m", "config.serve"],
            cwd=ROOT,
            env=environment(PORT=port, **more),
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):

        def answers():
            if process.poll() is not None:
                said.seek(0)
                raise AssertionError(f"the server ended: {said.read()[-2000:]}")
            try:
                with urllib.request.urlopen(f"{address}/readyz", timeout=5) as told:
                    return told.status == 200
            except (urllib.error.URLError, ConnectionError):
                return False

        wait_for(answers, "the site", seconds=90)
        yield address
