"""A connection may be lost, in the middle of a question or since it was last used: then
the question is put again, over another one."""

import time

from django.db import connection

from config.kept import lending_pools

SAFE = {"GET", "HEAD"}
TIMES = 3  # one that was given back just before the loss may be lent again
LOST_WITHIN = 2  # seconds; what took longer has waited for a connection, and in vain


class OnceMore:
    """Makes an answer again whose connection broke while it was made."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began, times = time.monotonic(), 0
        response = self.get_response(request)
        while (
            getattr(response, "connection_lost", False)
            and request.method in SAFE
            and times < TIMES
            and time.monotonic() - began < LOST_WITHIN
        ):
            times += 1
            connection.close()
            # Where one was lost, others will be that were opened to the same server.
            for pool in lending_pools():
                if not pool.closed:  # nor never opened
                    pool.check()
            response = self.get_response(request)
        return response
