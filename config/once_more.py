"""A server of several may be lost in the middle of a question: then another is asked."""

from django.db import connection

SAFE = {"GET", "HEAD"}


class OnceMore:
    """Makes an answer again, once, whose connection broke while it was made."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 503 and request.method in SAFE and was_lost():
            return self.get_response(request)
        return response


def was_lost():
    """Whether a connection of one of several servers broke; a statement that took too
    long leaves it whole."""
    return hasattr(connection, "lending") and connection.connection is None
