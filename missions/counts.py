"""How many missions each value of a facet would leave."""

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Value

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


def found_under(filterset, own, held):
    """The missions that a filter set finds, as sets of `held`, in one query: under all of
    its filters, and for a facet of `own`, which has chosen something itself, under the
    others only. `own` maps such a facet to its filters."""
    names = [EVERYTHING, *own]
    asked = [under_the_others(filterset, own.get(name, ())) for name in names]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(f'ARRAY({sql})' for sql, _ in asked)}",
            [value for _, values in asked for value in values],
        )
        found = cursor.fetchone()
    return {name: held.set_of(keys) for name, keys in zip(names, found, strict=True)}


def counts(found, held):
    """`{facet: {value: number}}` of sets of missions that `found_under` gives."""
    return {
        name: {
            value: number
            for value, missions in values.items()
            if (number := (missions & found.get(name, found[EVERYTHING])).bit_count())
        }
        for name, values in held.facets.items()
    }


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
