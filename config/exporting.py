"""The whole base in one folder that outlives the site: a Data Package of CSV files, the
same in one SQLite file, the codebook, and the curated records themselves."""

import csv
import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connection

from api.state import snapshot
from config import codebook
from config.dump import tables
from sources.state import current

DATABASE = "peacekeeping.sqlite"
BLOCK = 5000  # rows that go to SQLite at a time
ABOUT = """\
# Peacekeeping knowledge base, release {release}

Every peace operation since 1948: record, mandates, figures, the three principles, and the
source of each fact. Records CC BY 4.0; figures as their sources license them (`source`).

- `datapackage.json` describes the tables; each is a CSV file below `tables/`.
- `{database}` holds the same tables: `sqlite3`, pandas, R and Datasette open it.
- `codebook.csv` says what each column means, `codes.csv` what each code means.
- `data/` are the curated records; `manage.py load --data data` builds the base from them.

An empty cell is an absent value; the table `absence` says why, where that is known. Lists
are JSON. A month is told as its first day. In CSV, a text that a spreadsheet would run as a
formula has an apostrophe before it.
"""


class ExportError(Exception):
    """The folder cannot be written; the message says why."""


def export(folder, told=lambda _: None):
    """Write everything into a folder that is new or empty. All or nothing: it is made
    beside it and then renamed. `told` hears the name of each table."""
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportError(f"{folder} is not empty; name a new folder")
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        (partial / "tables").mkdir(parents=True)
        with snapshot():
            state = current()
            if state is None:
                raise ExportError("no records are loaded; run manage.py load")
            write(partial, state, told)
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror}") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write(folder, state, told):
    listed = tables()
    files = []
    for table in listed:
        told(table.name)
        path = folder / "tables" / f"{table.name}.csv"
        write_csv(table, path)
        files.append(described(table, path, listed))
    write_sqlite(folder / DATABASE, listed)
    files += [
        table_of_words(folder / "codebook.csv", COLUMNS, columns_told(listed)),
        table_of_words(folder / "codes.csv", CODES, codes_told()),
    ]
    package = {
        "name": "peacekeeping-knowledge-base",
        "title": "Peacekeeping knowledge base",
        "version": state.release_id,
        "created": state.changed_at.isoformat(),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "resources": files,
    }
    text = json.dumps(package, indent=1, ensure_ascii=False)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    about = ABOUT.format(release=state.release_id, database=DATABASE)
    (folder / "README.md").write_text(about, encoding="utf-8")
    shutil.copytree(settings.DATA_DIR, folder / "data")


def write_csv(table, path):
    with connection.cursor() as cursor, path.open("wb") as file:
        statement = (
            f"COPY ({table.select(harmless=True)}) TO STDOUT (FORMAT csv, HEADER)"
        )
        with cursor.copy(statement) as copy:
            for lines in copy:
                file.write(lines)


def write_sqlite(path, listed):
    base = sqlite3.connect(path)
    try:
        for table in listed:
            base.execute(declared(table, listed))
            marks = ", ".join("?" * len(table.columns))
            insert = f'INSERT INTO "{table.name}" VALUES ({marks})'
            for rows in read(table):
                base.executemany(insert, rows)
            for column in table.columns:
                if column.points_at and [column.name] != table.key[:1]:
                    base.execute(
                        f'CREATE INDEX "{table.name}_{column.name}" '
                        f'ON "{table.name}" ("{column.name}")'
                    )
        base.commit()
        base.execute("ANALYZE")
        base.commit()
    finally:
        base.close()


def read(table):
    """Blocks of rows of a table, as SQLite takes them."""
    connection.ensure_connection()
    with connection.connection.cursor(name="export") as cursor:
        cursor.execute(table.select())
        while rows := cursor.fetchmany(BLOCK):
            yield [[plain(value) for value in row] for row in rows]


def plain(value):
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else float(value)


def declared(table, listed):
    """A table in SQLite."""
    known = {other.model: other.name for other in listed}
    parts = [f'"{c.name}" {c.sqlite}' for c in table.columns]
    if table.key:
        columns = ", ".join(f'"{name}"' for name in table.key)
        parts.append(f"PRIMARY KEY ({columns})")
    parts += [
        f'FOREIGN KEY ("{c.name}") REFERENCES "{known[c.points_at]}" '
        f'("{c.points_at._meta.pk.name}")'
        for c in table.columns
        if c.points_at in known
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def described(table, path, listed):
    """A table in the Data Package."""
    known = {other.model: other.name for other in listed}
    fields = []
    for column in table.columns:
        field = {"name": column.name, "type": column.kind}
        if column.meaning:
            field["description"] = column.meaning
        constraints = {}
        if column.required or (column.name in table.key and not column.field.blank):
            constraints["required"] = True
        if column.codes:
            constraints["enum"] = column.codes
        fields.append(
            {**field, **({"constraints": constraints} if constraints else {})}
        )
    schema = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = table.key
    schema["foreignKeys"] = [
        {
            "fields": [c.name],
            "reference": {
                "resource": known[c.points_at],
                "fields": [c.points_at._meta.pk.name],
            },
        }
        for c in table.columns
        if c.points_at in known
    ]
    return {**file_told(path, f"tables/{path.name}", table.about), "schema": schema}


def file_told(path, name, about):
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": path.stem,
        "path": name,
        "description": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }


COLUMNS = ("table", "column", "type", "meaning", "codes")
CODES = ("list", "code", "label", "meaning", "example", "borderline")


def columns_told(listed):
    """What every column of the tables means."""
    for table in listed:
        for column in table.columns:
            codes = ";".join(map(str, column.codes))
            yield table.name, column.name, column.kind, column.meaning, codes


def codes_told():
    """What every code means."""
    for listed in codebook.code_lists():
        for code in listed.codes:
            yield (
                *(listed.name, code.code, code.label, code.meaning),
                *(code.example, code.borderline),
            )


def table_of_words(path, columns, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(columns)
        out.writerows(rows)
    fields = [{"name": name, "type": "string"} for name in columns]
    about = "What the columns and codes of this package mean."
    return {
        **file_told(path, path.name, about),
        "schema": {"fields": fields, "missingValues": [""]},
    }
