"""What filters mean, each at its edges."""

import datetime
import re

import pytest

from config.api import RESOURCES
from tests import factories

pytestmark = pytest.mark.django_db


def found(client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    rows = response.json()["results"]
    return [row.get("slug") or row.get("mission") for row in rows]


@pytest.fixture
def three(db):
    """A UN mission in Mali, an AU one in Chad, and one of nobody at sea."""
    mission = factories.MissionFactory
    mali = factories.CountryFactory(iso3="MLI", region="africa")
    chad = factories.CountryFactory(iso3="TCD", region="africa")
    one = mission(slug="one", acronym="ONE", chapter="vii", peak_personnel=100)
    two = mission(
        slug="two",
        acronym="TWO",
        chapter="",
        peak_personnel=None,
        start_date=datetime.date(2001, 1, 1),
        end_date=datetime.date(2002, 12, 31),
        end_precision="year",
    )
    mission(slug="sea", acronym="", chapter="vi", peak_personnel=300)
    for each, slug, host in ((one, "un", mali), (two, "au", chad)):
        party = factories.OrganizationFactory(slug=slug)
        factories.MissionOrganizationFactory(mission=each, organization=party)
        factories.MissionHostFactory(mission=each, country=host)
    mandate = factories.MandateFactory(mission=one)
    mandate.tasks_added.add(factories.MandateTaskFactory(slug="ddr"))
    factories.MandateFactory(mission=two)
    factories.AssessmentFactory(mission=one, code="withdrawn")
    factories.AssessmentFactory(
        mission=one, code="given", start_date=datetime.date(2001, 1, 1)
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("organization=UN", ["one"]),
        ("organization=un,au", ["one", "two"]),
        ("organization__not=un", ["sea", "two"]),
        ("organization__not=un,au", ["sea"]),
        ("organization__isnull=true", ["sea"]),
        ("organization__isnull=FALSE", ["one", "two"]),
        ("host=mli", ["one"]),
        ("host__not=MLI", ["sea", "two"]),
        ("host__isnull=true", ["sea"]),
        ("chapter__not=vii", ["sea", "two"]),
        ("chapter__isnull=true", ["two"]),
        ("chapter__isnull=false", ["one", "sea"]),
        ("acronym=one", ["one"]),
        ("acronym__isnull=true", ["sea"]),
        ("peak_personnel=100,300", ["one", "sea"]),
        ("peak_personnel__not=100", ["sea", "two"]),
        ("peak_personnel__gt=100", ["sea"]),
        ("peak_personnel__gte=100", ["one", "sea"]),
        ("peak_personnel__lt=300", ["one"]),
        ("peak_personnel__isnull=true", ["two"]),
        ("end_date__isnull=true", ["one", "sea"]),
        ("end_date=2002", ["two"]),
        ("end_date__not=2002", ["one", "sea"]),
        ("start_date=2000,2001-01", ["one", "sea", "two"]),
        ("start_date__gt=2000", ["two"]),
        ("start_date__lte=2000", ["one", "sea"]),
        ("active_on=2001", ["one", "sea", "two"]),
        ("active_on=2000-06", ["one", "sea"]),
        ("active_on=2003,2000", ["one", "sea"]),
        ("active_from=2003", ["one", "sea"]),
        ("active_to=2000", ["one", "sea"]),
        ("status=ended", ["two"]),
        ("status=ongoing,planned", ["one", "sea"]),
        ("status__not=ended", ["one", "sea"]),
        ("task=ddr", ["one"]),
        ("task__not=ddr", ["sea", "two"]),
        ("task__isnull=true", ["sea", "two"]),
        ("consent=withdrawn", ["one"]),
        ("consent=given,withdrawn", ["one"]),
        ("consent__not=withdrawn", ["sea", "two"]),
        ("consent__isnull=false", ["one"]),
        ("impartiality__isnull=true", ["one", "sea", "two"]),
        ("organization=un&chapter=vi", []),
    ],
)
def test_missions(client, three, query, expected):
    assert sorted(found(client, f"missions/?{query}")) == expected


