"""A primary and streaming replicas, each a PostgreSQL server of its own."""

import contextlib
import os
import shutil
import signal
import subprocess

import psycopg

from config.embedded import EmbeddedDatabase, binary_folder


class Server(EmbeddedDatabase):
    """A server that can be killed as a power cut would."""

    def kill(self):
        """SIGKILL to the server and all of its processes."""
        pid = self.pid()
        group = [pid, *children(pid)]
        for one in group:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)

    def execute(self, sql):
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else None


class LogApart(Server):
    """A server whose log of changes lies on another disk than its data, as it should:
    a server that cannot write its log stops altogether."""

    def __init__(self, folder, log):
        super().__init__(folder)
        self.apart = log

    def create(self):
        super().create()
        log = self.data / "pg_wal"
        shutil.move(log, self.apart)
        for path in (self.apart, *self.apart.rglob("*")):
            self.give(path)
        log.symlink_to(self.apart)


class Replica(Server):
    """A streaming replica of a primary, which must be running when it is made."""

    def __init__(self, folder, primary):
        super().__init__(folder)
        self.primary = primary

    def create(self):
        shutil.rmtree(self.data, ignore_errors=True)
        self.run(
            "pg_basebackup",
            *("--pgdata", self.data, "--write-recovery-conf", "--checkpoint=fast"),
            *("--host", self.primary.sockets, "--username=postgres"),
        )


def children(pid):
    import psutil

    with contextlib.suppress(psutil.NoSuchProcess):
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    return []


def copied(source, target):
    """Copy a database to another server, both as addresses."""
    binaries = binary_folder()
    with subprocess.Popen(
        [binaries / "pg_dump", "--format=custom", "--no-privileges", source],
        stdout=subprocess.PIPE,
    ) as dump:
        subprocess.run(
            [binaries / "pg_restore", "--dbname", target], stdin=dump.stdout, check=True
        )
    if dump.returncode:
        raise SystemExit(f"pg_dump of {source} failed")


@contextlib.contextmanager
def cluster(folder, source, replicas=2):
    """A primary with the data of a database, and its replicas."""
    with contextlib.ExitStack() as stack:
        primary = Server(folder / "primary")
        stack.enter_context(primary.joined())
        copied(source, primary.url)
        found = []
        for number in range(1, replicas + 1):
            replica = Replica(folder / f"replica-{number}", primary)
            stack.enter_context(replica.joined())
            found.append(replica)
        yield primary, found
