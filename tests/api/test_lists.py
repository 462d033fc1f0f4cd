"""Lists of the API: shape, filters, mistakes. Missions stand for all."""

import datetime

import pytest

from tests.factories import (
    DataStateFactory,
    MissionFactory,
    MissionHostFactory,
    MissionOrganizationFactory,
    MissionTypeFactory,
    OrganizationFactory,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/missions/"


def slugs(response):
    assert response.status_code == 200, response.content
    return [row["slug"] for row in response.json()["results"]]


def test_a_list_has_the_shape_of_the_contract(client):
    DataStateFactory(release__version="2026.11")
    MissionFactory(slug="one")

    body = client.get(URL).json()

    assert list(body) == ["count", "next", "previous", "results", "meta"]
    assert (body["count"], body["next"], body["previous"]) == (1, None, None)
    assert body["meta"] == {"release": "2026.11"}
    assert list(body["results"][0]) == [
        *("slug", "acronym", "name", "url", "html_url", "mission_type"),
        *("organizations", "hosts", "region", "subregion", "status", "start_date"),
        *("start_precision", "end_date", "end_precision", "chapter", "latitude"),
        *("longitude", "peak_personnel", "peak_at_least", "fatalities", "summary"),
    ]
    assert body["results"][0]["url"] == "http://testserver/api/v1/missions/one/"
    assert body["results"][0]["html_url"] == "http://testserver/missions/one/"


def test_comma_is_or_and_letter_case_does_not_matter(client):
    for slug in ("un", "au", "eu"):
        party = MissionOrganizationFactory(organization=OrganizationFactory(slug=slug))
        MissionFactory(slug=f"of-{slug}")
        party.mission.__class__.objects.filter(pk=f"of-{slug}").update(name=slug)
        MissionOrganizationFactory(
            mission_id=f"of-{slug}", organization=party.organization
        )
        party.mission.parties.all().delete()

    found = slugs(client.get(URL, {"organization": "UN,au"}))

    assert found == ["of-au", "of-un"]


def test_who_authorises_a_mission_does_not_run_it(client):
    party = MissionOrganizationFactory(
        organization=OrganizationFactory(slug="un"), role="authorising"
    )

    assert slugs(client.get(URL, {"organization": "un"})) == []
    row = client.get(f"{URL}{party.mission_id}/").json()
    assert (row["organizations"], row["authorising_organizations"]) == ([], ["un"])


def test_a_type_includes_its_children(client):
    parent = MissionTypeFactory(slug="multidimensional")
    child = MissionTypeFactory(slug="stabilization", parent=parent)
    MissionFactory(slug="own", mission_type=parent)
    MissionFactory(slug="below", mission_type=child)
    MissionFactory(slug="other")

    assert slugs(client.get(URL, {"mission_type": "multidimensional"})) == [
        "below",
        "own",
    ]
    assert slugs(client.get(URL, {"mission_type": "stabilization"})) == ["below"]


def test_a_host_of_two_periods_gives_one_row(client):
    period = MissionHostFactory(position=0)
    MissionHostFactory(
        mission=period.mission,
        country=period.country,
        position=1,
        start_date=datetime.date(2005, 1, 1),
        start_precision="day",
    )

    response = client.get(URL, {"host": period.country_id.lower()})

    assert slugs(response) == [period.mission_id]
    assert response.json()["count"] == 1
    assert response.json()["results"][0]["hosts"] == [period.country_id]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("active_on=1993", ["long", "short"]),
        ("active_on=1993-06", ["long", "short"]),
        ("active_on=1993-06-15", ["long", "short"]),
        ("active_on=1993-07", ["long"]),
        ("active_on=1992-12-31", ["long"]),
        ("active_from=1994", ["long"]),
        ("active_to=1992", ["long"]),
        ("active_from=1993-01&active_to=1993-06", ["long", "short"]),
        ("start_date=1993", ["short"]),
        ("start_date__gte=1993", ["short"]),
        ("start_date__gt=1993", []),
        ("start_date__lt=1993", ["long"]),
        ("start_date__lte=1993", ["long", "short"]),
        ("end_date=1993-06", ["short"]),
        ("status=ongoing", ["long"]),
        ("status=ended,ongoing", ["long", "short"]),
        ("status=planned", []),
    ],
)
def test_dates_at_any_precision(client, query, expected):
    MissionFactory(slug="long", start_date=datetime.date(1948, 5, 29))
    MissionFactory(
        slug="short",
        start_date=datetime.date(1993, 1, 1),
        start_precision="month",
        end_date=datetime.date(1993, 6, 30),
        end_precision="month",
    )

    assert slugs(client.get(f"{URL}?{query}")) == expected


