"""What serializers of all resources share: a choice of fields, and absence as null."""

from functools import cached_property

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse


class ChosenFields:
    """A serializer that writes all of its fields or, with `only`, a choice of them.

    `only` is a tree: `{"name": None, "mandates": {"symbol": None}}`.
    """

    only = None

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
            if getattr(field, "allow_blank", False):
                field.allow_null = True  # an empty text is written as null
        if self.only is None:
            return fields
        chosen = {}
        for name, below in self.only.items():
            chosen[name] = fields[name]
            if below:
                nested(fields[name]).only = below
        return chosen

    def to_representation(self, record):
        row = super().to_representation(record)
        return {name: None if value == "" else value for name, value in row.items()}


class PartSerializer(ChosenFields, serializers.Serializer):
    """A part of a record that has no address of its own."""


class ModelPartSerializer(ChosenFields, serializers.ModelSerializer):
    """The same, with fields taken from a model."""


class RecordSerializer(ModelPartSerializer):
    """A record that knows its address in the API and its page."""

    resource = ""

    url = serializers.SerializerMethodField(help_text="This record in the API")
    html_url = serializers.SerializerMethodField(help_text="Its page")

    def get_url(self, record) -> str:
        return self.addresses["url"].replace("\0", record.pk)

    def get_html_url(self, record) -> str:
        return self.addresses["site"] + record.get_absolute_url()

    @cached_property
    def addresses(self):
        """Addresses with a gap for the key: to resolve one for each row is slow."""
        request = self.context["request"]
        gap = "0-0"
        url = reverse(f"api:{self.resource}-detail", args=[gap], request=request)
        return {
            "url": url.replace(gap, "\0"),
            "site": request.build_absolute_uri("/").rstrip("/"),
        }


class KeysField(serializers.ListField):
    """The distinct values of an attribute of related rows, in their order."""

    child = serializers.CharField()

    def __init__(self, attribute, **options):
        self.attribute = attribute
        super().__init__(read_only=True, **options)

    def to_representation(self, rows):
        rows = rows.all() if hasattr(rows, "all") else rows
        return keys(rows, self.attribute)


@extend_schema_field({"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"})
class MonthField(serializers.Field):
    """`2014-03`."""

    def to_representation(self, date):
        return f"{date:%Y-%m}"


class CodeMapField(serializers.DictField):
    """A mapping of names to codes."""

    child = serializers.CharField()

    def to_representation(self, value):
        return value


def keys(rows, name):
    """The distinct values of an attribute, in the order of the rows."""
    return list(dict.fromkeys(getattr(row, name) for row in rows))


def nested(field):
    """The serializer that a field holds, one or many, or None."""
    field = getattr(field, "child", field)
    return field if isinstance(field, serializers.BaseSerializer) else None


def tree(serializer):
    """The names of a serializer's fields, as `only` has them."""
    return {
        name: tree(nested(field)) if nested(field) else None
        for name, field in serializer.fields.items()
    }
