"""Pages of a list follow one total order. Missions stand for all."""

import base64
import datetime
import json

import pytest

from missions.models import Strength
from sources.search import refill
from tests.factories import MissionFactory, SourceFactory, StrengthFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/missions/"


def slugs(response):
    assert response.status_code == 200, response.content
    return [row["slug"] for row in response.json()["results"]]


def walk(client, url):
    """Every slug from the first page to the last, by `next`."""
    found = []
    while url:
        response = client.get(url)
        found += slugs(response)
        url = response.json()["next"]
    return found


@pytest.fixture
def ten(db):
    """Ten missions, some without end, peak or deaths."""
    for number in range(10):
        MissionFactory(
            slug=f"m{number}",
            acronym=f"A{number % 3}",
            start_date=datetime.date(1990 + number % 4, 1, 1),
            end_date=datetime.date(2000 + number % 2, 1, 1) if number % 3 else None,
            end_precision="day" if number % 3 else None,
            peak_personnel=number % 4 or None,
            fatalities=number % 2 or None,
        )


@pytest.mark.parametrize(
    "ordering",
    [
        sign + name
        for name in (
            *("start_date", "end_date", "acronym", "name"),
            *("peak_personnel", "fatalities", "acronym,-end_date"),
        )
        for sign in ("", "-")
    ],
)
@pytest.mark.parametrize("size", [1, 3, 10])
def test_walking_gives_every_row_once(client, ten, ordering, size):
    found = walk(client, f"{URL}?ordering={ordering}&page_size={size}")

    assert sorted(found) == [f"m{number}" for number in range(10)]
    whole = slugs(client.get(URL, {"ordering": ordering}))
    assert found == whole


def test_walking_back_gives_the_same_pages(client, ten):
    first = client.get(URL, {"ordering": "-end_date", "page_size": 4}).json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()

    assert client.get(third["previous"]).json()["results"] == second["results"]
    assert client.get(second["previous"]).json()["results"] == first["results"]
    assert client.get(second["previous"]).json()["previous"] is None


def test_a_row_inserted_meanwhile_moves_no_other(client, ten):
    first = client.get(URL, {"ordering": "start_date", "page_size": 4}).json()
    MissionFactory(slug="early", start_date=datetime.date(1948, 1, 1))

    rest = walk(client, first["next"])

    seen = [row["slug"] for row in first["results"]] + rest
    assert sorted(seen) == [f"m{number}" for number in range(10)]


@pytest.mark.parametrize(
    ("ordering", "key"),
    [
        ("start_date", ["2011-07-01x", "m1"]),
        ("start_date", ["2011-02-30", "m1"]),
        ("start_date", [["2011-07-01"], "m1"]),
        ("start_date", ["2011-07-01"]),
        ("peak_personnel", ["many", "m1"]),
        ("peak_personnel", [True, "m1"]),
        ("acronym", ["a\0b", "m1"]),
        ("acronym", ["\ud800", "m1"]),
        ("peak_personnel", [float("inf"), "m1"]),
        ("acronym", [{"a": 1}, "m1"]),
        ("acronym", None),
        ("start_date", ["2011-07-01", "m1", "m2"]),
    ],
)
def test_a_cursor_that_somebody_wrote_is_refused(client, ten, ordering, key):
    packed = cursor([f"{ordering},pk", key, False, 1])

    response = client.get(URL, {"ordering": ordering, "cursor": packed})

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_is_of_one_order(client, ten):
    right = cursor(["start_date,pk", ["2001-01-01", "m1"], False, 1])

    same = client.get(URL, {"ordering": "start_date", "cursor": right})
    other = client.get(URL, {"ordering": "end_date", "cursor": right})

    assert (same.status_code, other.status_code) == (200, 400)


def cursor(packed):
    return base64.urlsafe_b64encode(json.dumps(packed).encode()).decode().rstrip("=")


def test_a_cursor_of_figures_outlives_a_load(client):
    """A load writes the rows anew, with other numbers and the same facts."""
    mission, source = MissionFactory(), SourceFactory()
    months = [datetime.date(2010, month, 1) for month in range(1, 10)]

    def written():
        for month in months:
            StrengthFactory(mission=mission, source=source, month=month)

    written()
    address = "/api/v1/strengths/"
    first = client.get(address, {"page_size": 4}).json()
    Strength.objects.all().delete()
    written()
    rest = client.get(first["next"]).json()["results"]

    assert [row["month"] for row in first["results"] + rest][:8] == [
        f"2010-0{month}" for month in range(1, 9)
    ]


def test_an_empty_text_is_last_as_nothing_is(client):
    for number, acronym in enumerate(["B", "", "A", "", "C"]):
        MissionFactory(slug=f"m{number}", acronym=acronym)

    for ordering, expected in (
        ("acronym", ["A", "B", "C", None, None]),
        ("-acronym", ["C", "B", "A", None, None]),
    ):
        pages = walked(client, {"ordering": ordering, "page_size": 2})
        assert [row["acronym"] for row in pages] == expected
        back = client.get(URL, {"ordering": ordering, "page_size": 2}).json()
        last = client.get(client.get(back["next"]).json()["next"]).json()
        before = client.get(last["previous"]).json()["results"]
        assert [row["acronym"] for row in before] == expected[2:4]


def walked(client, params):
    body = client.get(URL, params).json()
    rows = body["results"]
    while body["next"]:
        body = client.get(body["next"]).json()
        rows += body["results"]
    return rows


def test_nulls_come_last_either_way(client, ten):
    for ordering in ("end_date", "-end_date"):
        rows = client.get(URL, {"ordering": ordering}).json()["results"]
        ends = [row["end_date"] for row in rows]
        assert ends[-4:] == [None] * 4
        assert None not in ends[:-4]


def test_ranked_pages_hold_every_row_once(client):
    for number in range(7):
        MissionFactory(slug=f"m{number}", name=f"Observer mission {number}")
    refill()

    found = walk(client, f"{URL}?q=observer&page_size=2")

    assert sorted(found) == [f"m{number}" for number in range(7)]
