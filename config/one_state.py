"""A page is made from one state of the data, also while it is being replaced."""

from django.db import InterfaceError, OperationalError

from api.state import STATE, name_of, snapshot
from config.errors import unavailable
from sources.state import current

# The API takes its snapshot itself, as its files are read while they are sent; the others
# need no data.
APART = ("/api/v1/", "/healthz", "/readyz", "/static/")


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
        return response
