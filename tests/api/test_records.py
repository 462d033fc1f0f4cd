"""Records of the API and its errors."""

import pytest
from django.db import OperationalError

from config.api import router
from tests.factories import MissionFactory

pytestmark = pytest.mark.django_db


def test_a_record_has_the_shape_of_the_contract(client):
    MissionFactory(slug="one")

    body = client.get("/api/v1/missions/one/").json()

    for name in (
        *("aliases", "lead_organizations", "partner_organizations", "host_periods"),
        *("theatre", "authorised_on", "legal_basis", "headquarters", "mandates"),
        *("leaders", "assessments", "principle_events", "predecessors", "successors"),
        *("case_studies", "codes", "outcome", "absent", "sources", "updated_on"),
    ):
        assert name in body
    assert set(body["codes"]) == {"ucdp_conflicts", "gw", "wikidata"}


def test_an_absent_value_says_why(client):
    mission = MissionFactory(slug="one")
    mission.absences.create(field="outcome", reason="disputed")

    assert client.get("/api/v1/missions/one/").json()["absent"] == {
        "outcome": "disputed",
        "peak_personnel": "not-researched",
        "fatalities": "not-researched",
    }


def test_an_unknown_slug_names_the_nearest(client):
    MissionFactory(slug="minusma")

    response = client.get("/api/v1/missions/minusam/")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["did_you_mean"] == "minusma"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing/", 404),
        ("get", "/api/nothing", 404),
        ("get", "/api/v1/missions/x%00y/", 404),
        ("post", "/api/v1/missions/", 405),
        ("delete", "/api/v1/missions/one/", 405),
        ("get", "/api/v1/missions/one/?include=all", 400),
        ("get", "/api/v1/?x=1", 400),
    ],
)
def test_every_error_is_problem_details(client, method, path, status):
    MissionFactory(slug="one")

    response = getattr(client, method)(path)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "instance"} <= response.json().keys()


def test_a_missing_database_is_503(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr("api.viewsets.paginate", away)

    response = client.get("/api/v1/missions/")

    assert response.status_code == 503
    assert response["Retry-After"]
    assert response["Content-Type"] == "application/problem+json"


def test_the_root_lists_resources_with_counts(client):
    MissionFactory()

    resources = client.get("/api/v1/").json()["resources"]

    assert [resource["name"] for resource in resources] == [
        name for name, *_ in router.registry
    ]
    assert resources[0]["count"] == 1
    assert client.get(resources[0]["url"]).status_code == 200


def test_a_browser_gets_indented_json(client):
    assert (
        b'\n  "count"'
        in client.get(
            "/api/v1/missions/", headers={"Accept": "text/html,*/*;q=0.8"}
        ).content
    )
    assert b"\n" not in client.get("/api/v1/missions/").content
