"""The dearest questions that the grammar allows end in time, and no answer is a surprise:
200, 400 or 503, never 500; what is refused is refused cheaply and shortly."""

import http.client
import itertools
import string
import time

import pytest
from django.db import connection, transaction

from config.environment import LIMITS
from tests.live import site, to_be_read, url

LONGEST = int(LIMITS["statement_timeout"].removesuffix("s"))
QUICK = 3  # seconds: for what is refused, on a busy machine
FOUR = ["".join(letters) for letters in itertools.product("abcdefgh", repeat=4)]
TWO = [
    "".join(letters) for letters in itertools.product(string.ascii_lowercase, repeat=2)
]
API = "/api/v1/"


def many(values, number):
    return ",".join(itertools.islice(itertools.cycle(values), number))


@pytest.fixture(scope="module")
def address(django_db_setup):
    with site(DATABASE_URL=url(to_be_read()), RATE_LIMIT="0") as here:
        yield here.removeprefix("http://")


def asked(address, path):
    """Status, headers, bytes and seconds."""
    client = http.client.HTTPConnection(address, timeout=60)
    began = time.monotonic()
    try:
        client.request("GET", path)
        response = client.getresponse()
        return response, len(response.read()), time.monotonic() - began
    finally:
        client.close()


DEAR = {
    "every part of 500 missions": "missions/?page_size=500&include=mandates,assessments,"
    "principle_events,leaders,sources,host_periods,case_studies",
    "many days": f"missions/?start_date__gte={many(['1990', '1993-06', '2001-01-31'], 900)}",
    "many months": f"contributions/?month={many(['1993-06', '2014-03'], 900)}",
    "many numbers": f"contributions/?personnel__gte={many(map(str, range(1500)), 1500)}",
    "active on": f"missions/?active_on={many(map(str, range(1900, 2100)), 1500)}",
    "many words": "missions/?q=" + "+".join(TWO[:66]),
    "many words, any": "missions/?q=" + "+or+".join(TWO[:30]),
    "one long word": "missions/?q=" + "a" * 200,
    "wildcards": "missions/?q=" + "%25_" * 60,
    "every letter": "suggest/?q=e",
    "letters": "suggest/?q=" + "a+" * 99,
    "two dimensions": "contributions/?group_by=country,month&measure=avg",
    "two dimensions, sorted": "contributions/?group_by=mission,country&measure=max",
    "two dimensions of many": "missions/?group_by=task,host",
    "each order": "missions/?page_size=500&ordering=" + many(["name", "-name"], 900),
    "a whole table": "contributions/?format=csv",
    "a whole table packed": "contributions/?format=xlsx",
    "sources of all": "strengths/?page_size=500&include=source&mission__not=unficyp",
}
PAGES = {
    "search": "/search/?q=" + "+".join(TWO[:66]),
    "any": "/search/?q=" + "+or+".join(TWO[:30]),
    "a picture": "/missions/charts/timeline.png?organization=au",
    "a bibliography": "/cite/?url=/api/v1/missions/&format=bibtex",
    "compared": "/missions/compare/?missions=unficyp,untso,monusco,minusma",
}


@pytest.mark.parametrize("name", [*DEAR, *PAGES])
def test_a_dear_question_ends_in_time(address, name):
    path = API + DEAR[name] if name in DEAR else PAGES[name]
    response, _, seconds = asked(address, path)

    assert response.status in (200, 400, 503)
    assert seconds < LONGEST
    # Proxies take heads of some kilobytes, and clients lines of 64.
    assert sum(len(f"{k}: {v}") for k, v in response.getheaders()) < 6000


WRONG = {
    "codes": f"{API}missions/?acronym={many(FOUR, 1500)}",
    "codes of figures": f"{API}contributions/?mission__not={many(FOUR, 1500)}",
    "codes like ours": f"{API}strengths/?source="
    + ",".join(f"un-hub-resolution-{number}" for number in range(330)),
    "fields": f"{API}missions/?fields={many(FOUR, 1500)}",
    "orders": f"{API}missions/?ordering={many(FOUR, 1500)}",
    "groups": f"{API}missions/?group_by={many(FOUR, 1500)}",
    "names": f"{API}contributions/?" + "&".join(f"{name}=1" for name in FOUR[:900]),
    "names like ours": f"{API}missions/?"
    + "&".join(f"organ{name}=1" for name in TWO[:600]),
    "names of a page": "/missions/?" + "&".join(f"organ{name}=1" for name in TWO[:600]),
    "codes of a page": f"/missions/?host={many(FOUR, 1500)}",
    "compared": f"/missions/compare/?missions={many(FOUR, 1500)}",
    "cited": f"/cite/?url=/missions/%3Fhost%3D{many(FOUR, 1500)}",
    "a key": f"{API}missions/{'a' * 5000}/",
    "a page": f"/sources/{'un-hub-' * 500}/",
    "an address": f"{API}{'x-' * 2000}/",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_refused_cheaply(address, name):
    response, size, seconds = asked(address, WRONG[name])

    assert response.status in (400, 404)
    assert seconds < QUICK
    assert size < 64 * 1024  # nobody makes us send much by asking little


@pytest.mark.parametrize(
    "path",
    [
        *("/api/v1/missions/?q=peace", "/api/v1/contributions/?group_by=country,month"),
        *(
            "/api/v1/missions/?format=csv",
            "/missions/",
            "/search/?q=peace",
            "/countries/",
        ),
    ],
)
@pytest.mark.django_db
def test_a_statement_that_takes_too_long_is_503(client, path):
    """A query of which the database tires, in the middle of an answer."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1")
        with connection.execute_wrapper(slowly):
            response = client.get(path)
        transaction.set_rollback(True)

    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0


def slowly(execute, sql, params, many, context):
    """Every statement sleeps first, as on a machine that is too busy."""
    if sql.startswith("SELECT"):
        execute("SELECT pg_sleep(5)", None, False, context)
    return execute(sql, params, many, context)
