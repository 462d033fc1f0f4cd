"""From what was written to what a field holds; a `ValueError` says what would be right."""

import datetime
import decimal
import re

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from sources import dates
from sources.loader.problems import suggestion

DIGITS = re.compile(r"-?(0|[1-9]\d*)")
DECIMAL = re.compile(r"-?\d+(\.\d+)?")
# Control characters, and marks that turn the direction of what follows.
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
UNITS = {"personnel": "persons", "deaths": "deaths", "year": "years"}


class Refused(ValueError):
    """What was written has not the form that the field needs."""


def assign(instance, field, written):
    """Put a written value into a field, with its precision where it has one."""
    if isinstance(field, dates.PartialDateField):
        date, precision = dates.parse(must_be_text(written), last=field.last)
        setattr(instance, field.name, date)
        setattr(instance, field.precision, precision.value)
        return
    setattr(instance, field.attname, convert(field, written))


def convert(field, written):
    if isinstance(field, dates.MonthField):
        return month(written)
    if isinstance(field, models.DateField):
        return day(written)
    if isinstance(field, models.DecimalField):
        return decimal_number(field, written)
    if isinstance(field, models.IntegerField):
        return whole_number(field, written)
    if isinstance(field, ArrayField):
        if not isinstance(written, list):
            raise Refused("expected a list")
        return [convert(field.base_field, item) for item in written]
    if isinstance(field, models.JSONField):
        if not isinstance(written, list):
            raise Refused("expected a list of sentences")
        return [must_be_text(item) for item in written]
    text = must_be_text(written).strip()
    if field.choices and text not in dict(field.choices):
        valid = [value for value, _ in field.choices]
        raise ValueError(
            f"{text!r} is not one of {', '.join(valid)}{suggestion(text, valid)}"
        )
    return text


def must_be_text(written):
    if written is None:
        raise Refused("empty; leave the key out where there is no value")
    if not isinstance(written, str):
        raise Refused(f"expected text, found {written!r}; put it in quotes")
    hidden = HIDDEN.search(written)
    if hidden:
        raise Refused(f"a hidden character, U+{ord(hidden[0]):04X}; remove it")
    return written


def month(written):
    text = must_be_text(written)
    date, precision = dates.parse(text)
    if precision != dates.Precision.MONTH:
        raise ValueError(f"{text!r} is not a month like 2014-03")
    return not_in_future(date)


def day(written):
    text = must_be_text(written)
    date, precision = dates.parse(text)
    if precision != dates.Precision.DAY:
        raise ValueError(f"{text!r} is not a day like 2014-03-31")
    return date


def not_in_future(date):
    if date > datetime.date.today():
        raise ValueError(f"{date} lies in the future")
    return date


def whole_number(field, written):
    text = str(written)
    if isinstance(written, bool) or not DIGITS.fullmatch(text):
        unit = UNITS.get(field.name, "units")
        raise ValueError(
            f"{written!r} is not a whole number of {unit}, in digits only "
            "(no separators, decimals, units or signs)"
        )
    return int(text)


def decimal_number(field, written):
    text = str(written)
    if isinstance(written, bool) or not DECIMAL.fullmatch(text):
        raise ValueError(f"{written!r} is not a decimal number like 31.5")
    number = decimal.Decimal(text)
    if -number.as_tuple().exponent > field.decimal_places:
        raise ValueError(f"{text} has more than {field.decimal_places} decimal places")
    return number


def check(instance, problems, where, *, skip=()):
    """The model's own rules for single fields: length, form of addresses, required."""
    foreign = [f.name for f in instance._meta.fields if f.many_to_one]
    try:
        instance.clean_fields(exclude={*foreign, *skip})
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            for text in texts:
                problems.add(where(name), f"{name}: {text}")
