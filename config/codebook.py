"""The codebook: every column of every resource and every code, with its meaning.

Columns come from the serializers, codes from the code lists; `codebook.yaml` has the words
that a column or code does not bring itself. Nothing is listed by hand, so it cannot drift.
"""

import dataclasses
from functools import lru_cache
from pathlib import Path

import yaml
from django.db.models import TextChoices
from rest_framework import serializers

from api.columns import columns, kind_of
from api.serializers import nested
from missions import codes as mission_codes
from organizations import codes as organization_codes
from principles import codes as principle_codes
from sources import dates as source_dates
from sources import models as source_models

WORDS = Path(__file__).with_name("codebook.yaml")
MODULES = (
    *(mission_codes, principle_codes, organization_codes),
    *(source_models, source_dates),
)
OF_THEIR_OWN = {"Region", "Subregion"}  # their labels are the names of UN M49
OF_THE_RECORD = {  # columns whose meaning is the same wherever they stand
    "url": "This record in the API.",
    "html_url": "Its page.",
    "position": "Order of reading.",
}
PRECISION = "How much of the date is known: day, month or year."


@dataclasses.dataclass(frozen=True)
class Code:
    """A code of a list. Judgements have an example and a borderline case."""

    code: str
    label: str
    meaning: str
    example: str = ""
    borderline: str = ""


@dataclasses.dataclass(frozen=True)
class CodeList:
    name: str
    about: str
    codes: list


@dataclasses.dataclass(frozen=True)
class ColumnEntry:
    """A column: `kind` as in `api/columns.py`; `codes` names a code list or is empty."""

    path: str
    kind: str
    many: bool
    meaning: str
    codes: str


@dataclasses.dataclass(frozen=True)
class Table:
    """A resource; `row` are the columns of a list, `more` those that can be asked for."""

    name: str
    about: str
    row: list
    more: list


@lru_cache(maxsize=1)
def words():
    return yaml.safe_load(WORDS.read_text(encoding="utf-8"))


def lists():
    """Every code list of the base by its name."""
    return {
        name: cls
        for module in MODULES
        for name, cls in vars(module).items()
        if isinstance(cls, type)
        and issubclass(cls, TextChoices)
        and cls.__module__ == module.__name__
    }


@lru_cache(maxsize=1)
def code_lists():
    """The code lists with the meaning of each code, in the order of the rooms."""
    found = []
    for name, cls in lists().items():
        said = words()["codes"].get(name, {})
        codes = [
            Code(value, label, **as_meaning(said.get(value, label)))
            for value, label in cls.choices
        ]
        own = cls.__doc__ if cls.__doc__ != TextChoices.__doc__ else ""
        found.append(CodeList(name, " ".join((own or "").split()), codes))
    return found


def as_meaning(said):
    return said if isinstance(said, dict) else {"meaning": said}


def tables(resources):
    """The codebook's part on each resource of `config.api.RESOURCES`."""
    known = {tuple(cls.values): name for name, cls in lists().items()}
    found = []
    for name, viewset in resources.items():
        row = {column.name for column in columns(viewset.row_serializer())}
        entries = list(described(name, viewset.record_serializer(), known))
        found.append(
            Table(
                name,
                " ".join(viewset.__doc__.split()),
                [entry for entry in entries if entry.path in row],
                [entry for entry in entries if entry.path not in row],
            )
        )
    return found


def described(resource, serializer, known, above=(), many=False):
    for name, field in serializer.fields.items():
        path = (*above, name)
        several = many or isinstance(field, serializers.ListSerializer)
        if nested(field):
            yield from described(resource, nested(field), known, path, several)
            continue
        kind, listed = kind_of(field, serializer)
        choices = tuple(getattr(field, "choices", ()))
        yield ColumnEntry(
            ".".join(path),
            kind,
            several or listed,
            meaning(resource, path, field, serializer),
            known.get(tuple(value for value in choices if value != ""), ""),
        )


def meaning(resource, path, field, serializer):
    """What a column means: its own help, its model's, or the words of the codebook."""
    own = field.help_text or help_of_model(field, serializer)
    if own:
        return f"{own.rstrip('.')}."
    said = words()["columns"]
    for key in (f"{resource}:{'.'.join(path)}", *ends(path)):
        if key in said:
            return said[key]
    if path[-1].endswith("_precision"):
        return PRECISION
    return OF_THE_RECORD.get(path[-1], "")


def ends(path):
    """`a.b.c`, `b.c`, `c`."""
    return [".".join(path[i:]) for i in range(len(path))]


def help_of_model(field, serializer):
    model = getattr(getattr(serializer, "Meta", None), "model", None)
    name = field.source.removesuffix("_id")
    names = {f.name: f for f in model._meta.get_fields()} if model else {}
    return getattr(names.get(name), "help_text", "")
