"""From a published file to rows of figures: read as a stream, staged by COPY, and put in
the place of the source's rows in one transaction."""

import csv
import dataclasses
import hashlib
import os
import re
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from api.columns import safe
from missions import derived
from missions.importers.naming import Names
from missions.importers.problems import ImportProblem, Rejected
from missions.importers.reading import opened
from sources import stored
from sources.loader import pointers
from sources.loader.load import analyze, loader_digest, lock_for_writing
from sources.loader.writing import imported_series
from sources.models import DataState, Source

NUMBER = re.compile(r"[-+]?[0-9.,]+")
BLOCK = 64 * 1024  # characters that go to the database together


@dataclasses.dataclass(frozen=True)
class Importer:
    """A published dataset.

    `columns` are those of the file that are read; `fields` are columns of `model`, without
    its source, as `read(cells, names)` gives them: one tuple of texts for each figure of
    a row, and last what tells the figures of one row from others of the same key (the
    kind of personnel, the class of a budget). `merged` says how figures of one key
    become one row: the name of the number and an aggregate of SQL. With `repeats` the
    file has several rows of one key by its nature.
    """

    name: str
    about: str
    source: str
    model: type
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    read: Callable
    merged: tuple[str, str]
    missions: dict = dataclasses.field(default_factory=dict)
    countries: dict = dataclasses.field(default_factory=dict)
    repeats: bool = False

    @property
    def key(self):
        return tuple(name for name in self.fields if name != self.merged[0])

    @property
    def series(self):
        return imported_series(self.model, self.source)


@dataclasses.dataclass
class Report:
    """What an import did. Numbers of rows: of the file, without a figure, rejected, of
    the source before and after."""

    read: int = 0
    empty: int = 0
    rejected: int = 0
    before: int = 0
    after: int = 0
    unread: tuple = ()
    rejected_file: Path | None = None
    unchanged: bool = False


def run(importer, location, *, dry_run=False, progress=None):
    """Import a file or https address; return a `Report`.

    `ImportProblem` where the file cannot be taken; nothing is written then. With
    `dry_run` the same is done and then undone; rejected rows are written to their file.
    """
    with opened(location) as file, transaction.atomic():
        lock_for_writing()
        give_memory()
        state = DataState.objects.first()
        if state is None or not Source.objects.filter(pk=importer.source).exists():
            raise ImportProblem(
                f"there is no source {importer.source}: load the records first"
            )
        mark = digest(file.digest, state.digest, loader_digest())
        if state.imports.get(importer.series) == mark:
            return Report(unchanged=True)
        report = Report()
        with rejections(Path(file.name)) as rejected:
            stage(importer, file, report, rejected, progress)
            add_up(importer)
            if not importer.repeats:
                reject_repeated(importer, report, rejected)
            report.rejected_file = rejected.finish()
        refuse_what_is_mostly_wrong(importer, file, report)
        replace(importer, report)
        state.imports[importer.series] = mark
        state.changed_at = timezone.now()
        state.save()
        analyze([importer.model])
        stored.renew("missions", derived.refresh())
        transaction.set_rollback(dry_run)
    return report


def give_memory():
    """Room to sort and add up millions of rows, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '192MB'")


def digest(*parts):
    """SHA-256 of the file, the records and the code: names and rules are theirs."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def stage(importer, file, report, rejected, progress):
    """Every figure of the file, mapped and checked, in a table of this transaction."""
    names = Names(importer.missions, importer.countries)
    table = importer.model._meta.db_table
    columns = ", ".join(importer.fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE staging ON COMMIT DROP AS SELECT 0 AS line, "
            f"''::text AS part, {columns} FROM {table} WITH NO DATA"
        )
        into = f"COPY staging ({columns}, part, line) FROM STDIN"
        rows = file.rows(importer.columns, progress or (lambda _: None))
        header = next(rows)
        report.unread = tuple(c for c in header if c not in importer.columns)
        rejected.header = importer.columns
        with cursor.copy(into) as copy:
            written = []
            size = 0
            for line in figures(importer, names, rows, report, rejected):
                written.append(line)
                size += len(line)
                if size > BLOCK:
                    copy.write("".join(written))
                    written, size = [], 0
            copy.write("".join(written))