@pytest.mark.parametrize(
    "name", ["organization", "host", "chapter", "task", "consent", "status"]
)
def test_not_is_the_complement(client, three, name):
    values = {"organization": "un", "host": "MLI", "chapter": "vii", "task": "ddr"}
    value = values.get(name, {"consent": "given", "status": "ended"}.get(name))

    having = found(client, f"missions/?{name}={value}")
    others = found(client, f"missions/?{name}__not={value}")

    assert sorted(having + others) == ["one", "sea", "two"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("organization=un", ["one"]),
        ("organization__not=un", ["two"]),
        ("host=TCD", ["two"]),
        ("mission=one,two", ["one", "two"]),
        ("mission__not=one", ["two"]),
        ("component=TROOPS", ["one", "two"]),
        ("month=2014-03", ["one"]),
        ("month=2014", ["one", "two"]),
        ("year=2014", ["one", "two"]),
        ("year=2013", []),
        ("month__gt=2014-03", ["two"]),
        ("month__lte=2014-03", ["one"]),
        ("personnel__gte=200", ["two"]),
        ("personnel__not=200", ["one"]),
        ("source=right", ["two"]),
    ],
)
def test_figures(client, three, query, expected):
    factories.SourceFactory(slug="right")
    factories.StrengthFactory(
        mission_id="one", month=datetime.date(2014, 3, 1), personnel=100
    )
    factories.StrengthFactory(
        mission_id="two",
        month=datetime.date(2014, 4, 1),
        personnel=200,
        source_id="right",
    )

    assert found(client, f"strengths/?{query}") == expected


@pytest.fixture
def deaths(three):
    factories.FatalityFactory(
        mission_id="one", date=datetime.date(2014, 1, 1), date_precision="year"
    )
    factories.FatalityFactory(
        mission_id="two", date=datetime.date(2015, 3, 1), date_precision="month"
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("year=2014", ["one"]),
        ("date=2014,2015", ["one", "two"]),
        ("date__gte=2014", ["one", "two"]),
        ("date__gt=2014", ["two"]),
        ("month=2015-03", ["two"]),
        ("date__lt=2015-03", ["one"]),
        ("mission=two&date__lte=2015-03-31", ["two"]),
    ],
)
def test_deaths_by_what_is_known_of_their_dates(client, deaths, query, expected):
    assert found(client, f"fatalities/?{query}") == expected


@pytest.mark.parametrize(
    "query",
    [
        "month=2014-01",
        "date=2014-06",
        "date__gte=2014-04-06",
        "date__lte=2015-03-15",
        "year=2014&date__lte=2014-01",
    ],
)
def test_deaths_are_not_told_apart_by_what_is_not_known(client, deaths, query):
    """Eighteen deaths of 1994 would all be of the first of January."""
    response = client.get(f"/api/v1/fatalities/?{query}")

    assert response.status_code == 400
    assert "only the year or the month is known" in response.json()["detail"]


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("strengths/?month=2015-12-31", "month=2015-12"),
        ("strengths/?month__gte=2015-12-15", "month__gte=2015-12"),
        ("strengths/?year=2015-12", "year=2015"),
        ("mandates/?year=2013-04-25", "year=2013"),
    ],
)
def test_a_month_is_not_asked_for_by_day(client, query, better):
    body = client.get(f"/api/v1/{query}").json()

    assert body["status"] == 400
    assert body["corrected_url"].endswith(f"?{better}")
    assert client.get(body["corrected_url"]).status_code == 200


def test_dollars_are_only_of_amounts_in_dollars(client):
    factories.BudgetFactory(amount="1000000.00")
    factories.BudgetFactory(amount="2000000.00", currency="EUR")

    rows = client.get("/api/v1/budgets/?ordering=amount").json()["results"]

    assert [row["amount_usd"] for row in rows] == [1_000_000, None]
    assert [row["amount"] for row in rows] == [1_000_000.0, 2_000_000.0]
    count = client.get("/api/v1/budgets/?amount_usd__gte=1").json()["count"]
    assert count == 1


@pytest.mark.parametrize("name", RESOURCES)
def test_every_filter_answers(client, name):
    """With its own example, or a value that the data lacks: never a 500."""
    filterset = RESOURCES[name].filterset_class

    for parameter, declared in filterset.base_filters.items():
        operator = getattr(declared, "lookup_expr", "exact")
        value = "true" if operator == "isnull" else declared.example
        response = client.get(f"/api/v1/{name}/", {parameter: value})

        assert response.status_code in (200, 400), (parameter, response.content)
        if response.status_code == 400:
            [mistake] = response.json()["errors"]
            assert mistake["parameter"] == parameter
            assert re.search(r"is not a value|has no value", mistake["message"])
