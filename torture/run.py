"""`make torture`: every fault, one after the other, then how much load is held; prints a
table and writes `docs/reliability.md`. Ends with 1 where an answer was lost or wrong."""

import argparse
import contextlib
import os
import sys
import tempfile
from pathlib import Path

import django

from torture import faults, load, pressure
from torture.cluster import Server
from torture.importing import figures
from torture.report import write
from torture.site import manage

KILLS = 5  # of a loader and of an importer
SECONDS_BETWEEN = 12  # at most, from the start of a writer until it is killed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=60, help="that load is held; 0 leaves it out"
    )
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        source = Server(Path(folder) / "source")
        with source.joined() as url:
            os.environ["DATABASE_URL"] = url
            django.setup()
            for command in (("migrate", "-v0"), ("load",)):
                done = pressure.run(manage(url, *command))
                if done.returncode:
                    sys.exit(done.stdout)
            outcomes = []
            for outcome in every_fault(url, Path(folder)):
                print(outcome, flush=True)
                outcomes.append(outcome)
            rates = []
            if asked.seconds:
                rates = list(load.rates(url, Path(folder), asked.seconds))
    write(outcomes, rates, asked)
    if any(outcome.lost for outcome in outcomes):
        sys.exit("an answer was lost or wrong")


def every_fault(url, folder):
    """The outcome of each fault; each has a folder of its own, gone after it."""

    def fresh():
        return tempfile.TemporaryDirectory(prefix="fault-")

    for fault in (
        faults.database_killed,
        pressure.disk_full,
        pressure.statements_slow,
        pressure.clock_jumps,
        faults.replica_behind,
    ):
        with fresh() as own:
            yield fault(Path(own), url)
    with fresh() as own:
        yield from faults.each_server_killed(Path(own), url)
    for fault in (faults.worker_killed, pressure.clients_slow, faults.told_to_stop):
        yield fault(url)
    with fresh() as own, pressure.own(Path(own), url) as server:
        yield pressure.files_broken(Path(own), server.url)
        yield pressure.table_locked(server.url)
        yield faults.writer_killed(server.url, ("load",), KILLS, SECONDS_BETWEEN)
        file = figures(Path(own) / "figures.csv")
        command = ("import_figures", "un-contributions", str(file))
        yield faults.writer_killed(server.url, command, KILLS, SECONDS_BETWEEN)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
