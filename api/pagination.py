"""Pages of a list by cursor, in a total order: no row twice, none lost, also while rows
are inserted. A cursor says after which row a page begins, not how many came before."""

import base64
import datetime
import decimal
import json

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.db.models.functions import NullIf

from api.corrections import corrected, query_string, refuse, without
from api.mistakes import InvalidParameters, Mistake
from api.values import WHOLE

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


def paginate(queryset, ordering, params, count=None, number=None):
    """The page of `queryset` that `params` ask for; nulls come last either way. `count`
    is a plainer queryset of the same rows, to count, or `number` what was counted."""
    asked = Asked(queryset.model, ordering, params)
    if number is None:
        number = (queryset if count is None else count).count()
    rows = list(asked.within(queryset))
    names = [column(queryset.model, name) for name in ordering]
    return asked.page(rows, number, lambda row: [getattr(row, name) for name in names])


class Asked:
    """Which page of a list `params` ask for."""

    def __init__(self, model, ordering, params):
        self.model, self.ordering, self.params = model, ordering, params
        self.size = page_size(params)
        self.key, self.backwards, self.start = read_cursor(params, ordering, model)

    def within(self, queryset):
        """The rows of the page in their order or, backwards, against it; and one more
        where the list goes on."""
        ordered = in_order(queryset, self.ordering, reverse=self.backwards)
        if self.key is not None:
            after = beyond(self.model, self.ordering, self.key, reverse=self.backwards)
            ordered = ordered.filter(after)
        return ordered[: self.size + 1]

    def page(self, rows, count, key_of):
        """A `Page` of what `within` found, of `count` rows; `key_of` gives the values
        that a row is ordered by."""
        more, rows = len(rows) > self.size, rows[: self.size]
        start = self.start
        if self.backwards:
            rows = rows[::-1]
            start = max(start - len(rows), 0)
        paged = self.key is not None
        has_next = bool(rows) and (more or self.backwards)
        has_previous = bool(rows) and paged and (more or not self.backwards)
        end = start + len(rows)
        return Page(
            rows,
            count,
            start,
            self.query(key_of(rows[-1]), False, end) if has_next else None,
            self.query(key_of(rows[0]), True, start) if has_previous else None,
        )

    def query(self, key, backwards, start):
        """The query string of the page that begins beyond a row with these values."""
        key = [plain(value) for value in key]
        packed = [",".join(self.ordering), key, backwards, start]
        text = json.dumps(packed, separators=(",", ":")).encode()
        better = without(self.params, "cursor")
        better["cursor"] = base64.urlsafe_b64encode(text).decode().rstrip("=")
        return query_string(better)


def page_size(params):
    refuse(params, size_mistakes(params))
    return int(params.get("page_size", DEFAULT_SIZE))


def size_mistakes(params):
    written = params.get("page_size", str(DEFAULT_SIZE))
    whole = WHOLE.fullmatch(written)
    if not whole or not 1 <= int(written) <= LARGEST_SIZE:
        yield Mistake(
            "page_size",
            written,
            f"page_size is a whole number from 1 to {LARGEST_SIZE}.",
            (),
            str(LARGEST_SIZE) if whole and int(written) > LARGEST_SIZE else None,
        )


def in_order(queryset, ordering, *, reverse=False):
    model = queryset.model
    return queryset.order_by(*(order(model, name, reverse) for name in ordering))


def order(model, name, reverse):
    """An ordering with absent values last; against the order, everything is turned
    round."""
    field, descending = F(name.lstrip("-")), name.startswith("-")
    if blank(model, name):
        field = NullIf(field, Value(""))
    nulls = {"nulls_first": True} if reverse else {"nulls_last": True}
    return field.desc(**nulls) if descending != reverse else field.asc(**nulls)


def blank(model, name):
    """Whether a column holds an empty text where a value is absent."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    field = fields.get(name.lstrip("-"))
    return field is not None and field.blank and field.empty_strings_allowed


def beyond(model, ordering, key, *, reverse):
    """Rows after the row with these values, in the order or against it."""
    condition, equal = Q(pk__in=[]), Q()
    for name, value in zip(ordering, key, strict=True):
        field, descending = name.lstrip("-"), name.startswith("-")
        operator = "lt" if descending != reverse else "gt"
        absent = Q(**{f"{field}__isnull": True})
        if blank(model, name):
            absent = Q(**{field: ""})
        if value is None:
            # Absent values are last: against the order, all that is there follows.
            after, same = (~absent if reverse else Q(pk__in=[])), absent
        else:
            after = Q(**{f"{field}__{operator}": value}) & ~absent
            if not reverse:
                after |= absent
            same = Q(**{field: value})
        condition |= equal & after
        equal &= same
    return condition


def column(model, name):
    """The attribute of a row that holds what an order goes by: of a foreign key, the
    key and not the record."""
    name = name.lstrip("-")
    fields = {field.name: field.attname for field in model._meta.concrete_fields}
    return fields.get(name, name)


def plain(value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    return None if value == "" else value


def read_cursor(params, ordering, model):
    """The key, direction and start that a cursor holds. Anybody can write one: it is
    believed only as far as it is of this order and its values fit the fields."""
    written = params.get("cursor")
    if not written:
        return None, False, 0
    try:
        padded = written + "=" * (-len(written) % 4)
        packed = base64.b64decode(padded, altchars=b"-_", validate=True)
        order, key, backwards, start = json.loads(packed)
        if (
            order == ",".join(ordering)
            and isinstance(backwards, bool)
            and isinstance(start, int)
            and 0 <= start < 2**31
        ):
            pairs = zip(ordering, key, strict=True)
            return [typed(model, *pair) for pair in pairs], backwards, start
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        pass
    message = "This cursor is not one that this list gave; begin again without it."
    mistake = Mistake("cursor", written, message, needless=True)
    raise InvalidParameters([mistake], corrected(params, [mistake]))


def typed(model, name, value):
    """A value as the field holds it; `ValueError` and the like if it is none."""
    if value is None:
        return None
    name = name.lstrip("-")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(value)
    if "\0" in str(value).encode().decode():  # no lone surrogates either
        raise ValueError(value)
    if name == "score":  # the rank of a search is no field
        return int(value)
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    return field.to_python(value)
