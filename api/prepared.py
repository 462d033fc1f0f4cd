"""Questions of a form that was asked before: the same parameters, each with as many
values, in the same order. Their statement is made once; then values are put in its places.

Django takes longer to make a statement than PostgreSQL to answer it. Which value of the
question stands at which place of the statement is found out by values that cannot be
there by chance.
"""

import datetime
from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from django.core.exceptions import EmptyResultSet, ValidationError

from api.filters import PAGE, Matching
from api.ranges import reversed_ranges

MOST = 500  # statements that a process keeps
MOST_VALUES = 50  # of a question whose statement is kept
NOT_FILTERS = {*PAGE, "format"}
FIRST_DAY = datetime.date(101, 1, 1)
LARGE = 1_987_000_000
ODD = "\ue002"  # a character that no code holds


class Prepared:
    """Statements by the form of their question, the least used forgotten first."""

    def __init__(self, most=MOST):
        self.most, self.lock, self.kept = most, Lock(), OrderedDict()

    def get(self, key, make):
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        made = make()
        with self.lock:
            self.kept[key] = made
            if len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return made


PREPARED = Prepared()


def question(filterset_class, params):
    """`{parameter: values}` where values alone say what a question means and nothing is
    wrong with them; else None, and the filter set itself has to be asked."""
    fields, found = plain_fields(filterset_class), {}
    for name in params:
        if name in NOT_FILTERS:
            continue
        if name not in fields or len(params.getlist(name)) > 1:
            return None
        try:
            found[name] = fields[name].clean(params[name])
        except ValidationError:
            return None
    if sum(map(len, found.values())) > MOST_VALUES:
        return None  # a long statement that nobody asks for twice
    if any(reversed_ranges(params, found, filterset_class.spans)):
        return None
    return found


@lru_cache
def plain_fields(filterset_class):
    """What reads the values of each filter that compares them with a column, or with a
    column of related rows. A condition of its own may look at what the values are."""
    return {
        name: one.field
        for name, one in filterset_class.base_filters.items()
        if isinstance(one, Matching) and one.condition is None
    }


def statement(view, asked, values, make):
    """The SQL of the keys that a question finds, and its parameters. `make` makes them
    of a queryset: `(sql, params)`."""
    names = sorted(values)
    forms = tuple((name, form(values[name])) for name in names)
    key = (type(view), tuple(asked.ordering), forms)
    made = PREPARED.get(key, lambda: prepare(view, values, make))
    if made is None:
        return None
    sql, places = made
    flat = {
        (name, place): value
        for name in names
        for place, value in enumerate(flattened(values[name]))
    }
    return sql, [flat.get(at, at) for at in places]


def prepare(view, values, make):
    """The SQL, and for each of its parameters where its value is found, or a constant;
    None where a value has no place."""
    where, strange = {}, {}
    for name, given in values.items():
        strange[name] = []
        for value in given:
            parts = value if isinstance(value, tuple) else (value,)
            put = [stranger(part, len(where) + n) for n, part in enumerate(parts)]
            before = len(strange[name]) * len(parts)
            where |= {odd: (name, before + n) for n, odd in enumerate(put)}
            strange[name].append(tuple(put) if isinstance(value, tuple) else put[0])
    found = view.queryset.all()
    for name, given in strange.items():
        found = view.filterset_class.base_filters[name].filter(found, given)
    try:
        sql, params = make(found)
    except EmptyResultSet:
        return None
    placed = {where[value] for value in params if value in where}
    if not all(has_place(name, given, placed) for name, given in values.items()):
        return None  # Django has left it out: a number that its column cannot hold
    return sql, [where.get(value, value) for value in params]


def has_place(name, given, placed):
    """Whether each value, or one of its parts, is a parameter; a flag is none."""
    place = 0
    for value in given:
        parts = len(value) if isinstance(value, tuple) else 1
        if not isinstance(value, bool) and not any(
            (name, place + n) in placed for n in range(parts)
        ):
            return False
        place += parts
    return True


def form(values):
    """What a statement depends on: how many values there are, and flags themselves."""
    return tuple(values) if any(isinstance(v, bool) for v in values) else len(values)


def flattened(values):
    for value in values:
        yield from value if isinstance(value, tuple) else (value,)


def stranger(value, number):
    """A value of the same type that no question and no constant holds."""
    if isinstance(value, bool):  # part of the form, and found among no parameters
        return value
    if isinstance(value, datetime.date):
        return FIRST_DAY + datetime.timedelta(days=number)
    if isinstance(value, int | float):
        return type(value)(LARGE + number)
    return f"{ODD}{number}"
