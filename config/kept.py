"""What `api.answers` asks of this site: the state of the data, and what a client has
left."""

from django.conf import settings
from django.db import connection

from api.middleware import counter, limits
from api.state import name_of
from config.watching import tell_state
from sources.state import current


def look():
    """The name of the present state, or None before the first load."""
    try:
        state = current()
        tell_state(state, lending_pools())
        return state and name_of(state)
    finally:
        connection.close()  # there is no request whose end would give it back


def lending_pools():
    """Pools that connections come from: one, or that of each server."""
    return getattr(connection, "lending", [connection.pool])


def requests_left(environ):
    """Headers as `Bounds` sends them; None where nothing is left to the client."""
    if not settings.RATE_LIMIT:
        return []
    number, seconds = counter().add(environ.get("REMOTE_ADDR", ""))
    if number > settings.RATE_LIMIT:
        return None
    return [(name, str(value)) for name, value in limits(number, seconds).items()]
