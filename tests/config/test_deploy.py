"""nginx as `deploy/nginx` has it, in front of two web processes in production."""

import concurrent.futures
import gzip
import json
import os
import shutil
import socket
from contextlib import ExitStack

import pytest

from bench.front import find, front
from tests.live import curated, free_port, url
from tests.production import HOST, ask, production, ready
from tests.recorder import GOOD, Recorder
from tests.waiting import wait_for

pytestmark = pytest.mark.skipif(
    not find() and not os.environ.get("CI"),
    reason="no nginx is here: python -m bench.front fetches Debian's",
)
# A client that is no proxy: those of TRUSTED_PROXIES are looked through.
CLIENT = "127.0.0.2"


def unbuffered(text):
    """Tests look at the log at once."""
    assert text.count(" buffer=32k flush=1s") == 1
    return text.replace(" buffer=32k flush=1s", "")


@pytest.fixture(scope="module")
def sites(django_db_setup, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sites")
    more = {"TRUSTED_PROXIES": "127.0.0.1", "HTTPS": "false"}
    address = url(curated())
    with (
        production(address, folder / "one", **more) as one,
        production(address, folder / "two", **more) as two,
    ):
        ready(one, two)
        yield one, two


@pytest.fixture(scope="module")
def nginx(sites, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    ports = [site.port for site in sites]
    with front(folder, free_port(), ports, changed=unbuffered) as nginx:
        yield nginx
    assert "[emerg]" not in nginx.errors


@pytest.fixture
def before(tmp_path):
    """A function that puts an nginx of its own before an origin."""
    with ExitStack() as stack:
        yield lambda *origins: stack.enter_context(
            front(tmp_path, free_port(), origins, changed=unbuffered)
        )


def told(nginx, answer):
    """The line of nginx's log about an answer."""
    number = answer.getheader("X-Request-ID")

    def line():
        lines = map(json.loads, nginx.log.read_text().splitlines())
        return next((found for found in lines if found["request_id"] == number), None)

    return wait_for(line, f"request {number} in the log of nginx")


def raw(port, sent, until=None):
    """What is answered to these bytes, until the connection is closed or these come."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        heard = b""
        while not (until and until in heard) and (part := connection.recv(65536)):
            heard += part
        return heard


def test_both_processes_are_asked(nginx, sites):
    answers = [ask(nginx.port, f"/missions/?page_size={n}")[0] for n in range(1, 13)]

    assert {answer.status for answer in answers} == {200}
    origins = {told(nginx, answer)["origin"] for answer in answers}
    assert origins == {f"127.0.0.1:{site.port}" for site in sites}


def test_the_client_is_who_connects_whatever_it_says(nginx, sites):
    spoofed = {
        "X_Forwarded_For": "6.6.6.6",
        "X_Real_IP": "6.6.6.6",
        "Forwarded": "for=6.6.6.6",
        "X_Forwarded_Proto": "https",
        "X_Request_ID": "mine-and-not-yours",
    }
    answer, body = ask(
        nginx.port, "/api/v1/missions/?page_size=1&q=mali", CLIENT, **spoofed
    )
    front_line = told(nginx, answer)
    number = answer.getheader("X-Request-ID")
    [site] = [s for s in sites if front_line["origin"].endswith(f":{s.port}")]

    assert number != "mine-and-not-yours"
    assert site.line_of(number)["client"] == front_line["client"] == CLIENT
    assert json.loads(body)["results"][0]["url"].startswith(f"http://{HOST}/")


def test_an_answer_that_is_kept_is_not_made_again(nginx):
    path = "/api/v1/missions/?organization=au"
    first, body = ask(nginx.port, path)
    again, same = ask(nginx.port, path)
    tag = first.getheader("ETag")
    held, nothing = ask(nginx.port, path, If_None_Match=tag)

    assert [told(nginx, a)["kept"] for a in (first, again, held)] == [
        *("MISS", "HIT", "HIT")
    ]
    assert same == body
    assert (held.status, nothing) == (304, b"")
    # What is left to a client is told from its own requests alone.
    assert first.getheader("RateLimit-Limit") == "6000"
    assert again.getheader("RateLimit-Limit") is None
    assert len({a.getheader("X-Request-ID") for a in (first, again, held)}) == 3


def test_pages_and_static_files_are_kept_too(nginx):
    for path in ("/missions/untso/", "/static/site.css"):
        kept = [told(nginx, ask(nginx.port, path)[0])["kept"] for _ in range(2)]
        assert kept == ["MISS", "HIT"], path


def test_each_client_gets_the_form_it_asks_for(nginx):
    path = "/api/v1/missions/?page_size=3"
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    _, plain = ask(nginx.port, path)
    packed, bytes_packed = ask(nginx.port, path, Accept_Encoding="br, gzip;q=0.9")
    refused, _ = ask(nginx.port, path, Accept_Encoding="gzip;q=0")
    csv, _ = ask(nginx.port, path, Accept="text/csv")
    page, _ = ask(nginx.port, path, Accept=browser)
    other_browser, _ = ask(
        nginx.port, path, Accept=browser.replace("*/*", "image/png,*/*")
    )

    assert packed.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(bytes_packed) == plain
    assert refused.getheader("Content-Encoding") is None
    assert csv.getheader("Content-Type").startswith("text/csv")
    assert page.getheader("Content-Type") == "application/json"
    assert told(nginx, page)["kept"] == "MISS"
    assert told(nginx, other_browser)["kept"] == "HIT"


def test_a_refused_name_or_parameter_is_not_kept(nginx):
    for path, headers, status in (
        ("/missions/?statuss=ended", {}, 400),
        ("/missions/", {"Host": "evil.example"}, 400),
        ("/missions/nowhere/", {}, 404),
        ("/readyz", {}, 200),
    ):
        for _ in range(2):
            answer, _ = ask(nginx.port, path, **headers)
            assert answer.status == status
            assert told(nginx, answer)["kept"] == "MISS"


def test_long_questions_are_answered_and_longer_ones_refused(nginx):
    fits = "fields=slug&page_size=1&organization=" + ",".join(["un"] * 2620)
    answer, _ = ask(nginx.port, f"/api/v1/missions/?{fits}")
    longer, body = ask(nginx.port, f"/api/v1/missions/?{fits}{',un' * 700}")
    longest, _ = ask(nginx.port, f"/missions/?q={'a' * 20_000}")
    head, _ = ask(nginx.port, "/missions/", X_Long="a" * 20_000)

    assert 7800 < len(fits) < 8000
    assert answer.status == 200
    assert len(answer.getheader("Link")) > 15_000
    assert (longer.status, json.loads(body)["status"]) == (414, 414)
    assert longest.status == 414
    assert head.status == 400


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
        wait_for(lambda: len(origin.heads) == 2, "two requests")


def test_when_a_process_is_killed_no_request_is_lost(nginx, sites):
    """The last test here: one of the two is gone after it."""
    paths = (f"/api/v1/missions/?fields=slug&page_size={n}" for n in range(1, 251))
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(ask, nginx.port, path) for path in paths]
        wait_for(lambda: asked[80].done(), "some answers")
        sites[0].kill()
        answers = [asking.result() for asking in asked]

    assert {answer.status for answer, _ in answers} == {200}
    assert all(json.loads(body)["results"] for _, body in answers)
    assert told(nginx, answers[-1][0])["origin"] == f"127.0.0.1:{sites[1].port}"
