"""The highest rate that is held with quick answers and no error, beside Datasette."""

from dataclasses import dataclass

from bench import questions, sites
from bench.drive import drive
from bench.processes import free_port

CLIENTS = (4, 8, 16, 32, 64, 128, 256)
SLOWEST = 250  # ms, of 99 in 100 answers
SECONDS_TO_TRY = 4


@dataclass(frozen=True)
class Held:
    what: str
    clients: int
    per_second: float
    p50: float
    p99: float
    answered: int
    wrong: int


def rates(url, folder, seconds):
    """A `Held` for each kind of question, of this site and of Datasette."""
    export = folder / "export"
    sites.manage(url, "export", str(export))
    port, peer = free_port(), free_port()
    with (
        sites.ours(url, port, folder),
        sites.datasette(export / "peacekeeping.sqlite", peer, folder),
    ):
        for what, at, paths in (
            ("this site, answers given before", port, again),
            ("this site, lists never asked before", port, lists),
            ("Datasette, a row", peer, row),
            ("Datasette, lists never asked before", peer, their_lists),
        ):
            yield held(what, at, paths, seconds)


def again(seed):
    return questions.again(
        "/missions/minusma/",
        "/api/v1/missions/minusma/",
        "/missions/?organization=un",
        "/api/v1/missions/?region=africa",
        "/explainers/consent/",
    )


def lists(seed):
    return questions.lists(seed)[0]


def their_lists(seed):
    return questions.lists(seed)[1]


def row(seed):
    return questions.again("/peacekeeping/mission/minusma.json")


def held(what, port, paths, seconds):
    """Try more and more clients; hold the number that gave the highest rate within
    `SLOWEST`."""
    best, clients = 0, CLIENTS[0]
    for seed, number in enumerate(CLIENTS):
        rate = drive(port, paths(seed), seconds=SECONDS_TO_TRY, connections=number)
        if rate.p99 < SLOWEST and not rate.wrong and rate.per_second > best:
            best, clients = rate.per_second, number
    rate = drive(port, paths(len(CLIENTS)), seconds=seconds, connections=clients)
    return Held(
        what,
        clients,
        rate.per_second,
        rate.p50,
        rate.p99,
        rate.answered,
        rate.wrong,
    )
