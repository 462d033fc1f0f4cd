"""Errors that teach: RFC 9457 problem details, for everything under `/api/`."""

import dataclasses
import difflib
import http

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

SECONDS_TO_RETRY = 5
TYPES = {
    400: "invalid-parameter",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    429: "too-many-requests",
    503: "unavailable",
}


@dataclasses.dataclass(frozen=True)
class Mistake:
    """One thing wrong with a query string."""

    parameter: str
    value: str
    message: str
    allowed: tuple = ()
    did_you_mean: str | None = None

    def as_dict(self):
        found = {
            "parameter": self.parameter,
            "value": self.value,
            "message": self.message,
        }
        if self.allowed:
            found["allowed"] = list(self.allowed)
        if self.did_you_mean:
            found["did_you_mean"] = self.did_you_mean
        return found


class InvalidParameters(exceptions.APIException):
    """The query string was not understood. Pages show the same mistakes."""

    status_code = 400

    def __init__(self, mistakes, corrected_query):
        super().__init__(" ".join(mistake.message for mistake in mistakes))
        self.mistakes, self.corrected_query = mistakes, corrected_query


class NoSuchRecord(exceptions.APIException):
    """The slug leads nowhere; `near` are the slugs that resemble it."""

    status_code = 404

    def __init__(self, kind, slug, near):
        super().__init__(f"There is no {slug!r} among {kind}.")
        self.near = near


def nearest(wrong, valid):
    """The valid value most like a wrong one, or None."""
    found = difflib.get_close_matches(wrong.lower(), valid, n=1, cutoff=0.6)
    return found[0] if found else None


def problem(request, status, detail, **more):
    """A response with problem details."""
    body = {
        "type": request.build_absolute_uri(f"/problems/{TYPES.get(status, 'error')}"),
        "title": TYPES.get(status, http.HTTPStatus(status).phrase)
        .replace("-", " ")
        .capitalize(),
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
        **more,
    }
    response = JsonResponse(
        body, status=status, content_type="application/problem+json"
    )
    if status == 503:
        response["Retry-After"] = str(SECONDS_TO_RETRY)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def handle(error, context):
    """Turn what a view raises into problem details; DRF calls this."""
    request = context["request"]._request
    set_rollback()
    if isinstance(error, InvalidParameters):
        return problem(
            request,
            400,
            str(error.detail),
            errors=[mistake.as_dict() for mistake in error.mistakes],
            corrected_url=request.build_absolute_uri(
                request.path + error.corrected_query
            ),
        )
    if isinstance(error, NoSuchRecord):
        near = {"did_you_mean": error.near} if error.near else {}
        return problem(request, 404, str(error.detail), **near)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    response = problem(request, error.status_code, str(error.detail))
    if isinstance(error, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    if getattr(error, "wait", None):
        response["Retry-After"] = str(int(error.wait))
    return response


def unavailable(request):
    return problem(request, 503, "The database is away; try again in a moment.")
