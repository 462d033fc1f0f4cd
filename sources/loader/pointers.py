"""Whether every row of figures points at records that are there, asked when a load or an
import has written all."""

from django.apps import apps
from django.db import IntegrityError, connection, transaction


def dangling():
    """What is wrong with pointers, as pairs of a table and a message; the first of each
    constraint, and every key of a pointer without one."""
    yield from refused()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.many_to_one and field.remote_field and not field.db_constraint:
                yield from missing(model, field)


def refused():
    """What the deferred constraints refuse."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        diagnosis = error.__cause__.diag
        yield diagnosis.table_name, diagnosis.message_detail


def missing(model, field):
    """Keys that a table holds and the one it points at does not: all in one question."""
    target = field.related_model._meta
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {field.column} FROM {model._meta.db_table} "
            f"WHERE {field.column} IS NOT NULL "
            f"EXCEPT SELECT {target.pk.column} FROM {target.db_table} ORDER BY 1"
        )
        for (key,) in cursor.fetchall():
            yield (
                model._meta.db_table,
                f"Key ({field.column})=({key}) is not present in {target.db_table}.",
            )
