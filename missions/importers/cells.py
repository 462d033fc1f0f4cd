"""Reading the cells of published tables. What is not what it should be is `Rejected`."""

import datetime
import re
from functools import lru_cache

from missions.importers.problems import Rejected

NONE_REPORTED = frozenset({"", "NA"})
COUNT = re.compile(r"[0-9]{1,9}(\.0+)?", re.ASCII)
DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,25})?", re.ASCII)
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ][0-9:.]+Z?)?", re.ASCII)
EARLIEST = 1945
LONGEST_TEXT = 120


@lru_cache(maxsize=10_000)
def count(written):
    """A whole number of persons from 0, or None where none is reported."""
    if written in NONE_REPORTED:
        return None
    if not COUNT.fullmatch(written):
        raise Rejected(not_a_number(written, "a whole number, such as 12"))
    return int(written.partition(".")[0])


@lru_cache(maxsize=10_000)
def decimal(written):
    """A number with decimals, or None where none is reported."""
    if written in NONE_REPORTED:
        return None
    if not DECIMAL.fullmatch(written):
        raise Rejected(not_a_number(written, "a number, such as 12.5"))
    return float(written)


def not_a_number(written, wanted):
    if re.fullmatch(r"-[0-9.]+", written):
        return f"{written!r} is negative"
    if re.fullmatch(r"-?[0-9]+,[0-9]+", written):
        return f"{written!r} has a comma; {wanted}, has none"
    return f"{written!r} is not {wanted}"


@lru_cache(maxsize=50_000)
def day(written):
    """`2014-03-31`, also with a time behind it, as a date."""
    found = DAY.fullmatch(written)
    if not found:
        raise Rejected(f"{written!r} is not a date such as 2014-03-31")
    try:
        date = datetime.date.fromisoformat(found[1])
    except ValueError:
        raise Rejected(f"{written!r} is no day of the calendar") from None
    if date.year < EARLIEST:
        raise Rejected(f"{written!r} is before {EARLIEST}")
    if date > datetime.datetime.now(datetime.UTC).date():
        raise Rejected(f"{written!r} lies in the future")
    return date


@lru_cache(maxsize=10_000)
def month(written):
    """The first day of the month of a date."""
    return day(written).replace(day=1)


def year(written):
    """A year as a number."""
    if not re.fullmatch(r"[0-9]{4}", written, re.ASCII):
        raise Rejected(f"{written!r} is not a year such as 2014")
    if not EARLIEST <= int(written) <= datetime.datetime.now(datetime.UTC).year:
        raise Rejected(f"{written!r} is before {EARLIEST} or in the future")
    return int(written)


def coordinate(written, name, most):
    """Degrees from -`most` to `most`."""
    degrees = decimal(written)
    if degrees is None:
        raise Rejected(f"{name} is missing")
    if abs(degrees) > most:
        raise Rejected(
            f"{name} {written} is beyond {most} degrees; are latitude and longitude "
            "exchanged?"
            if most == 90
            else f"{name} {written} is beyond {most} degrees"
        )
    return degrees


def text(written):
    """Words, with single blanks between them."""
    found = " ".join(written.split())
    if not found:
        raise Rejected("a name is missing")
    if len(found) > LONGEST_TEXT:
        raise Rejected(f"{found[:20]!r}… is longer than {LONGEST_TEXT} characters")
    return found


def one_of(written, codes, name):
    """The code that a word of the dataset stands for."""
    try:
        return codes[written.strip()]
    except KeyError:
        known = ", ".join(codes)
        raise Rejected(f"{name} {written!r} is not one of: {known}") from None
