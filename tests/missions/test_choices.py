"""The list says what it shows, and each choice leaves as many missions as it says."""

import datetime
import html
import re

import pytest
from django.http import QueryDict

from missions.choices import Choices
from missions.held import Held
from missions.models import Mission
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def missions():
    """Three of the UN, one of them with the AU; two types, one below the other."""
    un = factories.OrganizationFactory(slug="un", name="United Nations")
    au = factories.OrganizationFactory(slug="au", name="African Union")
    parent = factories.MissionTypeFactory(slug="multi", name="Multi")
    child = factories.MissionTypeFactory(slug="stab", name="Stab", parent=parent)
    mali = factories.CountryFactory(iso3="MLI", name="Mali")
    for number, kind in enumerate([parent, child, child]):
        mission = factories.MissionFactory(
            slug=f"m{number}",
            mission_type=kind,
            start_date=datetime.date(1990 + 10 * number, 1, 1),
            chapter="vii" if number else "",
            region="africa",
        )
        factories.MissionOrganizationFactory(mission=mission, organization=un)
        factories.MissionHostFactory(mission=mission, country=mali)
    factories.MissionOrganizationFactory(
        mission=Mission.objects.get(pk="m2"), organization=au, role="partner"
    )


def facet(query, name):
    [found] = [f for f in Choices(QueryDict(query)).facets() if f.name == name]
    return found


def counts(query, name):
    return {choice.value: choice.count for choice in facet(query, name).choices}


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        ("", "organization", {"un": 3, "au": 1}),
        ("organization=au", "organization", {"un": 3, "au": 1}),
        ("organization=au", "mission_type", {"multi": 1, "stab": 1}),
        ("", "mission_type", {"multi": 3, "stab": 2}),
        ("mission_type=stab", "start_decade", {"2000": 1, "2010": 1}),
        ("", "chapter", {"vii": 2}),
        ("status=ended", "host", {}),
        ("host=MLI&status=ended", "host", {"MLI": 0}),
    ],
)
def test_a_choice_counts_what_it_would_leave(query, name, expected):
    assert counts(query, name) == expected


def test_every_choice_leads_to_as_many_missions_as_it_says(client):
    for found in Choices(QueryDict("organization=un")).facets():
        for choice in found.choices:
            if choice.chosen:
                continue
            alone = choice.query
            if found.name == "organization":  # a second value is more, not less
                alone = f"?organization={choice.value}"
            page = client.get(f"/missions/{alone}").content.decode()
            said = re.search(r"<strong>(\d+)</strong> of 3 missions", page)
            assert int(said[1]) == choice.count, (found.name, choice)


@pytest.mark.parametrize(
    ("query", "name", "value", "link"),
    [
        ("", "organization", "un", "?organization=un"),
        ("organization=UN", "organization", "au", "?organization=un,au"),
        ("organization=un,au", "organization", "un", "?organization=au"),
        ("organization=un", "organization", "un", "."),
        ("host=MLI&cursor=y", "chapter", "vii", "?host=MLI&chapter=vii"),
        ("", "start_decade", "2000", "?start_date__gte=2000&start_date__lte=2009"),
        ("start_date__gte=2000&start_date__lte=2009", "start_decade", "2000", "."),
    ],
)
def test_a_choice_takes_its_value_in_or_out(query, name, value, link):
    [choice] = [c for c in facet(query, name).choices if c.value == value]

    assert choice.query == link


def test_a_chip_takes_its_filter_away():
    chips = Choices(QueryDict("organization=un&chapter__not=vi&view=map")).chips()

    assert chips == [
        ("run by United Nations", "?chapter__not=vi&view=map"),
        ("Charter chapter is not Chapter VI", "?organization=un&view=map"),
    ]


@pytest.mark.parametrize("view", ["table", "map", "timeline"])
def test_every_view_shows_the_same_missions(client, view):
    page = html.unescape(
        client.get(f"/missions/?organization=au&view={view}").content.decode()
    )

    assert "<strong>1</strong> of 3 missions: run by African Union." in page
    assert ("m2" in page) == (view != "map")
    assert "/missions/m1/" not in page


def test_the_map_has_a_year_control_without_script(client):
    page = client.get("/missions/?view=map&active_on=1995").content.decode()

    assert 'rel="prev" href="?view=map&amp;active_on=1994"' in page
    assert 'rel="next" href="?view=map&amp;active_on=1996"' in page
    assert '<input type="hidden" name="view" value="map">' in page


def test_an_unknown_view_is_a_400_that_names_the_right_one(client):
    page = client.get("/missions/?view=mapp")

    assert page.status_code == 400
    assert "?view=map" in page.content.decode()


def test_facets_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(3):  # once for a state of the data
        held = Held()
    choices = Choices(QueryDict("organization=un&region=africa"), held=held)
    with django_assert_num_queries(1):
        choices.facets()


def test_a_record_knows_its_neighbours_in_the_list(client):
    page = client.get("/missions/m1/?within=ordering%3D-start_date").content.decode()

    assert "2 of 3 in the list" in page
    assert 'rel="prev" href="/missions/m2/?within=ordering%3D-start_date"' in page
    assert 'rel="next" href="/missions/m0/?within=ordering%3D-start_date"' in page
    assert client.get("/missions/m1/?within=organisation%3Dun").status_code == 400
    assert "in the list" not in client.get("/missions/m1/").content.decode()
