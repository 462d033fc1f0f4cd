"""Which state of the data is being served."""

import json
from functools import lru_cache

from django.core.exceptions import DisallowedHost
from django.db import connection

from sources.models import DataState

CURRENT = "SELECT release_id, digest, imports::text, changed_at FROM sources_datastate"


def current():
    """The one row of `DataState`, or None before the first load; only to be read."""
    with connection.cursor() as cursor:
        cursor.execute(CURRENT)
        told = cursor.fetchone()
    return told and from_told(*told)


@lru_cache(maxsize=4)  # the same is told with each answer
def from_told(release, digest, imports, changed_at):
    """The `DataState` that a statement of `sources.stored` told; only to be read."""
    return DataState(
        release_id=release,
        digest=digest,
        imports=json.loads(imports),
        changed_at=changed_at,
    )


def release(request):
    """Template context: `state`, for the foot of every page, and `origin`, the address of
    this site, or nothing where the request names a host that is not ours."""
    try:
        origin = request.build_absolute_uri("/").rstrip("/")
    except DisallowedHost:
        origin = ""
    return {"state": getattr(request, "data_state", current), "origin": origin}
