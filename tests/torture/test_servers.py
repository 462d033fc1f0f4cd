"""Servers of the database killed for a moment; `make torture` does it longer, and makes the faults
that need a disk or a clock of their own."""

from torture import faults


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
