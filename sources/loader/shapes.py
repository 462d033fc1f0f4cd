"""What a YAML record may hold, and how it becomes rows."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import models

from sources.dates import PartialDateField
from sources.loader import files, values
from sources.loader.problems import suggestion
from sources.models import Absence, Citation, Reason, Sourced

CITATION_KEYS = ("source", "locator", "field", "states", "note")


@dataclass(frozen=True)
class Group:
    """A key whose mapping fills several fields: `headquarters: {place: …}`."""

    key: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Counts:
    """A key whose mapping of name to number becomes one row a name."""

    key: str
    model: type[models.Model]
    parent: str
    name: str
    number: str


@dataclass(frozen=True)
class Shape:
    """The keys of a record or of a part of one, and the model that holds it.

    `fields` are fields of the model; `links` are many-to-many fields, written as lists
    of slugs; `parts` are lists of records inside the record. A part has a `key` and a
    `parent` field; `item` names its one field where the list holds plain slugs; `slug`
    makes its natural key.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    links: tuple[str, ...] = ()
    counts: tuple[Counts, ...] = ()
    parts: tuple["Shape", ...] = ()
    key: str = ""
    parent: str = ""
    item: str = ""
    slug: object = None
    required: bool = field(default=False)

    @property
    def sourced(self):
        return issubclass(self.model, Sourced)

    @property
    def answered(self):
        return getattr(self.model, "answered", ())

    @property
    def keys(self):
        own = [
            *self.fields,
            *(group.key for group in self.groups),
            *self.links,
            *(counts.key for counts in self.counts),
            *(part.key for part in self.parts),
        ]
        if self.sourced:
            own += ["sources"]
        if self.answered:
            own += ["absent"]
        return own

    @property
    def positioned(self):
        """Rows of a part keep the order in which they were written."""
        names = {f.name for f in self.model._meta.fields}
        return "position" in names and "position" not in self.fields


