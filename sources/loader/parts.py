"""What a room loads: folders of YAML records and CSV tables."""

from dataclasses import dataclass

from django.db import models

from sources.loader import files, values
from sources.loader.shapes import Builder, Shape


@dataclass(frozen=True)
class Records:
    """A folder of YAML files: one record each, named by its slug."""

    folder: str
    shape: Shape

    def paths(self, data_dir):
        found = (data_dir / self.folder).glob("*.yaml")
        return sorted(path for path in found if not path.name.startswith("."))

    @property
    def models(self):
        return list(dict.fromkeys(shape_models(self.shape)))

    def read(self, path, data_dir, problems, rows):
        raw = files.read_yaml(path, files.relative(path, data_dir), problems)
        if raw is not None:
            Builder(problems, rows).build(self.shape, raw, slug=path.stem)


@dataclass(frozen=True)
class Table:
    """A CSV file: many rows, columns named as the model's fields. `links` are columns
    with slugs of a many-to-many field, joined by `;`."""

    file: str
    model: type[models.Model]
    columns: tuple[str, ...]
    links: tuple[str, ...] = ()

    def paths(self, data_dir):
        return [data_dir / self.file]

    @property
    def models(self):
        return [self.model, *(through(self.model, name) for name in self.links)]

    def read(self, path, data_dir, problems, rows):
        name = files.relative(path, data_dir)
        columns = (*self.columns, *self.links)
        read = 0
        for where, cells in files.read_csv(path, name, columns, problems):
            read += 1
            self.build(where, cells, problems, rows)
        expected = rows.expected.get(self.file, read)
        if read != expected:
            problems.add(
                name,
                f"{read} rows where release.yaml says {expected}: is the file cut off? If "
                f"not, write {read} there",
            )

    def build(self, where, cells, problems, rows):
        instance = self.model()

        def at(column=None):
            return f"{where}: {column}" if column in cells else where

        for column in self.columns:
            field = self.model._meta.get_field(column)
            if cells[column] == "":
                if not (field.null or field.blank or field.has_default()):
                    problems.add(at(column), "the cell is empty")
                continue
            try:
                values.assign(instance, field, cells[column])
            except ValueError as error:
                problems.add(at(column), str(error))
        values.check(instance, problems, at, skip=[*self.columns_empty(cells), "id"])
        rows.add(instance, at)
        for column in self.links:
            relation = self.model._meta.get_field(column)
            for key in filter(None, cells[column].split(";")):
                row = through(self.model, column)()
                setattr(row, f"{relation.m2m_field_name()}_id", instance.pk)
                setattr(row, f"{relation.m2m_reverse_field_name()}_id", key.strip())
                rows.add(row, lambda _=None, column=column: at(column))

    def columns_empty(self, cells):
        return [column for column in self.columns if cells[column] == ""]


def through(model, link):
    return model._meta.get_field(link).remote_field.through


def shape_models(shape):
    """The tables that a shape fills, parents before parts."""
    yield shape.model
    for link in shape.links:
        yield through(shape.model, link)
    for counts in shape.counts:
        yield counts.model
    for part in shape.parts:
        yield from shape_models(part)
