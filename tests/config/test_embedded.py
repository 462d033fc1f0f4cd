"""The embedded server: real ones, in folders of their own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from config import embedded
from config.embedded import EmbeddedDatabase, EmbeddedDatabaseError
from tests.waiting import wait_for

ROOT = Path(__file__).parent.parent.parent
HOLD = """
import sys
from config.embedded import EmbeddedDatabase
database = EmbeddedDatabase(sys.argv[1])
database.join()
print("joined", flush=True)
sys.stdin.read()
database.leave()
"""


@pytest.fixture
def server(tmp_path):
    server = EmbeddedDatabase(tmp_path / "postgres")
    yield server
    server.stop()


def ask(url, question="SELECT 1"):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def holder(folder):
    """Another process that uses the server until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "joined\n"
    return process


def release(process):
    process.communicate("")


def test_it_starts_answers_and_stops_with_its_user(server):
    with server.joined() as url:
        assert ask(url) == 1
        assert ask(url, "SHOW listen_addresses") == ""

    assert server.pid() is None
    with pytest.raises(psycopg.OperationalError):
        ask(server.url)


def test_what_was_written_is_there_after_a_new_start(server):
    with server.joined() as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")

    with server.joined() as url:
        assert ask(url, "SELECT n FROM kept") == 7


def test_the_last_user_stops_it_and_no_other(server):
    other = holder(server.folder)
    with server.joined() as url:
        assert ask(url) == 1
    assert server.pid()

    release(other)

    assert server.pid() is None


def test_a_killed_user_does_not_keep_it_alive(server):
    other = holder(server.folder)
    other.kill()
    other.communicate()
    assert server.pid()

    with server.joined() as url:
        assert ask(url) == 1

    assert server.pid() is None


def test_it_recovers_from_a_killed_server(server):
    with server.joined():
        killed = server.pid()
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: server.pid() != killed, "the end of the server")

    with server.joined() as url:
        assert ask(url) == 1


def test_an_old_file_with_a_reused_number_does_not_stop_it(server):
    with server.joined():
        pass
    other = subprocess.Popen(["sleep", "60"], **embedded.server_user())
    (server.data / "postmaster.pid").write_text(
        f"{other.pid}\n{server.data}\n1\n5432\n{server.sockets}\n\n\nready\n"
    )

    try:
        with server.joined() as url:
            assert ask(url) == 1
    finally:
        other.kill()
        other.wait()


def test_an_interrupted_creation_is_begun_again(server):
    server.folder.mkdir()
    half = server.folder / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    with server.joined() as url:
        assert ask(url) == 1
    assert not half.exists()


@pytest.mark.parametrize(
    "name", ["with space", "mit-ümlaut", "long" * 30, "a,b", "it's"]
)
def test_it_lives_under_awkward_paths(tmp_path, name):
    server = EmbeddedDatabase(tmp_path / name / "postgres")

    with server.joined() as url:
        assert ask(url) == 1


@pytest.mark.parametrize("name", ["$HOME", 'a"b', "a`b", "a\\b"])
def test_a_path_it_cannot_take_is_named(tmp_path, name):
    server = EmbeddedDatabase(tmp_path / name / "postgres")

    with pytest.raises(
        EmbeddedDatabaseError, match="move the checkout or set DATABASE"
    ):
        server.join()


def test_a_full_disk_is_named_and_nothing_is_left(server, monkeypatch):
    monkeypatch.setattr(embedded, "BYTES_TO_CREATE", 2**60)

    with pytest.raises(EmbeddedDatabaseError, match=r"disk of .* is full: free \d+ MB"):
        server.join()

    assert not server.data.exists()


def test_a_server_that_cannot_start_says_why(server):
    with server.joined():
        pass
    (server.data / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(EmbeddedDatabaseError, match="no_such_setting"):
        server.join()


def test_a_socket_folder_of_somebody_else_is_refused(server, tmp_path, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away, so this runs as root only")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    os.chown(theirs, 12345, 12345)
    monkeypatch.setattr(EmbeddedDatabase, "sockets", theirs)

    with pytest.raises(EmbeddedDatabaseError, match="belongs to another user"):
        server.join()
