"""Dates of which only a part is known."""

import datetime

import pytest

from sources import dates


@pytest.mark.parametrize(
    ("text", "last", "date", "precision"),
    [
        ("1956-11-05", False, (1956, 11, 5), "day"),
        ("1956-11", False, (1956, 11, 1), "month"),
        ("1956", False, (1956, 1, 1), "year"),
        ("1967-06", True, (1967, 6, 30), "month"),
        ("2000-02", True, (2000, 2, 29), "month"),
        ("1967", True, (1967, 12, 31), "year"),
        ("1967-06-12", True, (1967, 6, 12), "day"),
    ],
)
def test_a_start_rounds_down_and_an_end_rounds_up(text, last, date, precision):
    assert dates.parse(text, last=last) == (datetime.date(*date), precision)


@pytest.mark.parametrize("text", ["1956-11-05", "1956-11", "1956"])
@pytest.mark.parametrize("last", [True, False])
def test_what_was_written_comes_back(text, last):
    assert dates.as_written(*dates.parse(text, last=last)) == text


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("1964-13", "no month 13"),
        ("1964-02-30", "no day 30"),
        ("1964-00", "no month 0"),
        ("0000", "the year 0"),
        ("9999-01-01", "the year 9999"),
        ("5 November 1956", "is not a date like"),
        ("1956-11-5", "is not a date like"),
        ("1956/11/05", "is not a date like"),
        ("", "is not a date like"),
        ("１９５６", "is not a date like"),
    ],
)
def test_an_impossible_date_is_refused_in_words(text, wrong):
    with pytest.raises(ValueError, match=wrong):
        dates.parse(text)


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "5 November 1956"), ("month", "November 1956"), ("year", "1956")],
)
def test_a_page_shows_what_is_known_and_no_more(precision, words):
    assert dates.as_known(datetime.date(1956, 11, 5), precision) == words
