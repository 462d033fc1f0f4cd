"""Rows on their way into the database."""

from collections import defaultdict

from django.core.exceptions import FieldDoesNotExist
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import DO_NOTHING, Model

from sources.loader.problems import suggestion

BATCH = 1000


class Rows:
    """Rows that the files ask for, by model, each with its place in the files."""

    def __init__(self):
        self.of = defaultdict(list)
        self.expected = {}  # rows that tables hold, by file, as the release says

    def add(self, instance, where):
        self.of[type(instance)].append((instance, where))

    def keys(self, model):
        return {instance.pk for instance, _ in self.of[model]}

    def report_dangling(self, problems):
        """Every pointer leads to a row that the files hold."""
        known = {}
        for model, rows in list(self.of.items()):
            pointers = [
                f for f in model._meta.fields if f.many_to_one and f.remote_field
            ]
            for pointer in pointers:
                target = pointer.related_model
                if target._meta.app_label == "contenttypes":
                    continue
                if target not in known:
                    known[target] = self.keys(target)
                for instance, where in rows:
                    key = getattr(instance, pointer.attname)
                    if key not in (None, "") and key not in known[target]:
                        kind = target._meta.verbose_name
                        problems.add(
                            where(pointer.name),
                            f"there is no {kind} {key!r}{suggestion(key, known[target])}",
                        )

    def leave_out_imported(self, imports):
        """Drop the rows of series that were imported: their whole is in the database."""
        for model, rows in self.of.items():
            if may_be_imported(model):
                self.of[model] = [
                    row
                    for row in rows
                    if imported_series(model, row[0].source_id) not in imports
                ]

    def write(self, problems, done):
        """Insert everything; report each row that the database refuses."""
        for model, rows in self.of.items():
            for start in range(0, len(rows), BATCH):
                insert(model, rows[start : start + BATCH], problems)
                done(len(rows[start : start + BATCH]))


def insert(model, rows, problems):
    """Insert rows; where the database refuses, halve until the guilty row is found."""
    try:
        with transaction.atomic():
            model._base_manager.bulk_create([instance for instance, _ in rows])
    except (IntegrityError, DataError) as error:
        if len(rows) == 1:
            [(instance, where)] = rows
            problems.add(where(), explain(error, instance))
            return
        middle = len(rows) // 2
        insert(model, rows[:middle], problems)
        insert(model, rows[middle:], problems)


def explain(error, instance):
    """The rule that a row breaks, in the words of the model."""
    diagnosis = error.__cause__.diag
    name = diagnosis.constraint_name
    for constraint in instance._meta.constraints:
        if constraint.name == name:
            return f"{constraint.violation_error_message} ({name})"
    if name == f"{instance._meta.db_table}_pkey":
        return f"there is another {instance._meta.verbose_name} {instance.pk!r}"
    return " ".join(filter(None, [diagnosis.message_primary, diagnosis.message_detail]))


def empty(model: type[Model], imports):
    """Remove the curated rows of a table. Rows of imported series stay."""
    table = connection.ops.quote_name(model._meta.db_table)
    kept = imported_sources(model, imports)
    with connection.cursor() as cursor:
        if kept:
            cursor.execute(f"DELETE FROM {table} WHERE source_id <> ALL(%s)", [kept])
        else:
            cursor.execute(f"DELETE FROM {table}")


def imported_series(model, source):
    """The key of `DataState.imports` for the rows of a source in a table."""
    return f"{model._meta.model_name}:{source}"


def imported_sources(model, imports):
    """The sources whose rows in a table are imported, as a sorted list."""
    start = imported_series(model, "")
    return sorted(s.removeprefix(start) for s in imports if s.startswith(start))


def may_be_imported(model):
    """Whether a table holds figures, whose pointers survive the refilling of missions
    and sources: see `missions/models/figures.py`."""
    try:
        source = model._meta.get_field("source")
    except FieldDoesNotExist:
        return False
    return source.remote_field.on_delete is DO_NOTHING
