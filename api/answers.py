"""Answers that were given before are given again without being made again: in front of
Django, in the memory of each process.

An answer is kept under the state of the data it was made from, which its header `STATE`
names, so it can never be given in another state. The state is looked up anew when what is
known of it is older than `FRESH` seconds: every process follows a load or import within
that time.
"""

import time
from collections import OrderedDict
from threading import Lock
from urllib.parse import parse_qsl, urlencode

from django.db import Error

from api.state import STATE, holds_tag

FRESH = 0.5  # seconds
MOST_BYTES = 64 * 1024 * 1024  # of answers in a process
LARGEST = 2 * 1024 * 1024  # bytes of an answer that is kept
OVERHEAD = 1000  # bytes of a key and its entry, about
LONGEST_QUERY = 2000
METHODS = {"GET", "HEAD"}
NOT_KEPT = ("/healthz", "/readyz", "/static/")
# What an answer may differ by, besides its address.
VARIES = (
    *("REQUEST_METHOD", "wsgi.url_scheme", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_X_FORWARDED_HOST", "HTTP_ACCEPT", "HTTP_HX_REQUEST", "HTTP_HX_TARGET"),
    *("HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST"),
)
OF_AN_UNCHANGED_ANSWER = {
    *("etag", "last-modified", "cache-control", "vary", "date", "expires"),
    *("content-location", "access-control-allow-origin", "link"),
    "access-control-expose-headers",
}


class Kept:
    """Answers by key, the least used forgotten first."""

    def __init__(self, most_bytes=MOST_BYTES):
        self.most_bytes = most_bytes
        self.lock = Lock()
        self.state, self.bytes, self.answers = None, 0, OrderedDict()

    def get(self, state, key):
        with self.lock:
            if state != self.state:
                return None
            answer = self.answers.get(key)
            if answer:
                self.answers.move_to_end(key)
            return answer

    def put(self, state, key, answer):
        size = len(answer[2]) + OVERHEAD
        with self.lock:
            if state != self.state:
                self.state, self.bytes = state, 0
                self.answers.clear()
            if key in self.answers:
                return
            self.answers[key] = answer
            self.bytes += size
            while self.bytes > self.most_bytes:
                _, (_, _, body) = self.answers.popitem(last=False)
                self.bytes -= len(body) + OVERHEAD


class Watch:
    """The state of the data as it was at most `FRESH` seconds ago, or None.

    `look` asks for it; it may fail, and then nothing is known for a moment."""

    def __init__(self, look, clock=time.monotonic):
        self.look, self.clock = look, clock
        self.lock = Lock()
        self.seen, self.state = float("-inf"), None

    def __call__(self):
        if self.clock() - self.seen < FRESH:
            return self.state
        with self.lock:
            if self.clock() - self.seen >= FRESH:
                began = self.clock()
                try:
                    self.state = self.look()
                except Error:  # Django will meet it too, and say what it means
                    self.state = None
                self.seen = began
            return self.state


class Answers:
    """A WSGI application that keeps the answers of another.

    `count` takes an address and gives headers that tell a client what is left to it, or
    None where nothing is: then the other application refuses. `tell` is called for each
    answer that is given again.
    """

    def __init__(self, application, look, count, tell=lambda: None):
        self.application, self.count, self.tell = application, count, tell
        self.watch, self.kept = Watch(look), Kept()

    def __call__(self, environ, start_response):
        state = self.watch() if may_be_kept(environ) else None
        if state is None:
            return self.application(environ, start_response)
        key = key_of(environ)
        answer = self.kept.get(state, key)
        if answer is None:
            return self.made(environ, start_response, key)
        limits = self.count(environ)
        if limits is None:
            return self.application(environ, start_response)
        self.tell()
        status, headers, body = answer
        if tag_is_held(environ, headers):
            unchanged = [h for h in headers if h[0].lower() in OF_AN_UNCHANGED_ANSWER]
            start_response("304 Not Modified", [*unchanged, *limits])
            return []
        start_response(status, [*headers, *limits])
        return [body]

    def made(self, environ, start_response, key):
        """A new answer, kept where it may be."""
        told = []
        response = self.application(environ, lambda *args: told.append(args))
        [(status, headers, *_)] = told
        state = next((value for name, value in headers if name == STATE), None)
        shown = [pair for pair in headers if pair[0] != STATE]
        start_response(status, shown)
        if state is None or status[:3] != "200" or getattr(response, "streaming", True):
            return response
        body = b"".join(response)
        response.close()
        if len(body) <= LARGEST:
            lasting = [p for p in shown if not p[0].lower().startswith("ratelimit-")]
            self.kept.put(state, key, (status, lasting, body))
        return [body]


def may_be_kept(environ):
    return (
        environ["REQUEST_METHOD"] in METHODS
        and not environ["PATH_INFO"].startswith(NOT_KEPT)
        and "HTTP_IF_MODIFIED_SINCE" not in environ
        and len(environ["QUERY_STRING"]) <= LONGEST_QUERY
    )


def key_of(environ):
    """What makes a question: order of parameters does not."""
    query = environ["QUERY_STRING"]
    if "&" in query:
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode(sorted(pairs, key=lambda pair: pair[0]))
    packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    varies = [environ.get(name, "") for name in VARIES]
    return (environ["PATH_INFO"], query, packed, *varies)


def tag_is_held(environ, headers):
    written = environ.get("HTTP_IF_NONE_MATCH")
    if not written:
        return False
    tag = next((value for name, value in headers if name == "ETag"), None)
    return tag is not None and holds_tag(written, tag)
