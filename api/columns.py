"""Records as flat rows: nested values become columns named `a.b`, and a list of records
becomes a list in each of its columns. Every flat format is written from these."""

import dataclasses
import datetime
from typing import get_args, get_origin, get_type_hints

from rest_framework import serializers

from api.serializers import CodeMapField, MonthField, nested

KINDS = {
    serializers.BooleanField: "flag",
    serializers.IntegerField: "integer",
    serializers.FloatField: "number",
    serializers.DecimalField: "number",
    serializers.DateField: "date",
    MonthField: "month",
}
PYTHON_KINDS = {str: "text", int: "integer", float: "number", bool: "flag"}
SEPARATOR, INNER = ";", "|"
# What begins a formula in one spreadsheet or another, also in wide letters.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclasses.dataclass(frozen=True)
class Column:
    """A column: `kind` is text, integer, number, flag, date or month; a cell of a column
    with `many` is a list, in which None stands for what one of the records lacks."""

    path: tuple
    kind: str
    many: bool = False

    @property
    def name(self):
        return ".".join(self.path)

    def cell(self, row):
        """The value of a serialized record: one, or a list (of lists)."""
        return found(row, self.path)


def columns(serializer):
    """The columns of a serializer."""
    return list(columns_below(serializer, (), False))


def columns_below(serializer, above, many):
    for name, field in serializer.fields.items():
        path = (*above, name)
        several = isinstance(field, serializers.ListSerializer)
        if nested(field):
            yield from columns_below(nested(field), path, many or several)
        else:
            kind, listed = kind_of(field, serializer)
            yield Column(path, kind, many or listed)


def kind_of(field, serializer):
    """The kind of a field's values, and whether it holds a list of them."""
    if isinstance(field, serializers.SerializerMethodField):
        hint = get_type_hints(getattr(serializer, field.method_name))["return"]
        if get_origin(hint) is list:
            return PYTHON_KINDS[get_args(hint)[0]], True
        return PYTHON_KINDS[hint], False
    if isinstance(field, CodeMapField):
        return "text", True
    if isinstance(field, serializers.ListField):
        return kind_of(field.child, serializer)[0], True
    for cls, kind in KINDS.items():
        if isinstance(field, cls):
            return kind, False
    return "text", False


def found(value, path):
    if isinstance(value, list):
        return [found(item, path) for item in value]
    if not path:
        return value if not isinstance(value, dict) else pairs(value)
    return None if value is None else found(value[path[0]], path[1:])


def pairs(mapping):
    return [f"{name}={value}" for name, value in mapping.items()]


def typed(value, kind):
    """A serialized value as Python has it: dates are dates."""
    if isinstance(value, list):
        return [typed(item, kind) for item in value]
    if value is None or kind not in ("date", "month"):
        return value
    return datetime.date.fromisoformat(value if kind == "date" else f"{value}-01")


def text(value, separator=SEPARATOR):
    """A cell as text; a list is joined, and a list in a list by another separator. A
    separator within a value is written with a backslash before it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return separator.join(
            text(item, INNER)
            if isinstance(item, list)
            else text(item).replace("\\", "\\\\").replace(separator, f"\\{separator}")
            for item in value
        )
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def safe(value):
    """A text that no spreadsheet runs as a formula: an apostrophe goes before it."""
    return f"'{value}" if value.startswith(FORMULA) else value
