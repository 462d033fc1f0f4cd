"""Lists that nobody asked for before, past Django's layers, which take longer than the
list itself: in front of Django, behind the answers that were kept.

The first list of an address is answered by Django. What its layers put on that answer
follows from the settings and from what `key_of` names, so it is put on the next ones here.
What is asked in another way, or goes wrong, is Django's.
"""

from threading import Lock

from django.core.handlers.wsgi import WSGIRequest
from django.db import Error

from api.answers import VARIES, may_be_kept
from api.quick import FAILED
from api.throttling import COUNTED

MOST = 100  # addresses, in all the forms of the hosts and headers they are asked with
# What a list says for itself, and what is told of each request anew.
ITS_OWN = {
    *("content-type", "content-length", "allow", "etag", "last-modified"),
    *("cache-control", "link", "x-data-state"),
    *("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"),
}


class Short:
    """A WSGI application before Django's; `count` as `api.answers.Answers` has it."""

    def __init__(self, application, count):
        self.application, self.count = application, count
        self.lock, self.known = Lock(), {}

    def __call__(self, environ, start_response):
        if not may_be_short(environ):
            return self.application(environ, start_response)
        key = key_of(environ)
        known = self.known.get(key)
        if known is None:
            return self.learned(environ, start_response, key)
        limits = environ[COUNTED] = self.count(environ)
        response = None if limits is None else self.answer(environ, known[0])
        if response is None:
            return self.application(environ, start_response)
        headers = [*response.items(), *known[1], *limits]
        start_response("200 OK", headers)
        return response

    @staticmethod
    def answer(environ, view):
        request = WSGIRequest(environ)
        try:
            response = view().quick(request)
        except Error as error:
            environ[FAILED] = (
                error  # Django says what it means, and does not wait again
            )
            return None
        if response is not None:
            response["Content-Length"] = str(len(response.content))
        return response

    def learned(self, environ, start_response, key):
        """The answer of Django, and from it how to give the next."""
        told = []

        def start(status, headers, *more):
            told.extend(headers)
            return start_response(status, headers, *more)

        response = self.application(environ, start)
        if view := getattr(response, "quick_view", None):
            layers = [pair for pair in told if pair[0].lower() not in ITS_OWN]
            with self.lock:
                if len(self.known) >= MOST:
                    self.known.clear()
                self.known[key] = view, layers
        return response


def may_be_short(environ):
    """Whether it is worth looking: a packed answer takes its time in any case."""
    return (
        may_be_kept(environ)
        and environ["PATH_INFO"].startswith("/api/v1/")
        and "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", "")
    )


def key_of(environ):
    return (environ["PATH_INFO"], *(environ.get(name, "") for name in VARIES))
