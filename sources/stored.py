"""Answers that are rendered when the data changes, and kept as text: serving them is
selecting them.

Addresses in them begin with `PLACE` where the address of this site is to stand.
"""

import dataclasses
from threading import Lock
from weakref import WeakKeyDictionary

import psycopg
from django.apps import apps
from django.db import connection, models

from api.pagination import column, in_order
from api.rendering import rendered
from sources.constraints import once

WRITTEN = ("kind", "key", "row", "record", "until")


class StoredAnswer(models.Model):
    """What the API answers about a record: as a row of a list, and whole. JSON."""

    kind = models.CharField(max_length=20, help_text="The resource: `missions`")
    key = models.CharField(max_length=160)
    row = models.TextField()
    record = models.TextField()
    until = models.DateField(
        null=True, help_text="The day on which it is no longer true, if one is known"
    )

    class Meta:
        ordering = ["kind", "key"]
        constraints = [once("kind", "key", message="A record is answered once.")]

    def __str__(self):
        return f"{self.kind}/{self.key}"


# What a page is ordered by, how many rows there are in all, and the state of the data: one
# statement, so all of it is of one moment; one row, also of an empty page.
PAGE = """
WITH found ({names}) AS ({found}), page AS (SELECT {names} FROM found LIMIT %s)
SELECT (SELECT count(*) FROM {all}), {columns}, {state}
"""
STATE = "state.release_id, state.digest, state.imports::text, state.changed_at"
ROWS = f"""
SELECT answer.key, answer.row, answer.until, {STATE}
FROM sources_storedanswer AS answer CROSS JOIN sources_datastate AS state
WHERE answer.kind = %s AND answer.key = ANY(%s)
"""
MOST_BYTES = 32 * 1024 * 1024  # of rows that a process holds


@dataclasses.dataclass(frozen=True)
class StoredPage:
    """`ordered_by` is what each row of the page is ordered by, and one beyond it where the
    list goes on, of `count` in all; `texts` are those of the rows of the page, joined by
    commas, and true until `until`; `state` what the data say of themselves."""

    ordered_by: list
    count: int
    texts: bytes
    until: object
    state: tuple


class Rows:
    """The rows that a process has served, as bytes, of one state of the data."""

    def __init__(self, most_bytes=MOST_BYTES):
        self.most_bytes, self.lock = most_bytes, Lock()
        self.state, self.bytes, self.kept = None, 0, {}

    def of(self, state, kind, keys):
        """`(text, until)` of each key, or None where one is not there, or the data have
        changed since this state was told."""
        with self.lock:
            kept = self.kept if state == self.state else {}
        found = [kept.get((kind, key)) for key in keys]
        if all(found):
            return found
        missing = [key for key, row in zip(keys, found, strict=True) if row is None]
        read = dict(self.read(state, kind, missing))
        self.keep(state, kind, read)
        found = [row or read.get(key) for key, row in zip(keys, found, strict=True)]
        return found if all(found) else None

    @staticmethod
    def read(state, kind, keys):
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [kind, keys])
            for key, row, until, *told in cursor.fetchall():
                if tuple(told) == state:
                    yield key, (row.encode(), until)

    def keep(self, state, kind, read):
        with self.lock:
            if state != self.state or self.bytes > self.most_bytes:
                self.state, self.bytes, self.kept = state, 0, {}
            for key, row in read.items():
                self.bytes += len(row[0])
                self.kept[kind, key] = row


HELD = Rows()


DIRECT = WeakKeyDictionary()


def is_direct(connection):
    """Whether a connection of psycopg leads to the server itself. A pooler between gives
    its own number of the process, and would lend plans that are kept there to others,
    under the same names."""
    if connection not in DIRECT:
        [number] = connection.execute("SELECT pg_backend_pid()").fetchone()
        DIRECT[connection] = number == connection.info.backend_pid
    return DIRECT[connection]


class Preparing(psycopg.Cursor):
    """Sends values beside a statement, so that the server keeps its plan."""

    def execute(self, query, params=None, **options):
        self.connection.prepare_threshold = 0  # Django's None forbids it
        try:
            return super().execute(query, params, prepare=True, **options)
        finally:
            self.connection.prepare_threshold = None


def keys(queryset, asked):
    """SQL of what the rows of a list are ordered by, the key last, in their order, and
    its parameters."""
    columns = [column(queryset.model, name) for name in asked.ordering]
    found = (
        in_order(queryset, asked.ordering)
        if asked.key is None
        else asked.within(queryset)
    )
    return found.values_list(*columns).query.sql_with_params()


def page(kind, asked, keys, *, counted=None, again=False):
    """The `StoredPage` that is asked for, of rows with these `keys`; `counted` is SQL of
    all of them, where `keys` are those of a page. `again` where statements of this form
    are asked often. None where nothing was ever loaded, or a row is not there."""
    sql, values = keys
    everything, more = "found", ()
    if counted:
        everything, more = f"({counted[0]}) AS counted", counted[1]
    statement = page_statement(sql, everything, len(asked.ordering))
    with connection.cursor() as cursor:
        if again and is_direct(cursor.cursor.connection):
            cursor.cursor = Preparing(cursor.cursor.connection)
        cursor.execute(statement, [*values, asked.size + 1, *more])
        told = cursor.fetchone()
    if told is None:
        return None
    count, *columns = told[:-4]
    ordered_by = list(zip(*columns, strict=True))
    shown = [key for *_, key in ordered_by[: asked.size]]
    rows = HELD.of(told[-4:], kind, shown[::-1] if asked.backwards else shown)
    if rows is None:
        return None
    until = min((until for _, until in rows if until), default=None)
    texts = b",".join(text for text, _ in rows)
    return StoredPage(ordered_by, count, texts, until, told[-4:])


def page_statement(sql, everything, width):
    names = [f"c{number}" for number in range(width)]
    return PAGE.format(
        found=sql,
        names=", ".join(names),
        all=everything,
        columns=", ".join(f"ARRAY(SELECT {name} FROM page)" for name in names),
        state=f"{STATE} FROM sources_datastate AS state",
    )


RECORD = f"""
SELECT answer.record, answer.until, {STATE}
FROM sources_storedanswer AS answer CROSS JOIN sources_datastate AS state
WHERE answer.kind = %s AND answer.key = %s
"""


def record(kind, key):
    """What `RECORD` tells of one record, or None."""
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [kind, key])
        return cursor.fetchone()


def answered():
    """The resources of all rooms whose answers are stored."""
    return [
        viewset
        for app in apps.get_app_configs()
        for viewset in getattr(app, "answered", [])
    ]


def clear():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sources_storedanswer")


def refill():
    """Render every record anew, in the transaction of the caller."""
    clear()
    for viewset in answered():
        store(viewset, viewset.queryset.all())


def renew(kind, keys):
    """Render some records anew."""
    [viewset] = [v for v in answered() if v.row_serializer.resource == kind]
    StoredAnswer.objects.filter(kind=kind, key__in=keys).delete()
    store(viewset, viewset.queryset.filter(pk__in=keys))


def store(viewset, records):
    kind = viewset.row_serializer.resource
    until = records.expiring()
    copy_in = f"COPY sources_storedanswer ({', '.join(WRITTEN)}) FROM STDIN"
    # All is read before anything is written: one connection does one thing at a time.
    answers = list(rendered(viewset, records))
    with connection.cursor() as cursor, cursor.copy(copy_in) as copy:
        for key, row, record in answers:
            copy.write_row((kind, key, row, record, until.get(key)))
