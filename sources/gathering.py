"""Records with all their parts, in one question to the database.

`prefetch_related` asks once for each kind of part, and a mission has two dozen kinds. Here
PostgreSQL gathers the parts as JSON; they become the same objects with the same relations
fetched, so that templates and functions cannot tell the difference.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject


def gathered(queryset, paths):
    """The records of a queryset as a list, with the relations that `paths` name, such as
    `mandates__citations__source`, fetched. One query."""
    tree = {}
    for path in paths:
        branch = tree
        for name in path.split("__"):
            branch = branch.setdefault(name, {})
    records = list(queryset.annotate(parts=JSONObject(**below(queryset.model, tree))))
    known = {}  # what is only shown, not looked into, is made once however often named
    for record in records:
        attach(record, tree, record.parts, known)
    return records


def below(model, tree, prefix=""):
    """What hangs below a record, each relation an expression that gives JSON."""
    return {
        name: (
            one(model._meta.get_field(name), branch, f"{prefix}{name}__")
            if is_one(model._meta.get_field(name))
            else many(model._meta.get_field(name), branch, prefix)
        )
        for name, branch in tree.items()
    }


def is_one(relation):
    return relation.concrete and relation.many_to_one


def one(relation, tree, prefix):
    model = relation.related_model
    return JSONObject(**columns(model, prefix), **below(model, tree, prefix))


def many(relation, tree, prefix):
    model = relation.related_model
    found = model._default_manager.filter(**link(relation, OuterRef(f"{prefix}pk")))
    row = JSONObject(**columns(model), **below(model, tree))
    return ArraySubquery(found.annotate(gathered=row).values("gathered"))


def link(relation, key):
    """The condition on the other model that says: belongs to the record of this key."""
    if isinstance(relation, GenericRelation):
        kind = ContentType.objects.get_for_model(relation.model)
        return {
            relation.content_type_field_name: kind,
            relation.object_id_field_name: key,
        }
    if relation.concrete:  # many to many, declared on this side
        return {relation.related_query_name(): key}
    return {relation.field.name: key}


def columns(model, prefix=""):
    return {f.attname: F(f"{prefix}{f.attname}") for f in model._meta.concrete_fields}


def attach(record, tree, values, known):
    """Give a record its relations, as if they had been prefetched."""
    for name, branch in tree.items():
        relation = record._meta.get_field(name)
        if is_one(relation):
            setattr(
                record, name, made(relation.related_model, branch, values[name], known)
            )
            continue
        rows = getattr(record, name).all()
        # What Django's own prefetching does with the rows that it has fetched.
        rows._result_cache = [
            made(relation.related_model, branch, row, known) for row in values[name]
        ]
        rows._prefetch_done = True
        vars(record).setdefault("_prefetched_objects_cache", {})[name] = rows
        if relation.one_to_many and not isinstance(relation, GenericRelation):
            for row in rows:
                setattr(row, relation.field.name, record)


def made(model, tree, values, known):
    """An object from its columns as JSON; None where they are those of no row."""
    key = model, values[model._meta.pk.attname]
    if key[1] is None:
        return None
    if key in known and not tree:
        return known[key]
    fields = model._meta.concrete_fields
    cells = [field.to_python(values[field.attname]) for field in fields]
    record = model.from_db("default", [field.attname for field in fields], cells)
    attach(record, tree, values, known)
    if not tree:
        known[key] = record
    return record
