"""Answers that are kept are those that would be made, of one state of the data, within
bounds."""

import pytest
from django.db import OperationalError

from api import answers
from api.answers import FRESH, Answers, Kept, Watch
from api.state import STATE


class Site:
    """A WSGI application that counts what it makes, in a state that a test sets."""

    def __init__(self):
        self.made, self.state, self.left = 0, "one", []
        self.status, self.body = "200 OK", b"body"
        self.headers = [("ETag", 'W/"tag"'), ("Vary", "Accept"), ("Secret", "x")]
        self.streaming = False
        self.clock = 0.0
        self.answers = Answers(self, lambda: self.state, lambda environ: self.left)
        self.answers.watch.clock = lambda: self.clock

    def __call__(self, environ, start_response):
        self.made += 1
        start_response(self.status, [*self.headers, (STATE, self.state)])
        return Body(self.body, self.streaming)

    def get(self, path="/missions/", query="", **environ):
        told = []
        named = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
        body = self.answers(
            {**named, "wsgi.url_scheme": "http", **environ},
            lambda *args: told.append(args),
        )
        [(status, headers)] = told
        return status[:3], dict(headers), b"".join(body)


class Body(list):
    def __init__(self, content, streaming):
        super().__init__([content])
        self.streaming = streaming

    def close(self):
        pass


@pytest.fixture
def site():
    return Site()


def test_a_question_is_answered_once(site):
    first = site.get(query="b=1&a=2")

    assert site.get(query="a=2&b=1") == first
    assert first[2] == b"body"
    assert STATE not in first[1]
    assert site.made == 1


@pytest.mark.parametrize(
    "other",
    [
        *({"path": "/other/"}, {"query": "a=1"}, {"HTTP_HOST": "other"}),
        *({"HTTP_ACCEPT": "text/csv"}, {"HTTP_ACCEPT_ENCODING": "gzip"}),
        *({"wsgi.url_scheme": "https"}, {"HTTP_HX_REQUEST": "true"}),
        {"REQUEST_METHOD": "HEAD"},
    ],
)
def test_another_question_is_another_answer(site, other):
    site.get()
    site.get(**other)

    assert site.made == 2


def test_a_new_state_is_followed_when_what_is_known_is_no_longer_fresh(site):
    site.get()
    site.state, site.body = "two", b"new"

    assert site.get()[2] == b"body"
    site.clock += FRESH
    assert site.get()[2] == b"new"
    assert site.get()[2] == b"new"
    assert site.made == 2


def test_an_answer_of_a_later_state_is_not_given_for_the_former(site):
    """The application saw the new data before this process looked for it."""
    site.get("/a/")
    site.state = "two"
    site.get("/b/")

    assert site.get("/b/") == ("200", dict(site.headers), b"body")
    assert site.made == 3


@pytest.mark.parametrize(
    "difference",
    [
        *({"status": "404 Not Found"}, {"streaming": True}, {"state": None}),
        {"body": bytes(answers.LARGEST + 1)},
    ],
)
def test_what_cannot_be_kept_is_made_again(site, difference):
    vars(site).update(difference)
    site.get()
    site.get()

    assert site.made == 2


@pytest.mark.parametrize(
    "question",
    [
        *({"path": "/healthz"}, {"path": "/static/site.css"}),
        *({"REQUEST_METHOD": "POST"}, {"query": "x" * 2001}),
        {"HTTP_IF_MODIFIED_SINCE": "Mon, 23 Nov 2026 00:00:00 GMT"},
    ],
)
def test_some_questions_are_always_put_through(site, question):
    site.get(**question)
    site.get(**question)

    assert site.made == 2


def test_a_client_that_holds_the_answer_gets_no_body(site):
    site.get()

    status, headers, body = site.get(HTTP_IF_NONE_MATCH='"other", W/"tag"')

    assert (status, body) == ("304", b"")
    assert headers == {"ETag": 'W/"tag"', "Vary": "Accept"}


def test_kept_answers_count_too(site):
    site.get()
    site.left = [("RateLimit-Remaining", "7")]

    assert site.get()[1]["RateLimit-Remaining"] == "7"
    site.left = None  # nothing: the application refuses
    site.get()
    assert site.made == 2


def test_memory_is_bounded_and_the_least_used_is_forgotten():
    kept = Kept(most_bytes=3 * (answers.OVERHEAD + 10))
    for key in "abc":
        kept.put("one", key, ("200", [], bytes(10)))
    kept.get("one", "a")

    kept.put("one", "d", ("200", [], bytes(10)))

    assert [key for key in "abcd" if kept.get("one", key)] == ["a", "c", "d"]
    assert kept.bytes <= kept.most_bytes


def test_another_state_frees_the_memory_of_the_former():
    kept = Kept()
    kept.put("one", "a", ("200", [], b"x"))
    kept.put("two", "b", ("200", [], b"x"))

    assert len(kept.answers) == 1
    assert kept.bytes == 1 + answers.OVERHEAD


def test_the_state_is_not_asked_for_again_and_again_while_the_database_is_away():
    asked = []

    def look():
        asked.append(1)
        raise OperationalError

    clock = [0.0]
    watch = Watch(look, lambda: clock[0])

    assert [watch() for _ in range(5)] == [None] * 5
    assert len(asked) == 1
    clock[0] += FRESH
    watch()
    assert len(asked) == 2
