"""Errors, as pages for people and as problem details under `/api/`."""

import psycopg
import psycopg_pool
from django.db import InterfaceError, OperationalError
from django.shortcuts import render

from api import problems
from api.mistakes import InvalidParameters, nearest
from sources.pages import NoRecord

SERVER_GOES = "57P"  # SQLSTATE of a server that stops, has crashed, or is not ready


def is_api(request):
    return request.path.startswith("/api/")


class ErrorPages:
    """Turns what pages raise into pages that say what would be right."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:  # PostgreSQL holds no such key: it leads nowhere
            return not_found(request)
        response = self.get_response(request)
        if response.status_code == 405 and is_api(request) and not response.content:
            refused = problems.problem(
                request, 405, f"Method {request.method} not allowed."
            )
            refused["Allow"] = response["Allow"]
            return refused
        return response

    def process_exception(self, request, error):
        if isinstance(error, InvalidParameters) and is_api(request):
            return problems.invalid(request, error)
        if isinstance(error, InvalidParameters):
            return render(
                request,
                "400.html",
                {"mistakes": error.mistakes, "corrected": error.corrected_query},
                status=400,
            )
        if isinstance(error, NoRecord):
            context = {"slug": error.slug, "near": list(error.near)}
            return render(request, "404.html", context, status=404)
        if isinstance(error, OperationalError | InterfaceError):
            return unavailable(request, error)
        return None


def unavailable(request, error):
    """503; `connection_lost` says whether another connection may do better."""
    if is_api(request):
        response = problems.unavailable(request)
    else:
        response = render(request, "503.html", {"without_data": True}, status=503)
        response["Retry-After"] = str(problems.SECONDS_TO_RETRY)
    response.connection_lost = is_loss(error)
    return response


def is_loss(error):
    """Whether a connection broke. A statement that took too long has a state of its own;
    a pool that has nothing to lend has waited long enough."""
    cause = error.__cause__
    waited = (psycopg_pool.PoolTimeout, psycopg_pool.TooManyRequests)
    if not isinstance(cause, psycopg.Error) or isinstance(cause, waited):
        return False
    return cause.sqlstate is None or cause.sqlstate.startswith(SERVER_GOES)


def bad_request(request, exception=None):
    if is_api(request):
        return problems.problem(request, 400, "The request cannot be read.")
    return render(request, "400.html", status=400)


def not_found(request, exception=None):
    if is_api(request):
        found = near(request.path)
        more = {"did_you_mean": request.build_absolute_uri(found)} if found else {}
        detail = f"There is nothing at {request.path}."
        return problems.problem(request, 404, detail, **more)
    return render(request, "404.html", status=404)


def near(path):
    """The address of the API that is most like one that leads nowhere, or None."""
    from config.api import RESOURCES  # which needs settings that name this module

    words = [word for word in path.split("/") if word]
    names = [*RESOURCES, "suggest", "schema", "docs"]
    found = nearest(words[2], names) if words[:2] == ["api", "v1"] and words[2:] else ""
    return f"/api/v1/{found}/" if found else None


def server_error(request):
    if is_api(request):
        return problems.problem(request, 500, "Something broke here; it is logged.")
    return render(request, "500.html", {"without_data": True}, status=500)
