"""How the values of parameters are read. Each field takes one text of a query string and
gives a list, or says what would be right."""

import dataclasses
from collections.abc import Callable
from difflib import get_close_matches

from django import forms
from django.core.exceptions import ValidationError

LARGEST_INTEGER = 2**31 - 1
LONGEST_TEXT = 200
MOST_SHOWN = 300  # valid values in an error; beyond that only the nearest


class Wrong(ValidationError):
    """A value that a parameter does not take, with what it would take."""

    def __init__(self, message, allowed=(), wrong=""):
        super().__init__(message)
        self.allowed = tuple(allowed)
        self.wrong = wrong


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
        chosen = []
        for written in parts(value, allowed):
            code = allowed.get(written.strip().lower())
            if code is None:
                raise Wrong(
                    f"{written!r} is not a value of this parameter.",
                    shown(written, allowed),
                    written,
                )
            chosen.append(code)
        return chosen


def parts(value, allowed):
    """The codes that a comma joins; a code may hold a comma itself."""
    if value.strip().lower() in allowed:
        return [value]
    return value.split(",")


def shown(written, allowed):
    if len(allowed) <= MOST_SHOWN:
        return allowed.values()
    near = get_close_matches(written.lower(), allowed, n=10, cutoff=0.3)
    return [allowed[key] for key in near]


class PeriodField(forms.Field):
    """Dates of which only a part may be known: pairs of the first and the last day that
    each may mean.

    `parse` reads the text: `sources.dates` and not `api` knows how dates are written.
    """

    def __init__(self, *, parse, **options):
        self.parse = parse
        super().__init__(**options)

    def to_python(self, value):
        return [self.period(written) for written in value.split(",")] if value else []

    def period(self, written):
        try:
            return self.parse(written)[0], self.parse(written, last=True)[0]
        except ValueError as error:
            raise Wrong(f"{error}.") from None


class NumberField(forms.Field):
    """Whole numbers joined by commas."""

    def to_python(self, value):
        return [self.number(written) for written in value.split(",")] if value else []

    @staticmethod
    def number(written):
        digits = written.removeprefix("-")
        if not digits.isascii() or not digits.isdecimal():
            raise Wrong(f"{written!r} is not a whole number.")
        if int(digits[:11]) > LARGEST_INTEGER:
            raise Wrong(f"The number is beyond {LARGEST_INTEGER}.")
        return int(written)


class DegreesField(forms.Field):
    """Numbers with decimals joined by commas."""

    def to_python(self, value):
        return [self.number(written) for written in value.split(",")] if value else []

    @staticmethod
    def number(written):
        try:
            number = float(written)
        except ValueError:
            raise Wrong(f"{written!r} is not a number.") from None
        if not -1e9 < number < 1e9:
            raise Wrong("The number is out of range.")
        return number


class FlagField(forms.Field):
    """`true` or `false`."""

    def to_python(self, value):
        if value is None:
            return []
        flag = {"true": True, "false": False}.get(value.lower())
        if flag is None:
            raise Wrong(f"{value!r} is not true or false.", ("true", "false"), value)
        return [flag]


class TextField(forms.CharField):
    """Free text. PostgreSQL stores no NUL, so none can be searched for."""

    def to_python(self, value):
        text = super().to_python(value)
        if "\0" in text:
            raise Wrong("A NUL character cannot be searched for.")
        if len(text) > LONGEST_TEXT:
            raise Wrong(f"The text is longer than {LONGEST_TEXT} characters.")
        return text
