"""A page is made from one state of the data, also while it is being replaced; and it may
be kept until the data, the program or the day change."""

from django.conf import settings
from django.db import InterfaceError, OperationalError

from api.state import STATE, etag, holds, name_of, not_modified, snapshot
from config.errors import unavailable
from sources.state import current

# The API takes its snapshot itself, as its files are read while they are sent; the others
# need no data.
APART = ("/api/v1/", "/static/")
# A browser asks again each time, and hears in a moment that nothing has changed; caches
# between us and many browsers need not ask so often.
CACHE = "public, max-age=0, s-maxage=300, stale-if-error=86400"
SAFE = ("GET", "HEAD")


class OneState:
    """Reads the data of a page in one snapshot, and tells which state that was."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(APART):
            return self.get_response(request)
        try:
            with snapshot():
                request.data_state = current()
                response = self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            return unavailable(request, error)
        if request.data_state and response.status_code == 200:
            response[STATE] = name_of(request.data_state)
        return remembered(request, response)


def remembered(request, response):
    """A good page with its tag, or 304 where the browser holds it already.

    Pictures say for themselves how long they may be kept. While one works at the program
    nothing may be: templates change under the same tag.
    """
    if (
        response.status_code != 200
        or request.method not in SAFE
        or request.data_state is None
        or "Cache-Control" in response
        or settings.DEBUG
    ):
        return response
    tag = etag(request, request.data_state)
    kept = not_modified() if holds(request, tag) else response
    kept["ETag"] = tag
    kept["Cache-Control"] = CACHE
    return kept
