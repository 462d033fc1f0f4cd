"""What tests of missions share."""

import datetime

import pytest

from tests import factories


@pytest.fixture
def long_and_short(db):
    """Two missions, LONG and SHORT, to be compared."""
    kind = factories.MissionTypeFactory(noun="observation mission")
    un = factories.OrganizationFactory(slug="un", name="United Nations")
    for slug, year, deaths in (("long", 1990, 5), ("short", 1999, 7)):
        mission = factories.MissionFactory(
            slug=slug,
            acronym=slug.upper(),
            mission_type=kind,
            start_date=datetime.date(year, 1, 1),
            end_date=datetime.date(2000, 12, 31),
            end_precision="day",
            fatalities=deaths,
        )
        factories.MissionOrganizationFactory(mission=mission, organization=un)
        factories.StrengthFactory(
            mission=mission, month=datetime.date(2000, 1, 1), personnel=year
        )
        mandate = factories.MandateFactory(mission=mission)
    mandate.tasks_added.add(factories.MandateTaskFactory(name="Mine action"))
