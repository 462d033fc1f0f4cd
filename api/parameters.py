"""The parameters of lists and records, described exactly: what a schema allows is
accepted, and what it forbids is refused."""

from rest_framework.test import APIRequestFactory

from api.filters import Matching, PeriodFilter
from api.grouping import MEASURES, MOST_DIMENSIONS
from api.pagination import DEFAULT_SIZE, LARGEST_SIZE
from api.values import (
    LARGEST_INTEGER,
    LONGEST_TEXT,
    MOST_DEGREES,
    CodesField,
    DegreesField,
    FlagField,
    NumberField,
    PeriodField,
)

LEAP = r"(?:(?:18|19|20)(?:0[48]|[2468][048]|[13579][26])|2000)"
YEAR = r"(?:1[89]\d\d|20\d\d|2100)"
DAY = (
    r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    r"|02-(?:0[1-9]|1\d|2[0-8]))"
)
MONTH = rf"{YEAR}(?:-(?:0[1-9]|1[0-2]))?"
PERIODS = {
    "year": rf"^{YEAR}$",
    "month": rf"^{MONTH}$",
    "day": rf"^(?:{MONTH}|{YEAR}-{DAY}|{LEAP}-02-29)$",
}
WORDS = {
    "type": "string",
    "minLength": 1,
    "maxLength": LONGEST_TEXT,
    "pattern": r"^[^\u0000]*$",
}
SAID = {
    "exact": "{}. Any of several, joined by commas.",
    "not": "{}: none of these.",
    "gte": "{}: from here on.",
    "lte": "{}: up to here.",
    "gt": "{}: beyond.",
    "lt": "{}: before.",
    "isnull": "{}: absent, or present.",
}


SAID_OF = {
    "year": " A year.",
    "month": " A month or a year.",
    "day": " A day, a month or a year.",
}


def query_parameter(name, schema, description, example=None, **more):
    """A parameter of the query string; lists are joined by commas."""
    found = {"name": name, "in": "query", "description": description, "schema": schema}
    if schema.get("type") == "array":
        found |= {"style": "form", "explode": False}
    if example is not None:
        found["example"] = example
    return {**found, **more}


def parameters_of_list(view, resource):
    """Filters, then what shapes the answer, in the order of their names."""
    view.request = view.request or APIRequestFactory().get("/")
    filterset = view.filterset_class
    found = [
        filter_parameter(name, declared)
        for name, declared in filterset.base_filters.items()
    ]
    signed = [sign + name for name in filterset.orderings for sign in ("", "-")]
    found += [
        query_parameter(
            "ordering",
            many(signed),
            "Order; `-` turns it round. Absent values come last either way.",
            signed[:1],
        ),
        query_parameter(
            "page_size",
            {
                "type": "integer",
                "minimum": 1,
                "maximum": LARGEST_SIZE,
                "default": DEFAULT_SIZE,
            },
            "Records of a page. Other formats than JSON give all records.",
            DEFAULT_SIZE,
        ),
        query_parameter(
            "cursor",
            {"type": "string", "pattern": r"^[A-Za-z0-9_-]+$"},
            "Where a page begins: taken from `next` or `previous`, never made by hand.",
            "WyJzdGFydF9kYXRlLHBrIixbIjE5NDgtMDYtMDEiLCJ1bnRzbyJdLGZhbHNlLDFd",
        ),
        *shape(view),
    ]
    if filterset.groups:
        found.append(
            query_parameter(
                "group_by",
                {
                    **many(list(filterset.groups)),
                    "maxItems": MOST_DIMENSIONS,
                    "uniqueItems": True,
                },
                "Count by one or two things instead of listing. A record with several "
                "values counts in each; one with none is the group `null`.",
                [next(iter(filterset.groups))],
            )
        )
    if filterset.measured:
        found.append(
            query_parameter(
                "measure",
                {"type": "string", "enum": list(MEASURES)},
                f"With `group_by`: also this of `{filterset.measured}`."
                + (
                    " Over several months only avg, max and min make sense."
                    if filterset.stock
                    else ""
                ),
                "max",
            )
        )
    return sorted(found, key=lambda parameter: parameter["name"])


def parameters_of_record(view, resource):
    view.request = view.request or APIRequestFactory().get("/")
    key = view.queryset.model._meta.pk
    return [
        {
            "name": key.name,
            "in": "path",
            "required": True,
            "description": key.help_text or f"Key of one of the {resource}",
            "schema": {"type": "string", "minLength": 1, "pattern": r"^[^/\u0000]+$"},
            "example": view.example,
            "x-values-of": f"{resource}.{key.name}",
        },
        *sorted(shape(view), key=lambda parameter: parameter["name"]),
    ]


def shape(view):
    """`fields`, `include` and `format`."""
    selection = view.selection
    found = [
        query_parameter(
            "fields",
            many(selection.dotted),
            "Only these fields, also nested ones.",
            selection.dotted[:2],
        ),
        query_parameter(
            "format",
            {"type": "string", "enum": view.formats},
            "Format of the answer; `Accept` does the same.",
            view.formats[0],
        ),
    ]
    if selection.includes:
        found.append(
            query_parameter(
                "include",
                many(selection.includes),
                "Fields that a list leaves out.",
                selection.includes[:1],
            )
        )
    return found


def filter_parameter(name, declared):
    said = (declared.label or name).rstrip(".")
    if not isinstance(declared, Matching):
        return query_parameter(name, WORDS, f"{said}.", declared.example or "Mali")
    operator = declared.lookup_expr
    description = SAID[operator].format(said)
    if operator == "isnull":
        return query_parameter(
            name, {"type": "string", "enum": ["true", "false"]}, description, "false"
        )
    if isinstance(declared, PeriodFilter):
        description += SAID_OF[declared.extra.get("finest", "day")]
    items, more = item_schema(declared)
    example = declared.example.split(",")
    if items["type"] in ("integer", "number"):
        example = [float(e) if items["type"] == "number" else int(e) for e in example]
    return query_parameter(
        name,
        {"type": "array", "minItems": 1, "items": items},
        description,
        example,
        **more,
    )


def item_schema(declared):
    """What one value looks like, and where valid ones are found."""
    field = declared.form_field
    if issubclass(field, CodesField):
        codes = declared.extra["codes"]
        fixed = getattr(codes, "fixed", None)
        if fixed is not None:
            return {"type": "string", "enum": list(fixed)}, {}
        return {"type": "string"}, {"x-values-of": codes.listed}
    if issubclass(field, PeriodField):
        finest = declared.extra.get("finest", "day")
        return {"type": "string", "pattern": PERIODS[finest]}, {}
    if issubclass(field, DegreesField):
        return {"type": "number", "minimum": -MOST_DEGREES, "maximum": MOST_DEGREES}, {}
    if issubclass(field, NumberField):
        return {
            "type": "integer",
            "minimum": -LARGEST_INTEGER,
            "maximum": LARGEST_INTEGER,
        }, {}
    assert issubclass(field, FlagField)
    return {"type": "string"}, {}


def many(names):
    return {"type": "array", "minItems": 1, "items": {"type": "string", "enum": names}}
