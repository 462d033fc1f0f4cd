"""The timeline, in groups and with every name in the picture, and what the other charts
of many missions say of them."""

import datetime
import re

import pytest

from missions.charts import drawing, many, timeline
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


def test_the_keyboard_stops_once_at_a_mission_of_the_timeline(mission):
    svg = drawing.inline(timeline.timeline(Mission.objects.for_list(), TODAY))
    links = re.findall(r"<a [^>]*>", svg)
    stops = [link for link in links if 'tabindex="-1" aria-hidden="true"' not in link]

    assert len(links) == 2  # the bar, and the name beside it that can be clicked
    [stop] = stops
    assert f'aria-label="{mission}, ' in stop
    assert "key:" not in svg


def test_a_bar_has_the_first_letter_of_its_type(mission):
    bars = timeline.timeline(Mission.objects.for_list(), TODAY)

    [row] = bars.spec["datasets"]["rows"]
    assert row["initial"] == timeline.INITIALS[row["kind"]]
    letters = list(filter(None, timeline.INITIALS.values()))
    assert len(set(letters)) == len(letters) == len(timeline.KINDS)
    assert bars.columns[2] == "Type"
    assert bars.rows[0][2] == row["kind"]


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


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([1], "1 host, with 1 mission"),
        ([1, 1], "2 hosts, each with 1 mission"),
        ([3, 1], "2 hosts; most missions in Host 0: 3"),
        ([3, 3, 1], "3 hosts; at most 3 missions, in 2 of them"),
    ],
)
def test_a_map_names_the_host_of_most_missions_where_there_is_one(numbers, said):
    hosts = [
        (factories.CountryFactory.build(name=f"Host {i}"), ["a mission"] * n)
        for i, n in enumerate(numbers)
    ]

    assert many.in_words(hosts) == said


def test_a_year_counts_whoever_was_there_at_any_time(mission):
    drawn = many.at_once(Mission.objects.periods(), TODAY)

    assert drawn.finding.endswith("; at any time in 2026: 1.")
