"""Heads and bodies that no honest client sends, to the real server."""

import gzip
import re
import time

import pytest

from config.serve import LONGEST_HEAD, SECONDS_FOR_A_HEAD
from tests.raw import GET, HOST, Head, asked, opened, sent


@pytest.fixture(scope="module", autouse=True)
def slow(alone):
    """A client that began a head when the others began, and never ends it."""
    with opened(alone) as connection:
        connection.sendall(GET + b"X-Slow: ")
        yield connection, time.monotonic()


@pytest.mark.parametrize(
    "head",
    [
        GET + HOST + b"X-Long: " + b"a" * 2 * LONGEST_HEAD + b"\r\n\r\n",
        GET + HOST + b"".join(b"X-%d: a\r\n" % n for n in range(2000)) + b"\r\n",
        b"GET /?" + b"a" * 2 * LONGEST_HEAD + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        GET + HOST + b"Cookie: " + b"a=b; " * LONGEST_HEAD + b"\r\n\r\n",
    ],
    ids=["one header", "many headers", "an address", "a cookie"],
)
def test_a_head_that_is_too_large_is_refused(alone, head):
    assert Head(sent(alone, head)).status in (414, 431)


@pytest.mark.parametrize(
    "path", [b"/missions/", b"/search/", b"/api/v1/missions/", b"/cite/"]
)
def test_a_query_that_is_too_long_is_refused_on_pages_too(alone, path):
    line = b"GET " + path + b"?q=" + b"a" * 8001 + b" HTTP/1.1\r\n"

    assert asked(alone, line=line).status == 414


BOMB = gzip.compress(bytes(50_000_000))


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Length: 99999999999\r\n", b"a" * 100_000),
        (b"Content-Length: 5\r\n", b""),
        (b"Transfer-Encoding: chunked\r\n", b"ffffff\r\n" + b"a" * 100_000),
        (b"Content-Encoding: gzip\r\nContent-Length: %d\r\n" % len(BOMB), BOMB),
        (
            b"Content-Type: multipart/form-data; boundary=a\r\nContent-Length: 9999\r\n",
            b"--a",
        ),
    ],
    ids=["large", "never sent", "without an end", "a bomb", "a form"],
)
@pytest.mark.parametrize("path", [b"/api/v1/missions/", b"/missions/"])
def test_a_body_is_refused_unread(alone, path, headers, body):
    began = time.monotonic()
    head = (
        b"POST "
        + path
        + b" HTTP/1.1\r\n"
        + HOST
        + headers
        + b"Connection: close\r\n\r\n"
    )

    assert Head(sent(alone, head + body)).status == 405
    assert time.monotonic() - began < 5


# After each of these, one reader may see another request where a second sees none.
SECOND = b"GET /api/v1/principles/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        b"Content-Length: 0\r\nContent-Length: 70\r\n\r\n",
        b"Content-Length: 0, 0\r\n\r\n",
        b"Content-Length: +0\r\n\r\n",
        b"Content-Length: 0x0\r\n\r\n",
        b"Content-Length : 0\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
        b"X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n0;a\nb\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        b"X: a\0b\r\n\r\n",
    ],
)
def test_no_second_request_can_be_smuggled(alone, framing):
    received = sent(
        alone, b"POST /api/v1/missions/ HTTP/1.1\r\n" + HOST + framing + SECOND
    )

    assert received.count(b"HTTP/1.1 ") == 1, received
    assert Head(received).status in (400, 405)


@pytest.mark.parametrize(
    "lines",
    [
        b"GET /missions/UNFICYP/ HTTP/1.1\r\nHost: evil.example\r\n",
        b"GET /missions/UNFICYP/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n",
        b"GET /missions/UNFICYP/ HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n",
        b"GET http://localhost/missions/UNFICYP/ HTTP/1.1\r\nHost: evil.example\r\n",
        b"GET /missions/UNFICYP/ HTTP/1.1\r\nHost: localhost@evil.example\r\n",
        b"GET /missions/UNFICYP/ HTTP/1.1\r\nHost: localhost:x@evil.example\r\n",
        b"GET /missions/UNFICYP/ HTTP/1.1\r\n",
        b"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n",
    ],
)
def test_another_host_is_refused(alone, lines):
    answer = Head(sent(alone, lines + b"Connection: close\r\n\r\n"))

    assert answer.status == 400
    assert b"evil.example" not in answer.body


@pytest.mark.parametrize(
    "path",
    [
        *(b"//evil.example/missions/unficyp", b"/\\evil.example/", b"//evil.example//"),
        *(b"/missions//evil.example", b"/http://evil.example/", b"/%2f%2fevil.example"),
        *(b"http://evil.example/missions/unficyp", b"/missions/UNFICYP/%0d%0aX:y/"),
        b"/missions/?fields=slug&q=//evil.example",
        b"/missions/compare/?missions=//evil.example&missions=b",
        b"/.//evil.example/missions",
    ],
)
def test_nobody_is_led_elsewhere(alone, path):
    answer = asked(alone, line=b"GET " + path + b" HTTP/1.1\r\n")
    target = answer.get("location", "/")

    assert answer.status < 500
    assert re.match(r"/(?![/\\])", target), target
    assert "x" not in answer


@pytest.mark.parametrize(
    "path",
    [
        *(b"/static/../config/settings.py", b"/static/%2e%2e/config/settings.py"),
        *(b"/static/..%2f..%2fsecret-key", b"/static/....//secret-key", b"/static/"),
        *(b"/static//etc/passwd", b"/static/%00", b"/static/.", b"/../../etc/passwd"),
        *(b"/static/..\\secret-key", b"/missions/charts/..%2f..%2f..%2fsecret-key.svg"),
        *(b"/missions/one/charts/%2e%2e%2fx.json", b"/data/../../var/secret-key"),
        *(b"/cite/?url=/../../etc/passwd", b"/api/v1/schema/?format=../../x"),
        *(b"/.git/config", b"/.env", b"/var/secret-key", b"/manage.py"),
    ],
)
def test_no_path_leads_out_of_the_site(alone, path):
    answer = asked(alone, line=b"GET " + path + b" HTTP/1.1\r\n")

    assert answer.status in (301, 400, 404)
    for secret in (b"SECRET_KEY", b"root:", b"[core]", b"DJANGO_SETTINGS_MODULE"):
        assert secret not in answer.body


@pytest.mark.parametrize(
    "query",
    [
        b"organization=..%2f..%2fx",
        b"q=a%0d%0aX:y",
        b"q=%22;filename=%22x.exe",
        b"q=%E2%80%AE",
    ],
)
def test_the_name_of_a_file_is_ours(alone, query):
    line = b"GET /api/v1/missions/?format=csv&" + query + b" HTTP/1.1\r\n"
    answer = asked(alone, line=line)

    assert "x" not in answer
    if answer.status == 200:
        assert re.fullmatch(
            r'attachment; filename="[A-Za-z0-9._-]+\.csv"',
            answer["content-disposition"],
        )


def test_http_2_is_no_way_around(alone):
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

    assert not sent(alone, preface).startswith(b"\0")


def test_a_head_that_never_ends_is_closed(slow):
    connection, began = slow
    connection.settimeout(SECONDS_FOR_A_HEAD + 10)
    while connection.recv(1000):
        pass

    assert time.monotonic() - began < SECONDS_FOR_A_HEAD + 10
