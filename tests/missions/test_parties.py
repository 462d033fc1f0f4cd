"""Pages of those who take part: what is counted for whom."""

import pytest

from missions import figures
from missions.models import Mission
from tests import factories

pytestmark = pytest.mark.django_db


def test_places_among_numbers_are_shared_by_equals():
    numbers = {"a": 3, "b": 2, "c": 2, "d": 1}

    assert figures.place("c", numbers) == (2, 2, 4)
    assert figures.place("d", numbers) == (1, 4, 4)
    assert figures.place("e", numbers) is None


def test_an_organization_is_counted_by_what_it_runs_not_by_what_it_authorises(client):
    un = factories.OrganizationFactory(slug="un")
    for role in ("lead", "partner", "authorising"):
        factories.MissionOrganizationFactory(organization=un, role=role)

    assert dict(Mission.objects.numbers_run())["un"] == 2
    page = client.get("/organizations/un/").content.decode()
    assert "2 missions on record that it runs or ran: number 1 of 1" in page