class Builder:
    """Builds the rows of one record; reports what is wrong and goes on."""

    def __init__(self, problems, rows):
        self.problems, self.rows = problems, rows

    def build(self, shape, raw, *, slug=None, parent=None, position=None, path=""):
        """Build a record and its parts. `raw` is a `Located` mapping."""
        instance = shape.model()
        if parent is not None:
            setattr(instance, f"{shape.parent}_id", parent.pk)
        if shape.positioned and position is not None:
            instance.position = position

        def where(key=None):
            label = f"{path}{key}" if key else path.rstrip(".")
            place = raw.where(key)
            return f"{place}: {label}" if label else place

        for key in raw:
            if key not in shape.keys:
                self.problems.add(
                    where(key), f"unknown key{suggestion(key, shape.keys)}"
                )
        for name in shape.fields:
            self.fill(instance, shape, name, raw, name, where)
        for group in shape.groups:
            self.fill_group(instance, shape, group, raw, where)
        if slug is not None:
            instance.pk = slug
        elif shape.slug:
            instance.pk = shape.slug(instance)
        skip = [name for name in shape.fields if name not in raw]
        values.check(
            instance,
            self.problems,
            lambda name: where(name if name in raw else None),
            skip=[*skip, "pk" if slug is None and not shape.slug else ""],
        )
        self.rows.add(instance, where)
        self.add_links(instance, shape, raw, where)
        self.add_counts(instance, shape, raw, where)
        self.add_parts(instance, shape, raw, where, path)
        if shape.sourced:
            self.add_citations(instance, shape, raw, where)
        if shape.answered:
            self.add_absences(instance, shape, raw, where)
        return instance

    def fill(self, instance, shape, name, raw, key, where):
        model_field = shape.model._meta.get_field(name)
        if key not in raw:
            if not optional(model_field) and key not in shape.answered:
                self.problems.add(where(), f"{key}: this key is missing")
            return
        try:
            values.assign(instance, model_field, raw[key])
        except ValueError as error:
            self.problems.add(where(key), str(error))

    def fill_group(self, instance, shape, group, raw, where):
        if group.key not in raw:
            return
        inner = raw[group.key]
        if not isinstance(inner, files.Located):
            keys = ", ".join(group.fields)
            self.problems.add(where(group.key), f"expected a mapping of {keys}")
            return
        for key in inner:
            if key not in group.fields:
                self.problems.add(
                    inner.where(key),
                    f"{group.key}.{key}: unknown key{suggestion(key, group.fields)}",
                )
        for key, name in group.fields.items():
            if key in inner:
                model_field = shape.model._meta.get_field(name)
                try:
                    values.assign(instance, model_field, inner[key])
                except ValueError as error:
                    self.problems.add(inner.where(key), f"{group.key}.{key}: {error}")

    def add_links(self, instance, shape, raw, where):
        for name in shape.links:
            relation = shape.model._meta.get_field(name)
            through = relation.remote_field.through
            for slug in self.list_of_text(raw, name, where):
                row = through()
                setattr(row, f"{relation.m2m_field_name()}_id", instance.pk)
                setattr(row, f"{relation.m2m_reverse_field_name()}_id", slug)
                self.rows.add(row, lambda _=None, n=name: where(n))

    def add_counts(self, instance, shape, raw, where):
        for counts in shape.counts:
            written = raw.get(counts.key, {})
            if not isinstance(written, dict):
                self.problems.add(
                    where(counts.key), f"expected a mapping of {counts.name} to number"
                )
                continue
            for name, number in written.items():
                row = counts.model(**{f"{counts.parent}_id": instance.pk})
                at = f"{written.where(name)}: {counts.key}.{name}"
                for field_name, value in (
                    (counts.name, name),
                    (counts.number, number),
                ):
                    try:
                        values.assign(row, row._meta.get_field(field_name), value)
                    except ValueError as error:
                        self.problems.add(at, str(error))
                self.rows.add(row, lambda _=None, at=at: at)

    def add_parts(self, instance, shape, raw, where, path):
        for part in shape.parts:
            items = raw.get(part.key, [])
            if not isinstance(items, list):
                self.problems.add(where(part.key), "expected a list")
                continue
            if part.required and not items:
                self.problems.add(where(), f"{part.key}: at least one is needed")
            for position, item in enumerate(items):
                inner = f"{path}{part.key}[{position}]."
                if part.item and isinstance(item, str):
                    item_raw = files.Located(raw.path, raw.lines[part.key])
                    item_raw[part.item] = item
                    item = item_raw
                if not isinstance(item, files.Located):
                    self.problems.add(
                        where(part.key), f"item {position} is not a mapping of keys"
                    )
                    continue
                self.build(part, item, parent=instance, position=position, path=inner)

    def add_citations(self, instance, shape, raw, where):
        items = raw.get("sources")
        if not isinstance(items, list) or not items:
            self.problems.add(
                where("sources"), "a record needs at least one source, in a list"
            )
            return
        for position, item in enumerate(items):
            if isinstance(item, str):
                item = {"source": item}
            at = f"{where('sources')}[{position}]"
            if not isinstance(item, dict) or "source" not in item:
                self.problems.add(at, "expected a slug, or a mapping with `source`")
                continue
            row = Citation(record_key=instance.pk, position=position)
            row.record_type = ContentType.objects.get_for_model(shape.model)
            for key, value in item.items():
                if key not in CITATION_KEYS:
                    self.problems.add(
                        at, f"{key}: unknown key{suggestion(key, CITATION_KEYS)}"
                    )
                    continue
                try:
                    values.assign(row, Citation._meta.get_field(key), value)
                except ValueError as error:
                    self.problems.add(at, f"{key}: {error}")
            if row.field and row.field not in shape.keys:
                self.problems.add(
                    at,
                    f"field: a record has no {row.field}"
                    f"{suggestion(row.field, shape.keys)}",
                )
            values.check(row, self.problems, lambda _, at=at: at)
            self.rows.add(row, lambda _=None, at=at: at)

    def add_absences(self, instance, shape, raw, where):
        absent = raw.get("absent", {})
        if not isinstance(absent, dict):
            self.problems.add(where("absent"), "expected a mapping of field to reason")
            return
        for name, reason in absent.items():
            at = f"{where('absent')}.{name}"
            if name not in shape.answered:
                self.problems.add(
                    at,
                    f"not a field that may be absent{suggestion(name, shape.answered)}",
                )
            elif name in raw:
                self.problems.add(
                    at, "the record has a value for it, so it is not absent"
                )
            elif reason not in Reason.values:
                valid = ", ".join(Reason.values)
                self.problems.add(
                    at, f"{reason!r} is not one of {valid}{suggestion(reason, valid)}"
                )
            row = Absence(record_key=instance.pk, field=name, reason=str(reason))
            row.record_type = ContentType.objects.get_for_model(shape.model)
            self.rows.add(row, lambda _=None, at=at: at)
        for name in shape.answered:
            if name not in raw and name not in absent:
                self.problems.add(
                    where(), f"{name}: no value; give one, or a reason in `absent`"
                )

    def list_of_text(self, raw, key, where):
        items = raw.get(key, [])
        if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            self.problems.add(where(key), "expected a list of slugs")
            return []
        return items


def optional(model_field):
    if model_field.has_default() or model_field.blank or model_field.null:
        return True
    return isinstance(model_field, PartialDateField) and model_field.null
