"""Is the process alive, and can it answer?"""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sources.state import current


@never_cache
@require_safe
def alive(request):
    """200 while the process lives; the database is not asked."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request):
    """200 when database, schema and a load are present; else 503 with the reason."""
    reason = unready()
    text = f"not ready: {reason}\n" if reason else "ready\n"
    return HttpResponse(text, content_type="text/plain", status=503 if reason else 200)


ASKED = {"/healthz": alive, "/readyz": ready}


class AnyHost:
    """Answers both under any name: who asks a process how it is knows its address alone,
    and no name of the site."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return ASKED.get(request.path_info, self.get_response)(request)


def unready():
    """Why the site cannot answer, or nothing."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "the schema is not current; run manage.py migrate"
        state = current()
        if state is None:
            return (
                f"no records are loaded; run manage.py load ({settings.DATA_DIR.name})"
            )
        if state.is_synthetic and not settings.SYNTHETIC_FIGURES:
            return "the figures are made up, for benchmarks; use another database"
    except DatabaseError:
        return "the database does not answer"
    return ""
