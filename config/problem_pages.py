"""The pages to which the `type` of a problem points."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from api.problems import TYPES

SAID = {
    "invalid-parameter": "A parameter, operator, value, field, group, ordering, format or "
    "cursor is not one that this address takes. `errors` names each with what is valid, "
    "and `corrected_url` is the question that was probably meant.",
    "not-found": "There is no such address or record. `did_you_mean` is the nearest.",
    "method-not-allowed": "The API is read-only: GET, HEAD and OPTIONS.",
    "not-acceptable": "Nothing at this address has the media type that `Accept` asks for; "
    "`detail` lists those that there are. The parameter `format` is easier.",
    "query-too-long": "The query string is longer than we read.",
    "too-many-requests": "More requests in this minute than one client may send. "
    "`Retry-After` says in how many seconds to go on. Whole lists need one request: take "
    "CSV, JSON lines or Parquet.",
    "unavailable": "The database is away for a moment. `Retry-After` says when to try "
    "again.",
}


@require_safe
def problem_page(request, kind):
    if kind not in SAID:
        raise Http404
    status = next(status for status, name in TYPES.items() if name == kind)
    context = {"kind": kind.replace("-", " "), "status": status, "said": SAID[kind]}
    return render(request, "api/problem.html", context)
