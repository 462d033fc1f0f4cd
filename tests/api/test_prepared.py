"""A statement that was made for one question answers others of its form rightly."""

import pytest

from api.prepared import PREPARED
from sources import stored
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/missions/"


@pytest.fixture(autouse=True)
def missions():
    PREPARED.kept.clear()
    factories.DataStateFactory()
    un, au = (factories.OrganizationFactory(slug=slug) for slug in ("un", "au"))
    for number in range(6):
        mission = factories.MissionFactory(
            slug=f"m{number}",
            region="africa" if number % 2 else "asia",
            chapter="vii" if number < 3 else "",
            start_date=f"{1990 + number}-01-01",
            fatalities=number or None,
            peak_personnel=1000 * number,
        )
        factories.MissionOrganizationFactory(
            mission=mission, organization=au if number < 2 else un, role="lead"
        )
    stored.refill()


def found(client, query):
    answer = client.get(f"{URL}?{query}").json()
    assert answer["count"] == len(answer["results"])
    return [row["slug"] for row in answer["results"]]


FORMS = [
    ("start_date__gte=1991-01-01", "start_date__gte=1994-06-01", ["m5"]),
    ("start_date=1991", "start_date=1993", ["m3"]),
    ("start_date__gt=1991", "start_date__gt=1994", ["m5"]),
    ("fatalities__lte=1", "fatalities__lte=2", ["m1", "m2"]),
    ("fatalities__not=1", "fatalities__not=3", ["m0", "m1", "m2", "m4", "m5"]),
    ("fatalities__isnull=false", "fatalities__isnull=true", ["m0"]),
    ("region=asia", "region=africa", ["m1", "m3", "m5"]),
    ("organization=un", "organization=au", ["m0", "m1"]),
    ("organization__not=au", "organization__not=un", ["m0", "m1"]),
    ("peak_personnel=0,1000", "peak_personnel=2000,5000", ["m2", "m5"]),
    ("peak_personnel=1,2", "peak_personnel=3000,3000", ["m3"]),
    ("chapter=vi", "chapter=vii", ["m0", "m1", "m2"]),
    (
        "region=asia&fatalities__gte=1&ordering=-start_date",
        "region=africa&fatalities__gte=3&ordering=-start_date",
        ["m5", "m3"],
    ),
]


@pytest.mark.parametrize(("first", "second", "expected"), FORMS)
def test_the_second_question_of_a_form_is_answered_rightly(
    client, first, second, expected
):
    found(client, first)
    made = len(PREPARED.kept)

    assert found(client, second) == expected
    assert len(PREPARED.kept) == made or "isnull" in second


@pytest.mark.parametrize(
    "query", ["status=ended", "mission_type__not=none", "active_on=1993", "q=mission"]
)
def test_what_looks_at_its_values_is_not_prepared(client, query):
    client.get(f"{URL}?{query}")

    assert len(PREPARED.kept) == 0


def test_a_number_that_no_column_holds_is_answered(client):
    found(client, "fatalities__lte=2")

    assert found(client, "fatalities__lte=2147483647") == ["m1", "m2", "m3", "m4", "m5"]
    assert found(client, "fatalities__lte=-5") == []


def test_mistakes_are_told_as_ever(client):
    found(client, "region=asia")

    assert client.get(f"{URL}?region=atlantis").status_code == 400
    assert client.get(f"{URL}?region=").status_code == 400
    assert client.get(f"{URL}?region=asia&region=africa").status_code == 400
    assert client.get(f"{URL}?region=asia&ordering=nothing").status_code == 400
    assert client.get(f"{URL}?region=asia&page_size=0").status_code == 400


def test_the_least_used_statement_is_forgotten(monkeypatch):
    kept = type(PREPARED)(most=2)
    for key in "abac":
        kept.get(key, lambda key=key: key)

    assert list(kept.kept) == ["a", "c"]


def test_a_question_of_many_values_is_answered_and_not_kept(client):
    days = ",".join(f"19{number}" for number in range(10, 99))

    assert len(found(client, f"start_date={days}")) == 6
    assert not PREPARED.kept
