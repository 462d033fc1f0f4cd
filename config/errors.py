"""Errors, as pages for people and as problem details under `/api/`."""

from django.db import InterfaceError, OperationalError
from django.shortcuts import render

from api import problems
from api.mistakes import InvalidParameters
from sources.pages import NoRecord


def is_api(request):
    return request.path.startswith("/api/")


class ErrorPages:
    """Turns what pages raise into pages that say what would be right."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
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
            return unavailable(request)
        return None


def unavailable(request):
    if is_api(request):
        return problems.unavailable(request)
    response = render(request, "503.html", {"without_data": True}, status=503)
    response["Retry-After"] = str(problems.SECONDS_TO_RETRY)
    return response


def bad_request(request, exception=None):
    if is_api(request):
        return problems.problem(request, 400, "The request cannot be read.")
    return render(request, "400.html", status=400)


def not_found(request, exception=None):
    if is_api(request):
        return problems.problem(request, 404, f"There is nothing at {request.path}.")
    return render(request, "404.html", status=404)


def server_error(request):
    if is_api(request):
        return problems.problem(request, 500, "Something broke here; it is logged.")
    return render(request, "500.html", {"without_data": True}, status=500)
