"""`group_by` and `measure`."""

import datetime

import pytest

from config.api import RESOURCES
from tests import factories

pytestmark = pytest.mark.django_db


def groups(client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return response.json()["groups"]


@pytest.fixture
def shared(db):
    """A mission of two organizations, one of one, one of none."""
    both = factories.MissionFactory(slug="both")
    lone = factories.MissionFactory(slug="lone", start_date=datetime.date(1993, 5, 1))
    factories.MissionFactory(slug="none", start_date=datetime.date(1993, 6, 1))
    un = factories.OrganizationFactory(slug="un", name="United Nations")
    au = factories.OrganizationFactory(slug="au", name="African Union")
    for mission, party in ((both, un), (both, au), (lone, un)):
        factories.MissionOrganizationFactory(mission=mission, organization=party)
    factories.MissionOrganizationFactory(
        mission=lone, organization=au, role="authorising"
    )
    # A decision with tasks and one without: the mission is in the group of its task only.
    task = factories.MandateTaskFactory(slug="ddr", name="Disarmament")
    factories.MandateFactory(mission=both).tasks_added.add(task)
    factories.MandateFactory(mission=both).tasks_added.add(task)
    factories.MandateFactory(mission=both)


def test_a_record_with_several_values_counts_in_each(client, shared):
    body = client.get("/api/v1/missions/?group_by=organization").json()

    assert list(body) == ["count", "group_by", "groups", "meta"]
    assert (body["count"], body["group_by"]) == (3, ["organization"])
    assert body["groups"] == [
        {"organization": "un", "label": "United Nations", "count": 2},
        {"organization": "au", "label": "African Union", "count": 1},
        {"organization": None, "label": "none", "count": 1},
    ]


def test_a_record_counts_once_for_a_value_that_it_has_twice(client, shared):
    assert groups(client, "missions/?group_by=task") == [
        {"task": None, "label": "none", "count": 2},
        {"task": "ddr", "label": "Disarmament", "count": 1},
    ]


def test_two_groups_of_several_values_make_every_pair(client, shared):
    found = groups(client, "missions/?group_by=organization,task")

    assert [(g["organization"], g["task"], g["count"]) for g in found] == [
        ("au", "ddr", 1),
        ("un", "ddr", 1),
        ("un", None, 1),
        (None, None, 1),
    ]
    assert found[0]["label"] == "African Union, Disarmament"


def test_dates_come_in_order(client, shared):
    found = groups(client, "missions/?group_by=start_year")
    assert [(g["start_year"], g["count"]) for g in found] == [(1993, 2), (2000, 1)]
    [decade, _] = groups(client, "missions/?group_by=start_decade")
    assert decade == {"start_decade": 1990, "label": "1990", "count": 2}


def test_groups_are_of_what_the_filters_leave(client, shared):
    assert groups(client, "missions/?group_by=organization&start_date=1993") == [
        {"organization": "un", "label": "United Nations", "count": 1},
        {"organization": None, "label": "none", "count": 1},
    ]
    assert groups(client, "missions/?group_by=organization&start_date=1900") == []
    contradiction = "missions/?group_by=task&status=planned&active_to=1990"
    assert groups(client, contradiction) == []


@pytest.fixture
def figures(db):
    for month, component, personnel in (
        (1, "troops", 100),
        (1, "police", 10),
        (2, "troops", 300),
        (14, "troops", 50),
    ):
        date = datetime.date(2014 + month // 12, month % 12, 1)
        factories.StrengthFactory(
            mission=factories.missions.Mission.objects.filter(pk="one").first()
            or factories.MissionFactory(slug="one"),
            month=date,
            component=component,
            personnel=personnel,
            source=factories.sources.Source.objects.filter(pk="s").first()
            or factories.SourceFactory(slug="s"),
        )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("group_by=year&measure=max", [(2014, 3, 300), (2015, 1, 50)]),
        ("group_by=year&measure=min", [(2014, 3, 10), (2015, 1, 50)]),
        ("group_by=component&measure=avg", [("troops", 3, 150.0), ("police", 1, 10.0)]),
        (
            "group_by=month&measure=sum",
            [("2014-01", 2, 110), ("2014-02", 1, 300), ("2015-02", 1, 50)],
        ),
        ("group_by=mission&measure=sum&month=2014-01", [("one", 2, 110)]),
    ],
)
def test_measures(client, figures, query, expected):
    found = groups(client, f"strengths/?{query}")

    assert [(g[next(iter(g))], g["count"], list(g.values())[-1]) for g in found] == (
        expected
    )


def test_people_of_several_months_are_not_added_up(client, figures):
    response = client.get("/api/v1/strengths/?group_by=mission&measure=sum")

    assert response.status_code == 400
    [mistake] = response.json()["errors"]
    assert mistake["parameter"] == "measure"
    assert "count the same person again" in mistake["message"]
    corrected = response.json()["corrected_url"]
    assert client.get(corrected).status_code == 200


def test_deaths_of_several_years_are_added_up(client):
    factories.FatalityFactory(deaths=2)
    factories.FatalityFactory(deaths=3, date=datetime.date(2001, 1, 1))

    [group] = groups(client, "fatalities/?group_by=cause&measure=sum")

    assert group == {"cause": "accident", "label": "Accident", "count": 2, "sum": 5}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("missions/?group_by=organisation", "group_by"),
        ("missions/?group_by=host,region,status", "group_by"),
        ("missions/?group_by=host,host", "group_by"),
        ("missions/?group_by=host&measure=sum", "measure"),
        ("missions/?group_by=host&fields=slug", "fields"),
        ("missions/?group_by=host&include=codes", "include"),
        ("missions/?group_by=host&ordering=name", "ordering"),
        ("missions/?group_by=host&page_size=5", "page_size"),
        ("missions/?group_by=host&format=jsonl", "format"),
        ("missions/?group_by=host&format=geojson", "format"),
        ("strengths/?measure=max", "measure"),
        ("strengths/?group_by=year&measure=median", "measure"),
    ],
)
def test_a_mistaken_group_is_refused(client, query, parameter):
    response = client.get(f"/api/v1/{query}")

    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == parameter


NAMES = [
    (name, group) for name, v in RESOURCES.items() for group in v.filterset_class.groups
]


@pytest.mark.parametrize(("name", "group"), NAMES)
def test_every_group_answers_in_a_bounded_number_of_queries(
    client, name, group, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):  # state, groups, labels, count
        response = client.get(f"/api/v1/{name}/?group_by={group}")

    assert response.status_code == 200, response.content
