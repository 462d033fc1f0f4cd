"""nginx as `deploy/nginx` has it, in front of an origin that shows what it is sent."""

import concurrent.futures
import json
import shutil
import socket
from contextlib import ExitStack

import pytest

from bench.front import front
from bench.processes import free_port
from tests.nginx import needed, told, unbuffered
from tests.production import HOST, ask
from tests.recorder import GOOD, Recorder
from tests.waiting import wait_for

pytestmark = needed


@pytest.fixture
def before(tmp_path):
    """A function that puts an nginx of its own before an origin."""
    with ExitStack() as stack:
        yield lambda *origins: stack.enter_context(
            front(tmp_path, free_port(), origins, changed=unbuffered)
        )


def raw(port, sent, until=None):
    """What is answered to these bytes, until the connection is closed or these come."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        heard = b""
        while not (until and until in heard) and (part := connection.recv(65536)):
            heard += part
        return heard


HEAD = f"Host: {HOST}\r\n".encode()


@pytest.mark.parametrize(
    "smuggled",
    [
        pytest.param(
            b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 6\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
            id="CL.TE",
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n"
            b"Content-Length: 4\r\n\r\n12\r\nGET /evil HTTP/1.1\r\n\r\n0\r\n\r\n",
            id="TE.CL",
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: xchunked\r\n\r\n"
            b"0\r\n\r\n",
            id="TE of another kind",
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n"
            b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
            id="TE twice",
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\n" + HEAD + b"Content-Length: 1\r\n"
            b"Content-Length: 2\r\n\r\nab",
            id="CL twice",
        ),
        pytest.param(
            b"POST / HTTP/1.0\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
            b"0\r\n\r\n",
            id="TE in HTTP/1.0",
        ),
        pytest.param(b"GET / HTTP/1.1\r\n" + HEAD + HEAD + b"\r\n", id="Host twice"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="no Host"),
    ],
)
def test_a_request_that_can_be_read_in_two_ways_is_refused(before, smuggled):
    with Recorder() as origin:
        heard = raw(before(origin.port).port, smuggled)

    assert heard.split()[1] in (b"400", b"501")
    assert heard.count(b"HTTP/1.1 ") == 1
    assert origin.heads == []


def test_nothing_but_the_head_goes_to_the_origin_and_no_header_that_could_mislead(
    before,
):
    body = b"GET /evil HTTP/1.1\r\nHost: x\r\n\r\n"
    with Recorder() as origin:
        heard = raw(
            before(origin.port).port,
            b"POST /a//b/../c?d HTTP/1.1\r\n" + HEAD + b"Content-Length: 31\r\n"
            b"X_Forwarded_For: 6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil\r\nCookie: a=b\r\n"
            b"Authorization: Basic eA==\r\nProxy: x\r\nTE: trailers\r\nTrailer: x\r\n"
            b"Upgrade: h2c\r\nConnection: close, X-Request-ID, Host\r\n\r\n" + body,
        )
        wait_for(lambda: origin.heads, "what was passed on")

    assert len(body) == 31
    assert heard.startswith(b"HTTP/1.1 200")
    [head] = origin.heads
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    assert first == b"POST /a//b/../c?d HTTP/1.1"
    names = {line.partition(b":")[0].lower() for line in lines}
    assert names <= {
        *(b"host", b"x-request-id", b"x-forwarded-for", b"x-forwarded-proto"),
        *(b"trailer", b"content-type"),
    }
    assert b"X-Forwarded-For: 127.0.0.1" in lines


def test_a_body_that_is_too_large_is_refused(before):
    with Recorder() as origin:
        port = before(origin.port).port
        sent = b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 20000\r\n\r\n"
        heard = raw(port, sent, until=b"\r\n\r\n")

    assert heard.startswith(b"HTTP/1.1 413")
    assert origin.heads == []


def test_many_who_ask_for_the_same_at_once_ask_the_origin_once(before):
    with Recorder() as origin:
        port = before(origin.port).port
        origin.may_answer.clear()
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            asked = [pool.submit(ask, port, "/missions/") for _ in range(12)]
            origin.may_answer.set()
            bodies = {asking.result()[1] for asking in asked}
        wait_for(lambda: origin.heads, "the one request")

    assert bodies == {b"yes"}
    assert len(origin.heads) == 1


def test_an_answer_that_varies_by_something_else_is_not_kept(before):
    with Recorder(GOOD.replace(b"\r\n\r\n", b"\r\nVary: Cookie\r\n\r\n")) as origin:
        port = before(origin.port).port
        for _ in range(2):
            assert ask(port, "/missions/")[1] == b"yes"
        wait_for(lambda: len(origin.heads) == 2, "two requests")


def test_while_the_origin_is_away_what_was_kept_is_given_and_the_rest_says_when(before):
    with Recorder(GOOD.replace(b"60", b"1")) as origin:
        nginx = before(origin.port)
        assert ask(nginx.port, "/missions/")[1] == b"yes"
    assert ask(nginx.port, "/missions/")[1] == b"yes"

    def is_stale():
        answer, body = ask(nginx.port, "/missions/")
        assert (answer.status, body) == (200, b"yes")
        return told(nginx, answer)["kept"] in ("STALE", "UPDATING")

    wait_for(is_stale, "an answer past its time")
    page, _ = ask(nginx.port, "/glossary/")
    data, problem = ask(nginx.port, "/api/v1/missions/")
    for answer in (page, data):
        assert (answer.status, answer.getheader("Retry-After")) == (503, "5")
        assert answer.getheader("Cache-Control") == "no-store"
    assert data.getheader("Content-Type") == "application/problem+json"
    assert json.loads(problem)["status"] == 503


def test_emptying_the_folder_forgets_what_was_kept(before):
    """As docs/deploy.md says it is done after a load that cannot wait."""
    with Recorder() as origin:
        nginx = before(origin.port)
        for _ in range(2):
            ask(nginx.port, "/missions/")
        for part in nginx.answers.iterdir():
            shutil.rmtree(part)
        ask(nginx.port, "/missions/")

        wait_for(lambda: len(origin.heads) >= 2, "two requests")
        assert len(origin.heads) == 2
