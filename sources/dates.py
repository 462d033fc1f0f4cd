"""Dates of which only a part is known, the same in every room."""

import calendar
import datetime
import re

from django.db import models
from django.db.models import Q

WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
EARLIEST_YEAR, LATEST_YEAR = 1800, 2100
DAYS_OF_MONTH, DAYS_OF_YEAR = 30.44, 365.25  # on average


class Precision(models.TextChoices):
    """How much of a date is known. A start is stored as the first possible day, an
    end as the last, so that a period never shrinks because we know little of it."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class PartialDateField(models.DateField):
    """A date beside a field that says how much of it is known.

    `precision` names that field; `last` is true for ends, which round up.
    """

    def __init__(self, *args, precision=None, last=False, **options):
        self.precision, self.last = precision, last
        super().__init__(*args, **options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return (
            name,
            path,
            args,
            {
                **options,
                "precision": self.precision,
                "last": self.last,
            },
        )


class MonthField(models.DateField):
    """A month, written `2014-03` and stored as its first day."""


def precision_field():
    """The companion of a `PartialDateField`; null where the date is."""
    return models.CharField(
        max_length=5,
        choices=Precision,
        null=True,
        blank=True,
        help_text="How much of the date is known: day, month or year.",
    )


def precision_matches(date, precision, *, last=False):
    """A constraint: `1948-05-29` cannot claim to be only a year, and a date and its
    precision come and go together."""
    parts = {
        Precision.DAY: {},
        Precision.MONTH: {f"{date}__day__gte": 28} if last else {f"{date}__day": 1},
        Precision.YEAR: {f"{date}__month": 12, f"{date}__day": 31}
        if last
        else {f"{date}__month": 1, f"{date}__day": 1},
    }
    condition = Q(**{f"{date}__isnull": True, f"{precision}__isnull": True})
    # A comparison with null is neither true nor false, and a check lets that pass.
    present = Q(**{f"{date}__isnull": False, f"{precision}__isnull": False})
    for value, part in parts.items():
        condition |= present & Q(**{precision: value}, **part)
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{precision}",
        condition=condition,
        violation_error_message=f"{date} and {precision} do not agree.",
    )


def ends_after_start(start, end):
    """A constraint: a period does not end before it starts."""
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_ends_after_start",
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": models.F(start)}),
        violation_error_message="It cannot end before it starts.",
    )


def parse(text, *, last=False):
    """Read `1948-05-29`, `1948-05` or `1948`; return the date and its precision.

    Raise `ValueError` with what would be right for anything else.
    """
    match = WRITTEN.fullmatch(str(text))
    if not match:
        raise ValueError(f"{text!r} is not a date like 1948-05-29, 1948-05 or 1948")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(
            f"the year {year} is not from {EARLIEST_YEAR} to {LATEST_YEAR}"
        )
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{text!r}: there is no month {month}")
    if day is not None:
        try:
            return datetime.date(year, month, day), Precision.DAY
        except ValueError:
            raise ValueError(f"{text!r}: that month has no day {day}") from None
    if month:
        day = calendar.monthrange(year, month)[1] if last else 1
        return datetime.date(year, month, day), Precision.MONTH
    if last:
        return datetime.date(year, 12, 31), Precision.YEAR
    return datetime.date(year, 1, 1), Precision.YEAR


def as_known(date, precision):
    """`29 May 1948`, `May 1948` or `1948`: what is known and no more."""
    if date is None:
        return ""
    if precision == Precision.YEAR:
        return str(date.year)
    if precision == Precision.MONTH:
        return f"{date:%B} {date.year}"
    return f"{date.day} {date:%B} {date.year}"


def as_written(date, precision):
    """`1948-05-29`, `1948-05` or `1948`: the inverse of `parse`."""
    if date is None:
        return None
    return date.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
