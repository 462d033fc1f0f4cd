"""A range that ends before it begins finds nothing: it is refused, with the two turned."""

import html

import pytest

from sources import stored
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "query", "turned"),
    [
        *(
            ("missions", query, turned)
            for query, turned in (
                (
                    "active_from=1999&active_to=1990",
                    "active_from=1990&active_to=1999",
                ),
                (
                    "start_date__gte=1993-06&start_date__lte=1993-05",
                    "start_date__gte=1993-05&start_date__lte=1993-06",
                ),
                (
                    "start_date__gt=1999&start_date__lt=1990",
                    "start_date__gt=1990&start_date__lt=1999",
                ),
                (
                    "peak_personnel__lte=4&peak_personnel__gte=5",
                    "peak_personnel__lte=5&peak_personnel__gte=4",
                ),
            )
        ),
        (
            "strengths",
            "month__gt=2001&month__lte=2000",
            "month__gt=2000&month__lte=2001",
        ),
        ("panels/mission-year", "year__gte=2&year__lt=1", "year__gte=1&year__lt=2"),
        ("deployments", "longitude__gte=170&longitude__lte=-170", None),
    ],
)
def test_a_reversed_range_is_refused(client, kind, query, turned):
    answer = client.get(f"/api/v1/{kind}/?{query}")

    assert answer.status_code == 400
    found = answer.json()
    assert {error["parameter"] for error in found["errors"]} == {
        pair.partition("=")[0] for pair in query.split("&")
    }
    assert "the wrong way round" in found["detail"]
    corrected = found["corrected_url"]
    assert (corrected and corrected.partition("?")[2]) == turned


@pytest.mark.parametrize(
    "query",
    [
        "active_from=1990&active_to=1990",
        "active_from=1990-06&active_to=1990",
        "start_date__gt=1990&start_date__lt=1990-03",
        "start_date__gte=1999,1980&start_date__lte=1990",
        "fatalities__gte=5&fatalities__lte=5",
    ],
)
def test_a_range_that_something_may_be_in_is_answered(client, query):
    assert client.get(f"/api/v1/missions/?{query}").status_code == 200


def test_a_form_that_was_asked_before_is_checked_again(client):
    """Its statement is kept, and takes the values of the next question."""
    factories.DataStateFactory()
    factories.MissionFactory(start_date="1995-01-01")
    stored.refill()
    ask = "/api/v1/missions/?start_date__gte={}&start_date__lte={}".format
    assert client.get(ask(1990, 1999)).status_code == 200

    assert client.get(ask(1999, 1990)).status_code == 400


def test_the_page_offers_the_two_turned(client):
    page = client.get("/missions/?active_from=1999&active_to=1990")

    assert page.status_code == 400
    said = html.unescape(page.content.decode())
    assert "/missions/?active_from=1990&active_to=1999" in said
