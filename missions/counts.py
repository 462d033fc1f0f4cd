"""How many missions each value of a facet would leave, in one query."""

from functools import cache

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Value

from missions.filters import MissionFilter
from missions.models import Mission

EVERYTHING = "found"


def totals(*models):
    """`{model: number of its records}`, in one query."""
    parts = [
        model.objects.order_by().values(at=Value(place)).annotate(n=Count("pk"))
        for place, model in enumerate(models)
    ]
    found = dict(parts[0].union(*parts[1:], all=True).values_list("at", "n"))
    return {model: found.get(place, 0) for place, model in enumerate(models)}


def counts(filterset, names, own):
    """`{facet: {value: number}}` of the missions that a filter set finds. `own` maps a
    facet that has chosen something itself to its filters: it is counted under the
    others only."""
    counted = {name: {} for name in names}
    tables = {EVERYTHING: under_the_others(filterset, ())}
    for name, filters in own.items():
        tables[f"of_{name}"] = under_the_others(filterset, filters)
    listed, values = [], []
    for table, (sql, params) in tables.items():
        listed.append(f"{table} (record) AS MATERIALIZED ({sql})")
        values += params
    parts = []
    for name in names:
        table = f"of_{name}" if name in own else EVERYTHING
        sql, params = pairs(name)
        parts.append(
            f"SELECT '{name}', value::text, count(*) FROM ({sql}) AS pairs (record, value) "
            f"JOIN {table} USING (record) WHERE value IS NOT NULL GROUP BY value"
        )
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(listed)} {' UNION ALL '.join(parts)}", values)
        for name, value, number in cursor.fetchall():
            if value:
                counted[name][value] = number
    return counted


def under_the_others(filterset, own):
    """SQL of the keys of missions under all filters but these, and its values."""
    found = Mission.objects.order_by()
    for name, values in filterset.form.cleaned_data.items():
        if name not in own:
            found = filterset.filters[name].filter(found, values)
    try:
        return found.values("pk").query.sql_with_params()
    except EmptyResultSet:  # Django knows that nothing can match
        return "SELECT NULL::text WHERE false", ()


@cache
def pairs(name):
    """SQL of the pairs of a mission and a value that a facet counts it under, with its
    values: always the same."""
    group = MissionFilter.groups[name]
    if group.related:
        found = group.related.pairs()
    else:
        found = Mission.objects.order_by().annotate(value=group.expression)
        found = found.values_list("pk", "value")
    return found.query.sql_with_params()
