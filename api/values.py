"""How the values of parameters are read. Each field takes one text of a query string and
gives a list, or says what would be right."""

import dataclasses
import re
from collections.abc import Callable
from difflib import get_close_matches

from django import forms
from django.core.exceptions import ValidationError

from api.mistakes import nearest

LARGEST_INTEGER = 2**31 - 1
MOST_DEGREES = 360
LONGEST_TEXT = 200
MOST_MENDED = 20  # wrong names of one list
MOST_SHOWN = 300  # valid values in an error; beyond that only the nearest


WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,9})", re.ASCII)
DECIMAL = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?", re.ASCII)
FINENESS = ["year", "month", "day"]


class Wrong(ValidationError):
    """A value that a parameter does not take, with what it would take; `better` is the
    whole value that was probably meant."""

    def __init__(self, message, allowed=(), better=None):
        super().__init__(message)
        self.allowed = tuple(allowed)
        self.better = better


@dataclasses.dataclass(frozen=True)
class Fixed:
    """Codes that are part of the program."""

    fixed: tuple

    def __call__(self):
        return self.fixed


@dataclasses.dataclass(frozen=True)
class Listed:
    """Codes that are part of the data; `listed` says in which field of which resource
    they are found: `missions.slug`."""

    query: Callable
    listed: str

    def __call__(self):
        return self.query()


class CodesField(forms.Field):
    """Codes joined by commas: any of them. Letter case does not matter.

    `codes` is a callable that gives all valid codes.
    """

    def __init__(self, *, codes, **options):
        self.codes = codes
        super().__init__(**options)

    def to_python(self, value):
        if not value:
            return []
        allowed = {str(code).lower(): code for code in self.codes()}
        written = [part.strip().lower() for part in parts(value, allowed)]
        wrong = [part for part in written if part not in allowed]
        if wrong:
            raise Wrong(
                f"{wrong[0]!r} is not a value of this parameter.",
                shown(wrong[0], allowed),
                mended(written, list(allowed)),
            )
        return [allowed[part] for part in written]


def parts(value, allowed):
    """The codes that a comma joins; a code may hold a comma itself."""
    if value.strip().lower() in allowed:
        return [value]
    return value.split(",")


def mended(written, valid):
    """A list of names in which each wrong one is replaced by the nearest that is right,
    as text; None where one is like none, or where it is a heap of nonsense: to compare
    each with each takes long."""
    known = set(valid)
    if sum(part not in known for part in written) > MOST_MENDED:
        return None
    better = [part if part in known else nearest(part, valid) for part in written]
    return ",".join(dict.fromkeys(better)) if all(better) else None


def shown(written, allowed):
    if len(allowed) <= MOST_SHOWN:
        return allowed.values()
    near = get_close_matches(written.lower(), allowed, n=10, cutoff=0.3)
    return [allowed[key] for key in near]


class PeriodField(forms.Field):
    """Dates of which only a part may be known: pairs of the first and the last day that
    each may mean.

    `parse` reads the text: `sources.dates` and not `api` knows how dates are written.
    `finest` is what the field itself holds: a day says too much about a month.
    """

    def __init__(self, *, parse, finest="day", **options):
        self.parse, self.finest = parse, finest
        super().__init__(**options)

    def to_python(self, value):
        return [self.period(written) for written in value.split(",")] if value else []

    def period(self, written):
        try:
            first, precision = self.parse(written)
            last, _ = self.parse(written, last=True)
        except ValueError as error:
            raise Wrong(f"{error}.") from None
        if FINENESS.index(precision) > FINENESS.index(self.finest):
            form = {"year": "2014", "month": "2014-03"}[self.finest]
            raise Wrong(
                f"{written!r} is more than a {self.finest}; it is written {form}.",
                better=written[: len(form)],
            )
        return first, last


class NumberField(forms.Field):
    """Whole numbers joined by commas."""

    def to_python(self, value):
        return [self.number(written) for written in value.split(",")] if value else []

    @staticmethod
    def number(written):
        if not WHOLE.fullmatch(written):
            raise Wrong(f"{written!r} is not a whole number such as 1000.")
        if abs(int(written)) > LARGEST_INTEGER:
            raise Wrong(f"The number is beyond {LARGEST_INTEGER}.")
        return int(written)


class DegreesField(forms.Field):
    """Numbers with decimals joined by commas."""

    def to_python(self, value):
        return [self.number(written) for written in value.split(",")] if value else []

    @staticmethod
    def number(written):
        if not DECIMAL.fullmatch(written):
            raise Wrong(f"{written!r} is not a number such as -12.5.")
        if abs(float(written)) > MOST_DEGREES:
            raise Wrong(f"{written} is beyond {MOST_DEGREES} degrees.")
        return float(written)


class FlagField(forms.Field):
    """`true` or `false`."""

    def to_python(self, value):
        if value is None:
            return []
        flag = {"true": True, "false": False}.get(value.lower())
        if flag is None:
            valid = ("true", "false")
            better = nearest(value, valid)
            raise Wrong(f"{value!r} is not true or false.", valid, better)
        return [flag]


class TextField(forms.CharField):
    """Free text. PostgreSQL stores no NUL, so none can be searched for."""

    def to_python(self, value):
        text = super().to_python(value)
        if value and not text:
            raise Wrong(
                "There are only spaces, and no word that could be searched for."
            )
        if "\0" in text:
            raise Wrong("A NUL character cannot be searched for.")
        if len(text) > LONGEST_TEXT:
            raise Wrong(f"The text is longer than {LONGEST_TEXT} characters.")
        return text
