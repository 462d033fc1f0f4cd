"""What schemathesis is told beside the description of the API: which values the data
holds, and which parameters say nothing to each other."""

import json
import os
import urllib.parse
import urllib.request

import schemathesis
from schemathesis import GenerationMode

SITE = os.environ["SITE"]
MOST_VALUES = 40
NOT_WITH_GROUPS = ("fields", "include", "ordering", "cursor", "page_size")
GROUP_FORMATS = ("json", "csv", "xlsx", "parquet")
STOCKS = ("/api/v1/strengths/", "/api/v1/contributions/")


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Where a parameter takes values of the data (`x-values-of`), name some of them: then
    what the description allows is accepted, and all else refused."""
    known = {}
    for path in raw_schema["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                listed = parameter.pop("x-values-of", None)
                if listed:
                    if listed not in known:
                        known[listed] = values(listed)
                    allow(parameter, known[listed])


def values(listed):
    """Values of a field: `missions.slug`."""
    resource, field = listed.split(".")
    asked = urllib.parse.urlencode({"fields": field, "page_size": 500})
    url = f"{SITE}/api/v1/{resource}/?{asked}"
    with urllib.request.urlopen(url, timeout=20) as response:
        rows = json.load(response)["results"]
    found = {}
    for row in rows:
        value = row[field]
        for item in value if isinstance(value, list) else [value]:
            if item and "," not in item:
                found[item] = None
    return list(found)[:MOST_VALUES]


def allow(parameter, found):
    schema = parameter["schema"]
    if schema["type"] == "array":
        if found:
            schema["items"] = {"enum": found}
        else:
            schema["maxItems"] = 0  # there is no valid value yet
        if found and "example" in parameter:
            parameter["example"] = found[:1]
        if not found:
            parameter.pop("example", None)
    elif found:
        schema.clear()
        schema["enum"] = found


@schemathesis.hook
def before_call(context, case, kwargs):
    """Of a valid question take away what contradicts it: OpenAPI has no words for it."""
    if (
        case.meta
        and case.meta.generation.mode == GenerationMode.POSITIVE
        and case.query
    ):
        case.query = agreeing(case.path, dict(case.query))


def agreeing(path, query):
    query.pop("cursor", None)  # a cursor is valid only if a list gave it
    for name in list(query):  # one end of a range says nothing to the other
        base, _, operator = name.partition("__")
        if operator in ("lte", "lt") and {f"{base}__gte", f"{base}__gt"} & {*query}:
            query.pop(name)
    if "active_from" in query:
        query.pop("active_to", None)
    groups = query.get("group_by")
    if not groups:
        query.pop("group_by", None)
        query.pop("measure", None)
        return query
    for name in NOT_WITH_GROUPS:
        query.pop(name, None)
    if query.get("format") not in (None, *GROUP_FORMATS):
        query.pop("format")
    if path in STOCKS and not {"year", "month"} & set(groups):
        query.pop("measure", None)
    return query
