"""A list that goes past Django's layers is the list that Django gives."""

import pytest
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, close_old_connections
from django.test import RequestFactory

from api.short import MOST, Short
from config.kept import requests_left
from sources import stored

pytestmark = pytest.mark.usefixtures("db", "with_answers")
GOOD = [
    *("missions/?page_size=3", "missions/?organization=un&ordering=-peak_personnel"),
    *("missions/?start_date__gte=1990", "missions/?q=force", "sources/?page_size=1"),
    *("glossary/?q=mandate", "countries/?format=csv", "missions/?fields=slug"),
]
WRONG = ["missions/?nonsense=1", "mandates/?page_size=0", "countries/?cursor=wrong"]


@pytest.fixture(scope="module")
def with_answers(loaded, django_db_blocker):
    with django_db_blocker.unblock():
        stored.refill()
    return loaded


class Django:
    """Django's own application, which counts what it is asked."""

    def __init__(self):
        self.asked, self.handler = 0, WSGIHandler()

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.handler(environ, start_response)


def get(application, url, **environ):
    """Status, headers and body."""
    told = []
    response = application(
        RequestFactory().get(url, **environ).environ, lambda *args: told.append(args)
    )
    body = b"".join(response)
    [(status, headers)] = told
    return status, {name.lower(): str(value) for name, value in headers}, body


def without_what_is_left(answer):
    status, headers, body = answer
    kept = {n: v for n, v in headers.items() if not n.startswith("ratelimit-")}
    return status, kept, body


@pytest.fixture
def django():
    # The connection is that of the test's transaction, as with Django's own client.
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield Django()
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def short(django):
    return Short(django, requests_left)


@pytest.mark.parametrize("query", [*GOOD, *WRONG])
def test_the_answer_is_djangos(short, django, query):
    url = f"/api/v1/{query}"
    get(short, url.partition("?")[0])

    mine, theirs = get(short, url), get(django, url)

    assert mine[0] == ("400 Bad Request" if query in WRONG else "200 OK")
    assert without_what_is_left(mine) == without_what_is_left(theirs)


def test_django_is_asked_once_for_an_address(short, django):
    for size in range(1, 6):
        assert get(short, f"/api/v1/missions/?page_size={size}")[0] == "200 OK"

    assert django.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        *({"HTTP_HOST": "localhost:1"}, {"HTTP_ACCEPT": "application/json"}),
        *({"HTTP_ACCEPT_ENCODING": "gzip"}, {"wsgi.url_scheme": "https"}),
        {"HTTP_IF_MODIFIED_SINCE": "Fri, 27 Nov 2026 00:00:00 GMT"},
    ],
)
def test_what_is_asked_in_another_way_is_djangos(short, django, other):
    get(short, "/api/v1/missions/")

    get(short, "/api/v1/missions/?page_size=2", **other)

    assert django.asked == 2


def test_a_host_that_is_not_ours_is_refused(short, settings):
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    get(short, "/api/v1/missions/")

    answer = get(short, "/api/v1/missions/?page_size=2", HTTP_HOST="evil.example")

    assert answer[0] == "400 Bad Request"


def test_what_a_failure_means_is_said_by_django(short, django, monkeypatch):
    get(short, "/api/v1/missions/")

    asked = []

    def slow(view, request):
        asked.append(request)
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr("api.viewsets.quick_list", slow)
    status, _, _ = get(short, "/api/v1/missions/?page_size=2")

    assert status == "503 Service Unavailable"
    assert (len(asked), django.asked) == (1, 2)  # who has waited once waits no longer


def test_each_request_is_counted_once(short, settings):
    settings.RATE_LIMIT = 1000
    left = []
    for query in ("page_size=1", "page_size=2", "nonsense=1", "format=csv", "q=x"):
        url = f"/api/v1/missions/?{query}"
        _, headers, _ = get(short, url, REMOTE_ADDR="192.0.2.77")
        left.append(int(headers["ratelimit-remaining"]))

    assert left == list(range(left[0], left[0] - 5, -1))


def test_who_asked_too_much_is_refused(short, settings):
    get(short, "/api/v1/missions/")
    settings.RATE_LIMIT = 2
    for _ in range(2):
        get(short, "/api/v1/missions/?page_size=1", REMOTE_ADDR="192.0.2.78")

    status, headers, _ = get(
        short, "/api/v1/missions/?page_size=1", REMOTE_ADDR="192.0.2.78"
    )

    assert status == "429 Too Many Requests"
    assert headers["ratelimit-remaining"] == "0"


def test_not_more_addresses_are_known_than_there_is_room_for(short):
    for port in range(1, MOST + 10):
        get(short, "/api/v1/principles/", HTTP_HOST=f"localhost:{port}")

    assert len(short.known) < MOST
