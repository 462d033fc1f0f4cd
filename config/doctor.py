"""What is wrong with an installation, in words: each examination tells what it found and,
where that is not well, what to do."""

import dataclasses
import os
import shutil
import time
import urllib.error
import urllib.request

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from config.environment import LIMITS, MOST_CONNECTIONS, database, words
from config.provision import WEB_ROLE
from config.replicas.servers import SEEN
from sources.loader import files
from sources.state import current

LOCAL = "127.0.0.1"
OLDEST_SERVER = 15
EXTENSIONS = ("pg_trgm", "unaccent")
LEAST_FREE = 1 << 30  # bytes of a disk
FURTHEST_CLOCK = 2  # seconds between this machine's clock and the database's
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


@dataclasses.dataclass(frozen=True)
class Finding:
    """`remedy` is empty where all is well; a `grave` one keeps the site from answering
    rightly."""

    what: str
    remedy: str = ""
    grave: bool = False

    @property
    def mark(self):
        if not self.remedy:
            return "well"
        return "WRONG" if self.grave else "doubtful"


def examine():
    """All `Finding`s, in the order in which one would mend them."""
    yield from settings_and_folders()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding(
            f"the database does not answer: {first_line(error)}",
            "start it, or correct DATABASE_URL",
            grave=True,
        )
        return
    yield from server()
    schema = list(schema_and_records())
    yield from schema
    if any(finding.grave for finding in schema):
        return
    yield from rights()
    yield from replicas()
    yield from site()


def settings_and_folders():
    kind = "production" if settings.PRODUCTION else "local use"
    address = os.environ.get("ADDRESS", LOCAL)
    yield Finding(
        f"settings are for {kind}, at {address}",
        ""
        if settings.PRODUCTION or address == LOCAL
        else "set PRODUCTION=true, so that weak settings are refused",
    )
    if not settings.DATA_DIR.is_dir():
        yield Finding(
            f"there are no records at {settings.DATA_DIR}",
            "set DATA_DIR to the folder of the records",
            grave=True,
        )
    folder = settings.VAR_DIR
    if not os.access(folder, os.W_OK):
        yield Finding(
            f"{folder} cannot be written to",
            "let the user of the site write there: charts and static files are kept in it",
            grave=True,
        )
        return
    free = shutil.disk_usage(folder).free
    told = f"{free / (1 << 30):.1f} GiB are free at {folder}"
    yield Finding(told, "" if free > LEAST_FREE else "make room: a load needs some")
    made = settings.STATIC_ROOT / "staticfiles.json"
    yield (
        Finding("static files are collected")
        if made.exists()
        else Finding(
            "static files are not collected",
            "the server does it at its start; or run manage.py collectstatic",
        )
    )


def server():
    """Version, extensions, clock, connections."""
    with connection.cursor() as cursor:
        version = connection.pg_version // 10_000
        yield (
            Finding(f"PostgreSQL {version} answers")
            if version >= OLDEST_SERVER
            else Finding(
                f"PostgreSQL {version} is too old",
                f"use {OLDEST_SERVER} or newer",
                grave=True,
            )
        )
        cursor.execute("SELECT extname FROM pg_extension")
        missing = sorted({*EXTENSIONS} - {name for (name,) in cursor.fetchall()})
        if missing:
            yield Finding(
                f"extensions are missing: {', '.join(missing)}",
                "run manage.py migrate as the owner of the database",
                grave=True,
            )
        cursor.execute(
            "SELECT abs(extract(epoch FROM clock_timestamp()) - %s)", [time.time()]
        )
        [apart] = cursor.fetchone()
        yield Finding(
            f"the clocks of this machine and of the database are {apart:.1f} s apart",
            "" if apart < FURTHEST_CLOCK else "set both by a time server",
        )
        cursor.execute("SELECT current_setting('max_connections')::int")
        [most] = cursor.fetchone()
        workers = int(os.environ.get("WORKERS") or os.cpu_count())
        wanted = workers * MOST_CONNECTIONS
        yield Finding(
            f"the database takes {most} connections; {workers} workers here may ask for "
            f"{wanted}",
            "" if wanted < most else "raise max_connections, or put PgBouncer between",
        )


