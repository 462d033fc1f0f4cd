"""Each fault for a moment; `make torture` makes them longer, and those that need a disk or
a clock of their own."""

import pytest

from tests.live import curated, database, to_be_read, url
from torture import faults, pressure
from torture.importing import figures


@pytest.fixture(scope="module")
def source(django_db_setup):
    return url(to_be_read())


@pytest.fixture(scope="module")
def own(django_db_setup):
    """A database that may be written to."""
    with database("torture_tests", curated()) as address:
        yield address


def test_the_only_database_killed(tmp_path, source):
    outcome = faults.database_killed(tmp_path, source)

    outcome.assert_held()
    assert outcome.unavailable > 0


def test_each_of_three_servers_killed(tmp_path, source):
    outcomes = list(faults.each_server_killed(tmp_path, source))

    assert len(outcomes) == 3
    for outcome in outcomes:
        outcome.assert_held()
    assert outcomes[-1].unavailable == 0  # the primary may be away


def test_a_replica_behind_is_not_read_from(tmp_path, source):
    faults.replica_behind(tmp_path, source).assert_held()


def test_a_worker_killed(source):
    outcome = faults.worker_killed(source)

    outcome.assert_held()
    assert outcome.unavailable == 0


def test_told_to_stop(source):
    faults.told_to_stop(source).assert_held()


def test_slow_clients(source):
    outcome = pressure.clients_slow(source, number=100)

    outcome.assert_held()
    assert outcome.unavailable == 0


def test_locked_tables_use_the_pool_up(own):
    outcome = pressure.table_locked(own)

    outcome.assert_held()
    assert outcome.unavailable > 0


def test_broken_files(tmp_path, own):
    pressure.files_broken(tmp_path, own, ("release.yaml",)).assert_held()


def test_a_loader_killed(own):
    faults.writer_killed(own, ("load",), times=1, longest=8).assert_held()


def test_an_importer_killed(tmp_path, own):
    file = figures(tmp_path / "figures.csv", countries=40)
    command = ("import_figures", "un-contributions", str(file))

    faults.writer_killed(own, command, times=3, longest=4).assert_held()
