"""The tables of the base as they leave it: which, with which columns, of which types."""

import re

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models

from api.columns import FORMULA
from config import codebook
from missions.models import ContributionSummary
from sources.models import DataState
from sources.search import SearchEntry
from sources.stored import StoredAnswer

APOSTROPHE = "chr(39)"  # in SQL
ROOMS = ("sources", "organizations", "principles", "missions")
NOT_TOLD = {DataState, SearchEntry, StoredAnswer, ContributionSummary}
KINDS = (  # of a field: in a Data Package, in SQLite
    (models.BooleanField, "boolean", "INTEGER"),
    (models.IntegerField, "integer", "INTEGER"),
    ((models.FloatField, models.DecimalField), "number", "REAL"),
    (models.DateTimeField, "datetime", "TEXT"),
    (models.DateField, "date", "TEXT"),
    ((ArrayField, models.JSONField), "array", "TEXT"),
    (models.Field, "string", "TEXT"),
)


def snake(name):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


class Column:
    """A column: its name, expression in SQL, types, and what it points at."""

    def __init__(self, field):
        self.field = field
        self.name = field.name
        target = field.target_field if field.many_to_one else field
        _, self.kind, self.sqlite = next(k for k in KINDS if isinstance(target, k[0]))
        self.points_at = field.related_model if field.many_to_one else None
        if self.points_at is ContentType:
            self.points_at, self.kind, self.sqlite = None, "string", "TEXT"

    @property
    def sql(self):
        column = f'"{self.field.column}"'
        if self.field.related_model is ContentType:
            cases = " ".join(
                f"WHEN {ContentType.objects.get_for_model(table.model).pk} "
                f"THEN '{table.name}'"
                for table in tables()
                if not table.model._meta.auto_created
            )
            return f"CASE {column} {cases} END"
        if self.kind == "array":
            return f"to_json({column})::text"
        if self.kind == "boolean":
            return f"{column}::int"
        return column

    @property
    def harmless(self):
        """The same for a file that a spreadsheet opens: a text that it would run begins
        with an apostrophe, as in the CSV of the API."""
        if self.kind != "string" or self.codes or self.points_at:
            return self.sql
        first = ", ".join(f"chr({ord(character)})" for character in FORMULA)
        return (
            f"CASE WHEN left({self.sql}, 1) IN ({first}) "
            f"THEN {APOSTROPHE} || {self.sql} ELSE {self.sql} END"
        )

    @property
    def required(self):
        return not self.field.null and not self.field.empty_strings_allowed

    @property
    def meaning(self):
        said = codebook.words()
        table = snake(self.field.model.__name__)
        text = (
            self.field.help_text
            or said["tables"].get(f"{table}.{self.name}")
            or said["tables"].get(self.name)
            or said["columns"].get(f"{table}s:{self.name}")
            or said["columns"].get(self.name, "")
        )
        if not text and self.name.endswith("_precision"):
            text = codebook.PRECISION
        return f"{text.rstrip('.')}." if text else ""

    @property
    def codes(self):
        """The codes it takes, `[]` where it is not coded."""
        return [value for value, _ in self.field.choices or () if value != ""]


class Table:
    """A table without the numbers that the database gives its rows."""

    def __init__(self, model):
        self.model = model
        self.name = snake(model.__name__)
        self.columns = [
            Column(field)
            for field in model._meta.concrete_fields
            if not isinstance(field, models.AutoField)
        ]

    @property
    def key(self):
        """The columns that make a row unique, or none."""
        meta = self.model._meta
        if not isinstance(meta.pk, models.AutoField):
            return [meta.pk.name]
        unique = [c for c in meta.constraints if isinstance(c, models.UniqueConstraint)]
        fields = list(unique[0].fields) if unique else []
        nullable = any(meta.get_field(name).null for name in fields)
        return [] if nullable else fields

    @property
    def about(self):
        return " ".join((self.model.__doc__ or "").split())

    def select(self, harmless=False):
        """SQL of all rows, in the order of their columns."""
        columns = ", ".join(
            f'{c.harmless if harmless else c.sql} AS "{c.name}"' for c in self.columns
        )
        order = ", ".join(str(n + 1) for n in range(len(self.columns)))
        return f'SELECT {columns} FROM "{self.model._meta.db_table}" ORDER BY {order}'


def tables():
    """Every table of our rooms that holds facts, those that are pointed at first."""
    return [
        Table(model)
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model not in NOT_TOLD
    ]