def figures(importer, names, rows, report, rejected):
    """Lines of COPY for the rows of a file that can be taken."""
    read = importer.read
    width = len(importer.columns)
    for line, cells in rows:
        report.read += 1
        if len(cells) != width or isinstance(cells, list):
            rejected.add(line, cells, "more or fewer cells than the header has")
            report.rejected += 1
            continue
        try:
            found = read(cells, names)
        except Rejected as reason:
            rejected.add(line, cells, str(reason))
            report.rejected += 1
            continue
        if not found:
            report.empty += 1
        for figure in found:
            yield "\t".join(figure) + f"\t{line}\n"


def add_up(importer):
    """The figures of the staging table with those of one key made one, in a second one;
    `figures` is their number."""
    number, aggregate = importer.merged
    key = ", ".join(importer.key)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE added ON COMMIT DROP AS SELECT {key}, "
            f"{aggregate}({number}) AS {number}, count(*) AS figures "
            f"FROM staging GROUP BY {key}"
        )


def reject_repeated(importer, report, rejected):
    """A row that says again what an earlier row says, be it the same or another number:
    adding them up would count twice."""
    key = ", ".join([*importer.key, "part"])
    same = " AND ".join(
        f"added.{name} IS NOT DISTINCT FROM staging.{name}" for name in importer.key
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE repeated ON COMMIT DROP AS SELECT line, "
            "min(first) AS first FROM (SELECT line, min(line) OVER (PARTITION BY "
            f"{key}) AS first FROM staging WHERE EXISTS (SELECT FROM added WHERE "
            f"figures > 1 AND {same})) AS rows WHERE line > first GROUP BY line"
        )
        cursor.execute("SELECT line, first FROM repeated ORDER BY line")
        repeated = cursor.fetchall()
        for line, first in repeated:
            rejected.add(line, (), f"tells again what line {first} tells")
            report.rejected += 1
        cursor.execute(
            "DELETE FROM staging USING repeated r WHERE staging.line = r.line"
        )
        cursor.execute("DROP TABLE repeated")
        if repeated:
            cursor.execute("DROP TABLE added")
            add_up(importer)


def refuse_what_is_mostly_wrong(importer, file, report):
    where = f"; see {report.rejected_file}" if report.rejected_file else ""
    if not report.read:
        raise ImportProblem(f"{file.name}: there is a header and no row")
    if report.rejected * 2 > report.read:
        raise ImportProblem(
            f"{file.name}: {report.rejected:,} of {report.read:,} rows cannot be taken: "
            f"is this {importer.name}?{where}. Nothing was written"
        )
    if report.read == report.empty:
        raise ImportProblem(f"{file.name}: no row has a figure. Nothing was written")


def replace(importer, report):
    """Put the staged rows in the place of all rows of the source."""
    table = importer.model._meta.db_table
    columns = ", ".join(importer.fields)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE source_id = %s", [importer.source])
        report.before = cursor.rowcount
        cursor.execute(
            f"INSERT INTO {table} ({columns}, source_id) SELECT {columns}, %s FROM added "
            f"ORDER BY {', '.join(importer.key)}",
            [importer.source],
        )
        report.after = cursor.rowcount
        cursor.execute("DROP TABLE staging, added")
    for where, message in pointers.dangling():
        raise ImportProblem(f"{where}: {message}")


class Rejections:
    """Rows that were not taken, with their lines and reasons, for `FILE.rejected.csv`."""

    def __init__(self, path):
        self.path = path
        self.partial = path.with_name(f".{path.name}.{os.getpid()}")
        self.file = self.writer = None
        self.header = ()

    def add(self, line, cells, reason):
        if self.writer is None:
            self.file = self.partial.open("w", newline="", encoding="utf-8")
            self.writer = csv.writer(self.file)
            self.writer.writerow(["line", "reason", *map(harmless, self.header)])
        self.writer.writerow([line, harmless(reason), *map(harmless, cells)])

    def finish(self):
        """The file, whole; None where no row was rejected, and none of a former run."""
        if self.file is None:
            self.path.unlink(missing_ok=True)
            return None
        self.file.close()
        self.partial.replace(self.path)
        return self.path


def harmless(cell):
    """A cell of somebody's file for the eyes of an editor: a number as it is, and no text
    that a spreadsheet would run."""
    return cell if NUMBER.fullmatch(cell) else safe(cell)


@contextmanager
def rejections(path):
    """Rejections beside the file, or in the present folder where that cannot be written."""
    beside = path if os.access(path.parent, os.W_OK) else Path(path.name)
    found = Rejections(beside.with_name(f"{beside.name}.rejected.csv"))
    try:
        yield found
    finally:
        if found.file:
            found.file.close()
        found.partial.unlink(missing_ok=True)
