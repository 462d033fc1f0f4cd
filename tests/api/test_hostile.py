"""Whatever a client sends, the answer is clear and is not ours to blame."""

import pytest

from config.api import RESOURCES
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/missions/"


def is_problem(response, *statuses):
    assert response.status_code in (statuses or (400,)), response.content[:300]
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= body.keys()
    assert body["status"] == response.status_code
    return body


@pytest.mark.parametrize(
    "query",
    [
        "organization=%00",
        "host=%00",
        "q=a%00b",
        "fields=%00",
        "ordering=%00",
        "group_by=%00",
        "cursor=%00",
        "format=%00",
        "%00=1",
        "organization=%ED%A0%80",
        "%ED%A0%80=1",
        "organization=%FF%FE",
        "start_date=0000",
        "start_date=10000",
        "start_date=0000-01-01",
        "start_date=2000-02-30",
        "start_date=1e3",
        "start_date=2000-1-1",
        "start_date=%D9%A1%D9%A9%D9%A4%D9%A8",
        "peak_personnel=9223372036854775808",
        "peak_personnel=-99999999999999999999999",
        "peak_personnel=1.5",
        "peak_personnel=%D9%A1",
        "peak_personnel=NaN",
        "page_size=-1",
        "page_size=0",
        "page_size=1e2",
        "page_size=99999999999999999999",
        "page_size=",
        "page_size=%D9%A1",
        "end_date__isnull=yes",
        "end_date__isnull=",
        "cursor=!!!!",
        "cursor=AAAA",
        "organization=un&organization=au",
        "q=" + "a" * 201,
        *("q=%20", "q=%09", "q=+%20+", "q=%C2%A0"),
        "ordering=name,,bad",
        "peak_personnel=" + "0" * 4500,
        "peak_personnel=00000000000999999999999",
        "peak_personnel=1,000",
        "page_size=00001" + "9" * 30,
        "page_size=0000110000",
        "organization=",
        "q=",
        "group_by=",
        "group_by=,",
        "fields=,",
        "measure=",
    ],
)
def test_a_wrong_value_is_a_clear_400(client, query):
    factories.OrganizationFactory(slug="un")

    body = is_problem(client.get(f"{URL}?{query}"))

    assert body["errors"]
    assert "corrected_url" in body


@pytest.mark.parametrize(
    "query",
    [
        "q=%ED%A0%80",
        "q=%27%3B%20DROP%20TABLE%20missions_mission%3B--",
        "q=%25%25%25",
        "q=%22unclosed",
        "q=%28%29%26%7C%21%3A%2A",
        "q=%5C",
        "q=%F0%9F%95%8A",
        "q=" + "or " * 60,
        "ordering=name,-name,name",
        "fields=slug,slug",
    ],
)
def test_an_odd_question_is_answered(client, query):
    factories.MissionFactory()

    assert client.get(f"{URL}?{query}").status_code == 200
    if query.startswith("q="):
        assert client.get(f"/api/v1/suggest/?{query}").status_code == 200


@pytest.mark.parametrize("size", [8001, 100_000])
def test_a_query_that_is_too_long_is_refused(client, size):
    is_problem(client.get(f"{URL}?q={'a' * size}"), 414)


def test_a_thousand_parameters_are_refused(client):
    query = "&".join(f"a{number}=" for number in range(1200))

    is_problem(client.get(f"{URL}?{query}"))


@pytest.mark.parametrize(
    "path",
    [
        *("%00", "%2e%2e%2f", "a%2Fb", "%ED%A0%80", "x" * 3000, "..%5c"),
        *("one%00", "%27%20OR%201=1", "<script>"),
    ],
)
def test_an_odd_key_leads_nowhere(client, path):
    factories.MissionFactory(slug="one")

    is_problem(client.get(f"{URL}{path}/"), 404)


@pytest.mark.parametrize("name", RESOURCES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, name, method):
    response = getattr(client, method)(f"/api/v1/{name}/", "{}", "application/json")

    is_problem(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1]"])
@pytest.mark.parametrize("path", [URL, "/api/v1/", "/api/nothing", "/missions/"])
def test_another_host_is_refused(client, host, path):
    response = client.get(path, headers={"Host": host})

    assert response.status_code == 400
    if path.startswith("/api/"):
        is_problem(response)


@pytest.mark.parametrize("path", ["/api", "/api/v1", "/api/v2/missions/", "/api/x"])
def test_an_unknown_path_is_404_or_the_right_one(client, path):
    response = client.get(path)

    if response.status_code != 301:
        is_problem(response, 404)


def test_a_head_request_has_the_headers_and_no_body(client):
    factories.DataStateFactory()
    factories.MissionFactory()

    for query in ("", "?format=csv", "?format=xlsx"):
        response = client.head(f"{URL}{query}")

        assert response.status_code == 200
        assert response["ETag"]
        assert b"".join(response.streaming_content if response.streaming else []) == b""


@pytest.mark.parametrize("form", ["json", "csv", "jsonl", "xlsx", "parquet", "XLSX"])
@pytest.mark.parametrize("path", ["missions/", "missions/one/", "strengths/"])
def test_a_browser_may_ask_before_it_asks_for_any_format(client, path, form):
    factories.MissionFactory(slug="one")

    response = client.options(f"/api/v1/{path}?format={form}")

    assert response.status_code in (204, 400)  # a record has no XLSX
    assert response["Access-Control-Allow-Origin"] == "*"