def schema_and_records():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding(
            "the tables are not those of this program",
            "run manage.py migrate as the owner of the database",
            grave=True,
        )
        return
    yield Finding("the tables are current")
    state = current()
    if state is None:
        yield Finding("no records are loaded", "run manage.py load", grave=True)
        return
    if state.is_synthetic and not settings.SYNTHETIC_FIGURES:
        yield Finding(
            "the figures are made up, for benchmarks",
            "use another database",
            grave=True,
        )
    told = f"release {state.release_id} is served, last changed {state.changed_at:%Y-%m-%d}"
    same = (
        settings.DATA_DIR.is_dir() and files.digest(settings.DATA_DIR) == state.digest
    )
    yield Finding(
        told,
        ""
        if same
        else f"the records at {settings.DATA_DIR} are others; manage.py load",
    )


def rights():
    """Of the role of DATABASE_URL, and of the role that is to serve."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, count(*) FROM pg_roles WHERE rolname = %s", [WEB_ROLE]
        )
        user, provided = cursor.fetchone()
        if user != WEB_ROLE and not provided:
            yield Finding(
                f"there is no role {WEB_ROLE}",
                "run manage.py provision, and serve with what it prints",
            )
            return
        cursor.execute(
            "SELECT count(*) FILTER (WHERE has_table_privilege(%(role)s, oid, %(writes)s)), "
            "count(*) FILTER (WHERE NOT has_table_privilege(%(role)s, oid, 'SELECT')) "
            "FROM pg_class WHERE relkind IN ('r', 'p') "
            "AND relnamespace = 'public'::regnamespace",
            {"role": WEB_ROLE, "writes": ", ".join(WRITES)},
        )
        writable, unreadable = cursor.fetchone()
        if not writable and not unreadable:
            yield Finding(f"{WEB_ROLE} can read every table and write to none")
        for number, what in (
            (writable, f"{WEB_ROLE} may write to {writable} tables"),
            (unreadable, f"{WEB_ROLE} cannot read {unreadable} tables"),
        ):
            if number:
                again = "run manage.py provision again"
                yield Finding(what, again, grave=bool(writable))
        cursor.execute("SELECT rolconfig FROM pg_roles WHERE rolname = %s", [WEB_ROLE])
        [kept] = cursor.fetchone()
        lost = {f"{name}={value}" for name, value in LIMITS.items()} - {*(kept or ())}
        if lost:
            yield Finding(
                f"{WEB_ROLE} has lost limits: {', '.join(sorted(lost))}",
                "run manage.py provision again",
            )


def replicas():
    """Whether each replica answers, replays, and holds the present state."""
    listed = words("DATABASE_REPLICA_URLS")
    if not listed:
        return
    with connection.cursor() as cursor:
        cursor.execute(SEEN)
        state, position = cursor.fetchone()
    for number, url in enumerate(listed, 1):
        name = f"replica {number}"
        database(url, "DATABASE_REPLICA_URLS", serving=True)  # refuses a wrong address
        try:
            with psycopg.connect(url, connect_timeout=5) as there:
                held, replayed = there.execute(SEEN).fetchone()
                [standby] = there.execute("SELECT pg_is_in_recovery()").fetchone()
        except psycopg.Error as error:
            yield Finding(
                f"{name} does not answer: {first_line(error)}",
                "start it, or take it out of DATABASE_REPLICA_URLS; the site reads from "
                "the others meanwhile",
            )
            continue
        if not standby:
            yield Finding(
                f"{name} is no replica: it takes writes of its own",
                "make it anew with pg_basebackup",
                grave=True,
            )
        elif held != state:
            yield Finding(
                f"{name} holds an older state, {position - replayed} bytes behind",
                "see whether it still replays; the site does not read from it meanwhile",
            )
        else:
            yield Finding(f"{name} holds the present state")


def site():
    """Whether a server answers at ADDRESS and PORT."""
    address = os.environ.get("ADDRESS", LOCAL)
    port = os.environ.get("PORT", "8000")
    here = f"{address}:{port}"
    try:
        with urllib.request.urlopen(f"http://{here}/readyz", timeout=5) as answer:
            yield Finding(f"the site at {here} is {answer.read().decode().strip()}")
    except urllib.error.HTTPError as error:
        yield Finding(
            f"the site at {here} is {error.read().decode().strip()[:200]}",
            "do what it says",
            grave=True,
        )
    except OSError as error:
        yield Finding(
            f"nothing answers at {here}: {error}",
            "start it, or set ADDRESS and PORT to where it listens",
        )


def first_line(error):
    return (str(error).splitlines() or [type(error).__name__])[0]
