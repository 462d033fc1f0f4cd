"""Answers that are rendered when the data changes, and kept as text: serving them is
selecting them.

Addresses in them begin with `PLACE` where the address of this site is to stand.
"""

import dataclasses

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


# A page with what is stored of its rows, how many there are in all, and the state of the
# data: one statement, so all of it is of one moment; one row, also of an empty page.
PAGE = """
WITH found ({names}) AS ({found}),
page AS (SELECT {names}, row_number() OVER () AS place FROM found LIMIT %s),
told AS (
  SELECT page.*, answer.row AS text, answer.until
  FROM page LEFT JOIN sources_storedanswer AS answer
    ON answer.kind = %s AND answer.key = page.{key}
  WHERE place < %s)
SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM {all}),
  (SELECT string_agg(text, ',' ORDER BY place {direction}) FROM told),
  (SELECT count(text) FROM told), (SELECT min(until) FROM told),
  {keys},
  state.release_id, state.digest, state.imports::text, state.changed_at
FROM sources_datastate AS state
"""
FIRST = "(SELECT {name} FROM told ORDER BY place LIMIT 1)"
LAST = "(SELECT {name} FROM told ORDER BY place DESC LIMIT 1)"


@dataclasses.dataclass(frozen=True)
class StoredPage:
    """`number` rows were found for the page, one of them beyond it where the list goes on,
    of `count` in all; `texts` of those of the page, joined by commas, of which `present`
    are there and true until `until`. `first` and `last` are what these two are ordered by,
    as they were found; `state` what the data say of themselves."""

    number: int
    count: int
    texts: str | None
    present: int
    until: object
    first: tuple
    last: tuple
    state: tuple

    def ordered_by(self, place):
        """What the row at a place is ordered by, of the two that are known."""
        return self.last if place else self.first


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


def page(kind, asked, keys, counted=None):
    """The `StoredPage` that is asked for, of rows with these `keys`; `counted` is SQL of
    all of them, where `keys` are those of a page. None where nothing was ever loaded."""
    sql, values = keys
    everything, more = "found", ()
    if counted:
        everything, more = f"({counted[0]}) AS counted", counted[1]
    most, width = asked.size + 1, len(asked.ordering)
    statement = page_statement(sql, everything, width, asked.backwards)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, most, kind, most, *more])
        told = cursor.fetchone()
    if told is None:
        return None
    return StoredPage(*told[:5], told[5 : 5 + width], told[5 + width : -4], told[-4:])


def page_statement(sql, everything, width, backwards):
    names = [f"c{number}" for number in range(width)]
    return PAGE.format(
        found=sql,
        names=", ".join(names),
        key=names[-1],
        all=everything,
        direction="DESC" if backwards else "",
        keys=", ".join(end.format(name=n) for end in (FIRST, LAST) for n in names),
    )


RECORD = """
SELECT answer.record, answer.until,
  state.release_id, state.digest, state.imports::text, state.changed_at
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
