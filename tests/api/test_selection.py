"""`fields` and `include`."""

import pytest

from config.api import RESOURCES
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission(db):
    mission = factories.MissionFactory(slug="one")
    factories.MissionAliasFactory(mission=mission, name="Une")
    mandate = factories.MandateFactory(mission=mission, symbol="S/RES/1 (2000)")
    factories.MandateCeilingFactory(mandate=mandate, component="military-observers")
    mission.citations.create(position=0, source=factories.SourceFactory(slug="book"))
    return mission


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fields=name,slug", {"name": "Mission", "slug": "one"}),
        (
            "fields=slug,mandates.symbol",
            {"slug": "one", "mandates": [{"symbol": "S/RES/1 (2000)"}]},
        ),
        (
            "fields=mandates.ceilings.military_observers,aliases",
            {
                "mandates": [{"ceilings": {"military_observers": 100}}],
                "aliases": [{"name": "Une", "language": "fr"}],
            },
        ),
        ("fields=slug&include=absent", {"slug": "one", "absent": "some"}),
        ("fields=sources.source", {"sources": [{"source": "book"}]}),
    ],
)
@pytest.mark.parametrize("path", ["missions/", "missions/one/"])
def test_fields_are_the_ones_asked_for_in_their_order(
    client, mission, path, query, expected
):
    mission.name = "Mission"
    mission.save()

    body = client.get(f"/api/v1/{path}?{query}").json()

    row = body["results"][0] if "results" in body else body
    row.pop("meta", None)
    if "absent" in row:
        row["absent"] = "some"
    assert row == expected
    assert list(row) == list(expected)


def test_include_adds_to_a_row(client, mission):
    plain = client.get("/api/v1/missions/").json()["results"][0]
    more = client.get("/api/v1/missions/?include=mandates,hosts").json()["results"][0]

    assert more.keys() - plain.keys() == {"mandates", "host_periods"}
    assert {name: more[name] for name in plain} == plain


def test_include_gives_the_source_of_a_figure(client):
    factories.StrengthFactory(source=factories.SourceFactory(slug="ipi", title="IPI"))

    [row] = client.get("/api/v1/strengths/?include=sources").json()["results"]

    assert row["source"] == row["sources"]["slug"] == "ipi"
    assert row["sources"]["title"] == "IPI"
    assert "sources" not in client.get("/api/v1/strengths/").json()["results"][0]


@pytest.mark.parametrize(
    ("query", "parameter", "better"),
    [
        ("fields=slug,nmae", "fields", "slug,name"),
        ("fields=mandates.symbl", "fields", "mandates.symbol"),
        ("fields=slug.name", "fields", None),
        ("include=mandats", "include", "mandates"),
        ("include=slug", "include", None),
    ],
)
def test_a_mistaken_field_is_refused(client, mission, query, parameter, better):
    for path in ("missions/", "missions/one/"):
        response = client.get(f"/api/v1/{path}?{query}")

        assert response.status_code == 400
        [mistake] = response.json()["errors"]
        assert mistake["parameter"] == parameter
        assert mistake["allowed"]
        if better:
            assert mistake["did_you_mean"] == better
            assert client.get(response.json()["corrected_url"]).status_code == 200


def test_fewer_fields_cost_fewer_queries(client, mission, count_queries):
    everything = ",".join(MISSION_FIELDS)

    # State, count, rows; a row fetches organizations and hosts as well, after none of it
    # was found stored.
    assert count_queries("/api/v1/missions/?fields=slug,name") == 3
    assert count_queries("/api/v1/missions/") == 6
    assert count_queries(f"/api/v1/missions/?fields={everything}") <= 30
    assert count_queries("/api/v1/missions/one/?fields=name") == 2


MISSION_FIELDS = [
    "slug",
    "mandates",
    "assessments",
    "principle_events",
    "sources",
    "codes",
]


@pytest.mark.parametrize("name", RESOURCES)
def test_everything_that_can_be_included_costs_the_same_for_ten_rows(
    client, name, count_queries
):
    from tests.test_query_counts import fill

    selection = selection_of(client, name)
    include = f"?include={','.join(selection)}" if selection else ""
    url = f"/api/v1/{name}/{include}"
    factories.DataStateFactory()
    fill(name, 1)
    count_queries(url)
    one = count_queries(url)

    fill(name, 2 if name == "principles" else 9, first=1)

    assert count_queries(url) == one


def selection_of(client, name):
    """What may be included, as the error says it."""
    body = client.get(f"/api/v1/{name}/?include=-").json()
    return body["errors"][0].get("allowed", [])
