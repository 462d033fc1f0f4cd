"""Errors that teach: RFC 9457 problem details, for everything under `/api/`."""

import http

from django.core.exceptions import DisallowedHost, PermissionDenied
from django.http import Http404, JsonResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

from api.mistakes import InvalidParameters, NoSuchRecord

SECONDS_TO_RETRY = 5
TYPES = {
    400: "invalid-parameter",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    414: "query-too-long",
    429: "too-many-requests",
    503: "unavailable",
}


def problem(request, status, detail, **more):
    """A response with problem details."""
    path = f"/problems/{TYPES.get(status, 'error')}"
    try:
        kind = request.build_absolute_uri(path)
    except DisallowedHost:  # the problem may be the very name of the host
        kind = path
    body = {
        "type": kind,
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
        return invalid(request, error)
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


def invalid(request, error):
    """What is wrong with each parameter, and the address that was probably meant."""
    query = error.corrected_query
    meant = None if query is None else request.build_absolute_uri(request.path + query)
    return problem(
        request,
        400,
        str(error.detail),
        errors=[mistake.as_dict() for mistake in error.mistakes],
        corrected_url=meant,
    )


def unavailable(request):
    return problem(request, 503, "The database is away; try again in a moment.")
