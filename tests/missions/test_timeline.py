"""The timeline: in groups, and with every name in the picture."""

import datetime

import pytest

from missions.charts import drawing, timeline
from missions.models import Mission
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def mission():
    mission = factories.MissionFactory()
    factories.MissionOrganizationFactory(
        mission=mission,
        organization=factories.OrganizationFactory(slug="un", name="United Nations"),
        role="lead",
    )
    return mission


def test_a_timeline_in_groups_names_each_group_once_and_the_largest_first(mission):
    peace = factories.OrganizationFactory(slug="au", name="African Union")
    for other in factories.MissionFactory.create_batch(2):
        factories.MissionOrganizationFactory(
            mission=other, organization=peace, role="lead"
        )

    bars = timeline.timeline(Mission.objects.for_list(), TODAY, "organization")

    names = [row["heading"] for row in bars.spec["datasets"]["headings"]]
    assert names == ["African Union", "United Nations"]
    assert [row[0] for row in bars.rows] == [names[0], names[0], names[1]]
    assert "African Union" in drawing.inline(bars)


def test_no_name_of_a_timeline_is_cut(mission):
    long = factories.MissionFactory(
        acronym="", name="A mission of a very long name indeed", start_date="1950-01-01"
    )

    sides, last = timeline.sides_of_names(
        list(Mission.objects.order_by("start_date")), datetime.date(1950, 1, 1), TODAY
    )

    assert sides[long.pk] == "after"
    assert last > TODAY


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("view=timeline&by=regoin", "did you mean"),
        ("view=map&by=region", "Only the timeline"),
    ],
)
def test_a_group_that_is_none_is_refused(client, mission, query, said):
    page = client.get(f"/missions/?{query}")

    assert page.status_code == 400
    assert said.lower() in page.content.decode().lower()
