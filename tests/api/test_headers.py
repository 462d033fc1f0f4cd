"""What answers carry: caching, who may read, how many requests are left."""

import datetime

import pytest
from django.utils.http import http_date

from api.middleware import counter
from api.throttling import Counter
from sources.models import DataState
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/missions/"


@pytest.fixture
def state(db):
    return factories.DataStateFactory(
        changed_at=datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)
    )


@pytest.mark.parametrize(
    "path",
    [
        *("", "missions/", "missions/one/", "missions/?format=csv", "suggest/?q=a"),
        *("missions/?group_by=status", "missions/one/?format=bibtex", "schema/"),
    ],
)
def test_every_good_answer_can_be_kept_and_asked_for_again(client, state, path):
    factories.MissionFactory(slug="one")

    response = client.get(f"/api/v1/{path}")
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": response["ETag"]})

    assert response.status_code == 200
    assert response["Last-Modified"]
    assert response["Cache-Control"] == (
        "public, max-age=300, stale-while-revalidate=86400"
    )
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == response["ETag"]


def test_an_unchanged_answer_costs_one_query(client, state, django_assert_num_queries):
    tag = client.get(URL)["ETag"]

    with django_assert_num_queries(1):
        assert client.get(URL, headers={"If-None-Match": tag}).status_code == 304


def test_a_tag_of_another_question_is_no_answer_to_this_one(client, state):
    tag = client.get(URL)["ETag"]

    for path, headers in (
        (f"{URL}?page_size=7", {}),
        (URL, {"Accept": "text/csv"}),
        ("/api/v1/countries/", {}),
    ):
        response = client.get(path, headers={**headers, "If-None-Match": tag})
        assert response.status_code == 200
    listed = f'"other", {tag}'
    assert client.get(URL, headers={"If-None-Match": listed}).status_code == 304
    assert client.get(URL, headers={"If-None-Match": "*"}).status_code == 304
    wrong = client.get(f"{URL}?x=1", headers={"If-None-Match": "*"})
    assert wrong.status_code == 400


def test_a_new_state_of_the_data_has_new_tags(client, state):
    tag = client.get(URL)["ETag"]

    DataState.objects.update(digest="1" * 64)

    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 200


def test_the_day_counts_because_missions_end_without_a_load(client, state, monkeypatch):
    tag = client.get(URL)["ETag"]

    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    monkeypatch.setattr("api.state.today", lambda: tomorrow)

    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 200


def test_if_modified_since(client, state):
    changed = client.get(URL)["Last-Modified"]
    long_ago = http_date(datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).timestamp())

    def status(since, path=URL, **more):
        headers = {"If-Modified-Since": since, **more}
        return client.get(path, headers=headers).status_code

    assert status(changed) == 304
    assert status(long_ago) == 200
    assert status("yesterday") == 200
    assert status(changed, **{"If-None-Match": '"another"'}) == 200
    assert status(changed, f"{URL}?organisation=un") == 400


def test_links(client, state):
    for number in range(3):
        factories.MissionFactory(slug=f"m{number}")

    first = client.get(f"{URL}?page_size=1")
    second = client.get(first.json()["next"])

    assert f'<{first.json()["next"]}>; rel="next"' in first["Link"]
    assert 'rel="prev"' not in first["Link"]
    assert 'rel="prev"' in second["Link"]
    assert f'<http://testserver{URL}?page_size=1>; rel="first"' in second["Link"]
    assert "describedby" in second["Link"]


@pytest.mark.parametrize(
    "path", ["/api/v1/", URL, "/api/v1/nothing/", f"{URL}?x=1", f"{URL}?format=csv"]
)
def test_any_page_may_read_everything_also_errors(client, path):
    response = client.get(path)

    assert response["Access-Control-Allow-Origin"] == "*"
    for name in ("ETag", "Link", "RateLimit-Remaining", "Content-Disposition"):
        assert name in response["Access-Control-Expose-Headers"]
    assert {"Accept", "Accept-Encoding"} <= set(response["Vary"].split(", "))


def test_a_browser_may_ask_before_it_sends_a_header(client):
    response = client.options(
        URL,
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )

    assert response.status_code == 204
    assert "GET" in response["Access-Control-Allow-Methods"]
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.fixture
def limited(settings, tmp_path):
    settings.RATE_LIMIT = 3
    settings.VAR_DIR = tmp_path
    counter.cache_clear()
    yield
    counter.cache_clear()


def test_too_many_requests_are_429(client, limited):
    left = [client.get(URL)["RateLimit-Remaining"] for _ in range(3)]
    refused = client.get(URL)

    assert left == ["2", "1", "0"]
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["RateLimit-Limit"] == "3"
    assert client.get(URL, REMOTE_ADDR="10.0.0.2").status_code == 200
    assert client.get("/missions/").status_code == 429  # pages cost us as much


def test_no_limit_no_headers(client, settings):
    settings.RATE_LIMIT = 0

    assert "RateLimit-Limit" not in client.get(URL)


def test_two_processes_count_together(tmp_path):
    first, second = Counter(tmp_path / "requests"), Counter(tmp_path / "requests")

    assert first.add("a", now=120.0) == (1, 60)
    assert second.add("a", now=130.5) == (2, 50)
    assert first.add("b", now=131) == (1, 49)
    assert first.add("a", now=180) == (1, 60)


def test_a_page_of_the_reference_takes_nothing_from_elsewhere(client):
    text = client.get("/api/v1/docs/").content.decode()

    assert "swagger-ui-bundle" in text
    assert "//" not in text.replace("http://testserver", "").replace("<!doctype", "")
