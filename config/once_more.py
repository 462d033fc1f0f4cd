"""A connection may be lost, in the middle of a question or since it was last used: then
the question is put once more, over another one."""

import time

from django.db import connection

from config.kept import lending_pools

SAFE = {"GET", "HEAD"}
LOST_WITHIN = 2  # seconds; what took longer has waited for a connection, and in vain


class OnceMore:
    """Makes an answer again, once, whose connection broke while it was made."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = time.monotonic()
        response = self.get_response(request)
        if (
            response.status_code == 503
            and request.method in SAFE
            and time.monotonic() - began < LOST_WITHIN
            and was_lost()
        ):
            connection.close()
            # Where one was lost, others will be that were opened to the same server.
            for pool in lending_pools():
                pool.check()
            return self.get_response(request)
        return response


def was_lost():
    """Whether the connection broke, or one was closed because it did; a statement that
    took too long leaves it whole."""
    return connection.connection is None or connection.connection.closed