@pytest.mark.parametrize(
    ("query", "parameter", "expected"),
    [
        ("organisation=un", "organisation", {"did_you_mean": "organization"}),
        ("organization=uno", "organization", {"did_you_mean": "un"}),
        ("organization=un,uno", "organization", {"did_you_mean": "un"}),
        ("status=ended,ongong", "status", {"did_you_mean": "ended,ongoing"}),
        ("region=afrika", "region", {"did_you_mean": "africa"}),
        ("start_date=1993-13", "start_date", {}),
        ("start_date__gte=soon", "start_date__gte", {}),
        ("start_date__ge=1993", "start_date__ge", {"did_you_mean": "start_date__gte"}),
        ("active_on=0000", "active_on", {}),
        ("peak_personnel__gte=1e3", "peak_personnel__gte", {}),
        ("peak_personnel=99999999999999999999", "peak_personnel", {}),
        ("peak_personnel=many", "peak_personnel", {}),
        ("ordering=start", "ordering", {}),
        ("ordering=-peak_personel", "ordering", {"did_you_mean": "-peak_personnel"}),
        ("page_size=0", "page_size", {}),
        ("page_size=501", "page_size", {}),
        ("page_size=-1", "page_size", {}),
        ("page_size=ten", "page_size", {}),
        ("cursor=rubbish", "cursor", {}),
        ("cursor=W10", "cursor", {}),
        ("cursor=%00", "cursor", {}),
        ("q=%00", "q", {}),
        ("status=ended&status=ongoing", "status", {"did_you_mean": "ended,ongoing"}),
        ("format=cvs", "format", {}),
    ],
)
def test_a_mistake_is_refused_with_what_is_valid(client, query, parameter, expected):
    OrganizationFactory(slug="un")

    response = client.get(f"{URL}?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == 400
    assert body["type"].endswith("/problems/invalid-parameter")
    assert body["instance"] == f"{URL}?{query}"
    [error] = body["errors"]
    assert error["parameter"] == parameter
    assert error["message"]
    assert expected.items() <= error.items()
    meant = body["corrected_url"]
    assert meant is None or client.get(meant).status_code == 200


def test_every_mistake_is_told_at_once(client):
    body = client.get(f"{URL}?organisation=un&status=gone&ordering=x").json()

    assert [error["parameter"] for error in body["errors"]] == [
        "organisation",
        "ordering",
        "status",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("minusma", ["minusma"]),
        ("minusta", ["minustah"]),
        ("Cote d'Ivoire", ["unoci"]),
        ("côte d’ivoire", ["unoci"]),
        ("elections", ["untag"]),
        ("no such thing anywhere", []),
    ],
)
def test_words_find_missions(client, words, expected):
    from sources.search import refill

    MissionFactory(slug="minusma", acronym="MINUSMA", name="Mission in Mali")
    MissionFactory(slug="minustah", acronym="MINUSTAH", name="Mission in Haiti")
    MissionFactory(slug="unoci", acronym="UNOCI", name="Operation in Côte d'Ivoire")
    MissionFactory(
        slug="untag",
        acronym="UNTAG",
        name="Group",
        summary="It supervised an election.",
    )
    refill()

    found = slugs(client.get(URL, {"q": words}))

    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)
