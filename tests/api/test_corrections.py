"""The corrected address asks what was probably meant, or there is none."""

import pytest

from tests.factories import CountryFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def codes():
    for slug in ("un", "au"):
        OrganizationFactory(slug=slug)
    for iso3 in ("MLI", "MLT"):
        CountryFactory(iso3=iso3)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("organisation=un", "organization=un"),
        ("organization=un&chapter=viii,vi", None),
        ("host=mlx,mli", "host=mlt,mli"),
        ("organization=unn,auu", "organization=un,au"),
        ("ordering=name,-strat_date", "ordering=name,-start_date"),
        ("fields=slug,acronyme", "fields=slug,acronym"),
        ("group_by=regionn,organization", "group_by=region,organization"),
        ("page_size=1000", "page_size=500"),
        ("organization=&status=ended", "status=ended"),
        ("organization=un&organization=au", "organization=un,au"),
    ],
)
def test_what_can_be_mended_is(client, asked, meant):
    answer = client.get(f"/api/v1/missions/?{asked}")
    if meant is None:
        assert answer.status_code == 200
        return
    corrected = answer.json()["corrected_url"]

    assert answer.status_code == 400
    assert corrected.endswith(f"/api/v1/missions/?{meant}")
    assert client.get(corrected).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "organization__gte=un",  # not `organization__not`, which is the opposite
        "active_on=1993-13",
        "organization=xyzxyz",
        "page_size=1,2",
        "start_date__not=1",
        "nothing_like_it=1",
    ],
)
def test_without_the_filter_it_would_be_another_question(client, asked):
    body = client.get(f"/api/v1/missions/?{asked}").json()

    assert body["status"] == 400
    assert body["corrected_url"] is None


def test_a_form_may_leave_fields_empty(client):
    assert client.get("/missions/?organization=&q=").status_code == 200
    to_the_api = client.get("/missions/?organization=&status=ended&format=csv")
    assert to_the_api["Location"] == "/api/v1/missions/?status=ended&format=csv"


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/api/v1/mission/", "/api/v1/missions/"),
        ("/api/v1/organisations/", "/api/v1/organizations/"),
        ("/api/v1/countrys/MLI/", "/api/v1/countries/"),
    ],
)
def test_an_unknown_path_names_the_nearest(client, path, near):
    body = client.get(path).json()

    assert body["status"] == 404
    assert body["did_you_mean"] == f"http://testserver{near}"


@pytest.mark.parametrize("path", ["/api/", "/api/v1/docs/"])
def test_pages_under_the_api_have_its_errors(client, path):
    for answer, status in ((client.get(f"{path}?x=1"), 400), (client.post(path), 405)):
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("application/json;q=0.1, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("text/csv;q=0.1, application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/csv;q=high", "text/csv; charset=utf-8"),
    ],
)
def test_weights_of_accept_count(client, accept, answer):
    found = client.get("/api/v1/missions/", headers={"Accept": accept})

    assert found["Content-Type"] == answer


def test_what_weighs_nothing_is_refused(client):
    headers = {"Accept": "application/json;q=0"}

    assert client.get("/api/v1/missions/", headers=headers).status_code == 406
