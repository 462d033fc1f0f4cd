"""A worker killed, slow clients, locked tables, for a moment; `make torture` does it longer, and makes the faults
that need a disk or a clock of their own."""

from torture import faults, pressure


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
