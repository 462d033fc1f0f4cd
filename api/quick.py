"""Answers from stored texts: one statement, whose rows say themselves of which state of
the data they are. What is asked in any other way is rendered freshly by the view; a test
holds one against the other."""

import orjson
from django.core.exceptions import EmptyResultSet
from django.http import HttpResponse

from api import state as states
from api.corrections import empty, query_string, without
from api.mistakes import InvalidParameters
from api.pagination import Asked, size_mistakes
from api.prepared import question, statement
from api.rendering import placed

FRESHLY = ("fields", "include", "group_by", "measure")
PLAIN = ("", "*/*", "application/json")
FAILED = "peacekeeping.failed"  # the error that a list met before Django was asked
CONDITIONS = ("If-None-Match", "If-Modified-Since")


def may_be_quick(request):
    """Whether a request wants plain JSON of whole rows or records, without conditions."""
    params, headers = request.GET, request.headers
    return (
        request.method in ("GET", "HEAD")
        and params.get("format", "json") == "json"
        and headers.get("Accept", "") in PLAIN
        and not any(name in params for name in FRESHLY)
        and not any(name in headers for name in CONDITIONS)
    )


def quick_list(view, request):
    """A page of a list, or None where it has to be made freshly."""
    params = request.GET
    try:
        asked, keys, how = prepared(view, params) or filtered(view, params)
    except (InvalidParameters, EmptyResultSet):
        return None  # the view says what is wrong, with all that is wrong
    found = states.stored().page(view.row_serializer.resource, asked, keys, **how)
    if found is None or not is_true(found.until):
        return None
    state = states.as_state(*found.state)
    page = asked.page(found.ordered_by, found.count, lambda values: values)
    site = f"{request.scheme}://{request.get_host()}"
    here = site + request.path
    body = {
        "count": found.count,
        "next": page.next_query and here + page.next_query,
        "previous": page.previous_query and here + page.previous_query,
    }
    content = (
        orjson.dumps(body)[:-1]
        + b',"results":['
        + placed(found.texts, site)
        + b'],"meta":'
        + orjson.dumps(states.meta(state))
        + b"}"
    )
    response = json_response(content, request, state)
    first = here + query_string(without(params, "cursor"))
    response["Link"] = view.links_of(first, body, site)
    return response


def prepared(view, params):
    """As `filtered`, from a statement that was made before; None where there is none."""
    filters = view.filterset_class
    mistakes = empty(params), size_mistakes(params), filters.misordered(params)
    if "cursor" in params or any(map(any, mistakes)):
        return None
    values = question(filters, params)
    if values is None:
        return None
    asked = Asked(
        view.queryset.model, filters.ordered_by(params.get("ordering")), params
    )
    keys = statement(
        view, asked, values, lambda rows: states.stored().keys(rows, asked)
    )
    return keys and (asked, keys, {"again": True})


def filtered(view, params):
    """Which page is asked for, SQL of the keys of its rows, and how to ask for it: with
    SQL of all rows, where those are of the page alone."""
    filterset = view.filterset_class.checked(
        params, view.queryset.all(), [*empty(params), *size_mistakes(params)]
    )
    rows = filterset.qs
    asked = Asked(view.queryset.model, filterset.ordering(), params)
    counted = None
    if asked.key is not None:
        counted = rows.order_by().values("pk").query.sql_with_params()
    return asked, states.stored().keys(rows, asked), {"counted": counted}


def quick_record(view, request, key):
    """A record by its very key, or None where it has to be made freshly."""
    if "\0" in key or any(name != "format" for name in request.GET):
        return None
    found = states.stored().record(view.row_serializer.resource, key)
    if not found:
        return None
    text, until, *told = found
    if not is_true(until):
        return None
    state = states.as_state(*told)
    site = f"{request.scheme}://{request.get_host()}"
    meta = b',"meta":' + orjson.dumps(states.meta(state)) + b"}"
    response = json_response(placed(text[:-1].encode(), site) + meta, request, state)
    response["Link"] = view.described(site)
    return response


def is_true(until):
    return until is None or states.today() < until


def json_response(content, request, state):
    response = HttpResponse(content, content_type="application/json")
    response["Allow"] = "GET, HEAD, OPTIONS"
    return states.remember(response, request, state)
