"""Panels: one row a mission or country and year, from the records and figures."""

import datetime

import pytest

from missions import derived
from missions.models import CountryYear, MissionYear
from tests import factories

pytestmark = pytest.mark.django_db


def day(*parts):
    return datetime.date(*parts)


@pytest.fixture
def mission():
    made = factories.MissionFactory(
        slug="one",
        start_date=day(2001, 12, 1),
        start_precision="day",
        end_date=day(2003, 1, 31),
        end_precision="day",
        chapter="vi",
    )
    host = factories.CountryFactory(iso3="MLI")
    for scheme, code in (("gw", "432"), ("cow", "433")):
        factories.CountryCodeFactory(country=host, scheme=scheme, code=code)
    made.host_periods.all().delete()
    made.host_periods.create(country=host, position=0)
    return made


def years(**filters):
    derived.refresh()
    return {row.year: row for row in MissionYear.objects.filter(**filters)}


def test_a_mission_has_a_row_for_each_year_in_the_field(mission):
    rows = years(mission="one")

    assert {year: row.days for year, row in rows.items()} == {
        2001: 31,
        2002: 365,
        2003: 31,
    }
    assert (rows[2002].host_id, rows[2002].gw, rows[2002].cow) == ("MLI", 432, 433)


def test_strength_is_of_the_preferred_source_only(mission):
    first, second = (factories.SourceFactory(rank=rank) for rank in (1, 2))
    for source, month, component, persons in (
        (first, 1, "troops", 100),
        (first, 1, "police", 20),
        (first, 2, "troops", 200),
        (first, 2, "civilians", 999),
        (second, 2, "troops", 5000),
    ):
        factories.StrengthFactory(
            mission=mission,
            source=source,
            month=day(2002, month, 1),
            component=component,
            personnel=persons,
        )

    row = years(mission="one")[2002]

    assert (row.personnel_mean, row.personnel_max, row.months_reported) == (160, 200, 2)
    assert (row.troops_mean, row.police_mean) == (150, 10)
    assert row.strength_source_id == first.pk
    assert years(mission="one")[2003].personnel_max is None


def test_deaths_are_none_only_where_a_source_counts_the_mission(mission):
    assert years(mission="one")[2002].deaths is None
    factories.FatalityFactory(
        mission=mission, date=day(2001, 12, 5), cause="malicious-act", deaths=3
    )

    rows = years(mission="one")

    assert (rows[2001].deaths, rows[2001].deaths_malicious) == (3, 3)
    assert (rows[2002].deaths, rows[2002].deaths_malicious) == (0, 0)


def test_mandates_and_principles_are_as_at_the_end_of_the_year(mission):
    consent = factories.PrincipleFactory(slug="consent")
    for adopted, chapter, ceiling in (
        (day(2001, 11, 1), "vi", 500),
        (day(2002, 6, 1), "vii", 900),
    ):
        mandate = factories.MandateFactory(
            mission=mission, adopted_on=adopted, chapter=chapter
        )
        mandate.ceilings.all().delete()
        mandate.ceilings.create(component="troops", personnel=ceiling)
    for start, end, code in (
        (day(2001, 12, 1), day(2002, 3, 1), "given"),
        (day(2002, 3, 2), None, "withdrawn"),
    ):
        factories.AssessmentFactory(
            mission=mission,
            principle=consent,
            start_date=start,
            end_date=end,
            end_precision="day" if end else None,
            code=code,
        )

    rows = years(mission="one")

    assert [(r.chapter, r.ceiling_military, r.consent) for r in rows.values()] == [
        ("vi", 500, "given"),
        ("vii", 900, "withdrawn"),
        ("vii", 900, "withdrawn"),
    ]


def test_a_country_has_what_it_hosted_gave_and_lost(mission):
    country = factories.CountryFactory(iso3="BGD")
    source = factories.SourceFactory(rank=1)
    for month, gender, persons in (
        (1, "female", 25),
        (1, "male", 75),
        (2, "male", 300),
    ):
        factories.ContributionFactory(
            mission=mission,
            country=country,
            source=source,
            month=day(2002, month, 1),
            gender=gender,
            personnel=persons,
        )
    factories.FatalityFactory(
        mission=mission, date=day(2002, 5, 5), country=country, deaths=2
    )
    derived.refresh()

    row = CountryYear.objects.get(country="BGD", year=2002)
    host = CountryYear.objects.get(country="MLI", year=2002)

    assert (row.contributed_mean, row.contributed_max) == (200, 300)
    assert (row.missions_contributed, row.months_reported) == (1, 2)
    assert row.women_share == pytest.approx(25 / 400)
    assert (row.deaths, row.missions_hosted) == (2, 0)
    assert (host.deaths, host.missions_hosted, host.gw) == (0, 1, 432)
    assert CountryYear.objects.get(country="MLI", year=2003).deaths is None
