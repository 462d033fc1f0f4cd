"""`docs/reliability.md`, as a run of `make torture` found it."""

import datetime
from pathlib import Path

from bench.report import machine

FILE = Path(__file__).parent.parent / "docs" / "reliability.md"
HEAD = """# What it withstands

Written by `make torture` on {day}: real servers, really killed or kept from working, while
clients ask for lists that nobody asked for before and know the right counts. Machine: {machine}.

An answer is right where its count is; `503` tells when to ask again; a client whose connection
broke before the answer asks again after a tenth of a second, as browsers and libraries do. Lost
or wrong must be 0. Seconds are from the fault until the last question that was not answered
right.

| fault | sent | right | 503 | asked again | lost or wrong | seconds |
| --- | --- | --- | --- | --- | --- | --- |
"""
LOAD = """
## Load

The highest rate of closed loops of clients with 99 of 100 answers within {slowest} ms and no error,
then held for {seconds:.0f} s; site, database, load generator and Datasette share the machine.

| what | clients | requests/s | p50, ms | p99, ms | answered | wrong |
| --- | --- | --- | --- | --- | --- | --- |
"""


def write(outcomes, rates, asked):
    from torture.load import SLOWEST

    day = datetime.datetime.now(datetime.UTC).date()
    text = HEAD.format(day=day, machine=machine())
    for one in outcomes:
        text += (
            f"| {one.fault} | {one.sent:,} | {one.right:,} | {one.unavailable:,} | "
            f"{one.again:,} | {one.lost} | {one.seconds:.1f} |\n"
        )
    if rates:
        text += LOAD.format(slowest=SLOWEST, seconds=asked.seconds)
    for one in rates:
        text += (
            f"| {one.what} | {one.clients} | {one.per_second:,.0f} | {one.p50:.1f} | "
            f"{one.p99:.1f} | {one.answered:,} | {one.wrong} |\n"
        )
    FILE.write_text(text, encoding="utf-8")
    print(text)
