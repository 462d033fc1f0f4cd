"""Each client has its limit, wherever it says that it comes from: the real server, over
its own socket, and behind proxies that it trusts and that it does not."""

import itertools
import os
import re

import pytest

from tests.config.conftest import LIMIT
from tests.live import site, to_be_read, url
from tests.raw import SOURCES, asked

# Networks of documentation, others in each run, as a client is remembered for a minute.
CLIENTS = (f"2001:db8:{os.getpid() % 65536:x}:{n:x}::1" for n in itertools.count(1))


@pytest.fixture(scope="module")
def behind(django_db_setup):
    """The site behind a proxy on this machine and one in a network of its own."""
    with site(
        DATABASE_URL=url(to_be_read()),
        RATE_LIMIT=str(LIMIT),
        TRUSTED_PROXIES="127.0.0.1,10.0.0.0/8",
    ) as address:
        yield address


def until_refused(address, headers, source=None, times=2 * LIMIT + 1):
    """Statuses of so many questions: more than two minutes allow, so that the end of a
    minute between them changes nothing."""
    answers = [
        asked(address, *headers(number), source=source) for number in range(times)
    ]
    return answers, 429 in {answer.status for answer in answers}


def test_a_client_has_its_limit_whatever_it_claims(alone):
    source = next(SOURCES)
    answers, refused = until_refused(
        alone,
        lambda n: (
            f"X-Forwarded-For: {next(CLIENTS)}",
            f"X_Forwarded_For: {next(CLIENTS)}",
            f"X-Real-IP: {next(CLIENTS)}",
            f"Forwarded: for=192.0.2.{n}",
        ),
        source,
    )

    assert refused
    [last] = [answer for answer in answers if answer.status == 429][-1:]
    assert last["content-type"] == "application/problem+json"
    assert last["ratelimit-limit"] == str(LIMIT)
    assert last["ratelimit-remaining"] == "0"
    assert 0 < int(last["retry-after"]) <= 60
    assert last["ratelimit-reset"] == last["retry-after"]
    assert asked(alone).status == 200  # another address


@pytest.mark.parametrize(
    "path", [b"/missions/", b"/missions/charts/map.svg", b"/nothing"]
)
def test_pages_and_pictures_have_the_same_limit(alone, path):
    line = b"GET " + path + b" HTTP/1.1\r\n"
    source = next(SOURCES)
    answers = [asked(alone, source=source, line=line) for _ in range(2 * LIMIT + 1)]

    assert 429 in {answer.status for answer in answers}
    assert answers[0].status in (200, 404)
    assert answers[0]["ratelimit-remaining"] == str(LIMIT - 1)


def test_what_is_not_trusted_changes_nothing(alone):
    plain = asked(alone)
    forged = asked(
        alone,
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Port: 444",
        "X-Forwarded-For: 127.0.0.1",
        "Forwarded: host=evil.example;proto=https",
    )

    assert forged.body == plain.body
    assert b"http://localhost/api/v1/" in plain.body
    changing = ("date", "x-request-id", "ratelimit-reset")
    assert {k: v for k, v in forged.items() if k not in changing} == {
        k: v for k, v in plain.items() if k not in changing
    }


def test_behind_a_proxy_each_client_has_its_own_limit(behind):
    _, refused = until_refused(
        behind, lambda n: (f"X-Forwarded-For: {next(CLIENTS)}",), "127.0.0.1"
    )

    assert not refused


@pytest.mark.parametrize(
    "forged",
    [
        "X-Forwarded-For: {other}, {client}",
        "X-Forwarded-For: 127.0.0.1, {other}, {client}",
        "X-Forwarded-For: {other},{client}, 10.1.2.3",
        "X-Forwarded-For: {other}\r\nX-Forwarded-For: {client}",
        "X-Forwarded-For: x, , {other}, {client}, 10.0.0.1, 10.9.9.9",
    ],
)
def test_a_client_cannot_forge_what_stands_before_its_address(behind, forged):
    client = next(CLIENTS)
    _, refused = until_refused(
        behind,
        lambda n: (forged.format(other=next(CLIENTS), client=client),),
        "127.0.0.1",
    )

    assert refused


def test_who_comes_past_the_proxy_is_not_believed(behind):
    _, refused = until_refused(
        behind, lambda n: (f"X-Forwarded-For: {next(CLIENTS)}",), next(SOURCES)
    )

    assert refused


def test_another_address_of_the_same_network_is_the_same_client(behind):
    network = next(CLIENTS).removesuffix("::1")
    _, refused = until_refused(
        behind, lambda n: (f"X-Forwarded-For: {network}:{n:x}:a:b:c",), "127.0.0.1"
    )

    assert refused


def test_only_the_scheme_is_taken_from_a_trusted_proxy(behind):
    def links(*headers, source="127.0.0.1"):
        client = f"X-Forwarded-For: {next(CLIENTS)}"
        answer = asked(behind, client, *headers, source=source)
        assert answer.status == 200
        return set(re.findall(rb'"url":"(https?://[^/]+)', answer.body))

    https = ("X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example")
    assert links(*https) == {b"https://localhost"}
    assert links() == {b"http://localhost"}
    assert links("X-Forwarded-Proto: javascript") == {b"http://localhost"}
    assert links(*https, source=next(SOURCES)) == {b"http://localhost"}
