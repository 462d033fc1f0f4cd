"""Pages of a list by cursor, in a total order: no row twice, none lost, also while rows
are inserted. A cursor says after which row a page begins, not how many came before."""

import base64
import binascii
import datetime
import decimal
import json

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.http import QueryDict

from api.problems import InvalidParameters, Mistake

DEFAULT_SIZE = 50
LARGEST_SIZE = 500


class Page:
    """Rows of a page, with the query strings of its neighbours (or None).

    `start` counts rows before the page, as far as the cursor knows; for people only.
    """

    def __init__(self, rows, count, start, next_query, previous_query):
        self.rows, self.count, self.start = rows, count, start
        self.next_query, self.previous_query = next_query, previous_query

    @property
    def end(self):
        return self.start + len(self.rows)

    @property
    def first(self):
        return min(self.start + 1, self.end)


def paginate(queryset, ordering, params):
    """The page of `queryset` that `params` ask for; nulls come last either way."""
    size = page_size(params)
    key, backwards, start = read_cursor(params, ordering, queryset.model)
    count = queryset.count()
    ordered = queryset.order_by(*(order(name, reverse=backwards) for name in ordering))
    if key is not None:
        ordered = ordered.filter(beyond(ordering, key, reverse=backwards))
    rows = list(ordered[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
        start = max(start - len(rows), 0)
    has_next = bool(rows) and (more or backwards)
    has_previous = bool(rows) and key is not None and (more or not backwards)
    return Page(
        rows,
        count,
        start,
        query(params, ordering, rows[-1], False, start + len(rows))
        if has_next
        else None,
        query(params, ordering, rows[0], True, start) if has_previous else None,
    )


def page_size(params):
    written = params.get("page_size") or str(DEFAULT_SIZE)
    if (
        written.isascii()
        and written.isdecimal()
        and 1 <= int(written[:5]) <= LARGEST_SIZE
    ):
        return int(written)
    raise refused(
        params, "page_size", f"page_size is a whole number from 1 to {LARGEST_SIZE}."
    )


def order(name, *, reverse):
    """An ordering with nulls last; against the order, everything is turned round."""
    field, descending = F(name.lstrip("-")), name.startswith("-")
    nulls = {"nulls_first": True} if reverse else {"nulls_last": True}
    return field.desc(**nulls) if descending != reverse else field.asc(**nulls)


def beyond(ordering, key, *, reverse):
    """Rows after the row with these values, in the order or against it."""
    condition, equal = Q(pk__in=[]), Q()
    for name, value in zip(ordering, key, strict=True):
        field, descending = name.lstrip("-"), name.startswith("-")
        operator = "lt" if descending != reverse else "gt"
        if value is None:
            # Nulls are last: against the order, everything that has a value follows.
            after = Q(**{f"{field}__isnull": False}) if reverse else Q(pk__in=[])
            same = Q(**{f"{field}__isnull": True})
        else:
            after = Q(**{f"{field}__{operator}": value})
            if not reverse:
                after |= Q(**{f"{field}__isnull": True})
            same = Q(**{field: value})
        condition |= equal & after
        equal &= same
    return condition


def query(params, ordering, row, backwards, start):
    """The query string of the page that begins beyond a row."""
    key = [plain(getattr(row, name.lstrip("-"))) for name in ordering]
    packed = json.dumps([key, backwards, start], separators=(",", ":")).encode()
    better = QueryDict(mutable=True)
    better.update({name: params[name] for name in params if name != "cursor"})
    better["cursor"] = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return f"?{better.urlencode(safe=',')}"


def plain(value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, decimal.Decimal) else value


def read_cursor(params, ordering, model):
    """The key, direction and start that a cursor holds. Anybody can write one: it is
    believed only as far as its values fit the fields of the order."""
    written = params.get("cursor")
    if not written:
        return None, False, 0
    try:
        packed = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4))
        key, backwards, start = json.loads(packed)
        if (
            isinstance(backwards, bool)
            and isinstance(start, int)
            and 0 <= start < 2**31
        ):
            pairs = zip(ordering, key, strict=True)
            return [typed(model, *pair) for pair in pairs], backwards, start
    except (binascii.Error, ValueError, TypeError, RecursionError, ValidationError):
        pass
    raise refused(
        params,
        "cursor",
        "This cursor is not one that this list gave; begin again without it.",
    )


def typed(model, name, value):
    """A value as the field holds it; `ValueError` and the like if it is none."""
    if value is None:
        return None
    name = name.lstrip("-")
    if name == "score":  # the rank of a search is no field
        return int(value)
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if (
        isinstance(value, bool)
        or not isinstance(value, str | int)
        or "\0" in str(value)
    ):
        raise ValueError(value)
    return field.to_python(value)


def refused(params, name, message):
    better = QueryDict(mutable=True)
    better.update({other: params[other] for other in params if other != name})
    return InvalidParameters(
        [Mistake(name, params[name], message)],
        f"?{better.urlencode(safe=',')}" if better else "",
    )
