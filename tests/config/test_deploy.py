"""nginx as `deploy/nginx` has it, in front of two web processes in production."""

import concurrent.futures
import gzip
import json

import pytest

from bench.front import front
from bench.processes import free_port
from tests.live import to_be_read, url
from tests.nginx import needed, told, unbuffered
from tests.production import HOST, ask, production, ready
from tests.waiting import wait_for

pytestmark = needed
# A client that is no proxy: those of TRUSTED_PROXIES are looked through.
CLIENT = "127.0.0.2"


@pytest.fixture(scope="module")
def sites(django_db_setup, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sites")
    more = {"TRUSTED_PROXIES": "127.0.0.1", "HTTPS": "false", "RATE_LIMIT": "6000"}
    address = url(to_be_read())
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
    assert len(answer.getheader("Link")) < 4_000  # a long question is not repeated
    assert (longer.status, json.loads(body)["status"]) == (414, 414)
    assert longest.status == 414
    assert head.status == 400


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
