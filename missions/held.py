"""What a process holds of the missions of one state of the data: names, what each facet
counts a mission under, and rows of the list. It is gathered when it is first asked for,
and never changed, as a state does not change; the next state has its own."""

from functools import lru_cache, reduce
from operator import or_

from django.db import connection
from django.db.models import F, Value
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from api.state import name_of
from missions.filters import MissionFilter
from missions.models import MandateTask, Mission, MissionType
from organizations.models import Country, Organization

FACETS = {
    "organization": "Organization",
    "mission_type": "Type",
    "host": "Host",
    "region": "Region",
    "status": "Status",
    "start_decade": "Decade of start",
    "chapter": "Charter chapter",
    "consent": "Consent",
    "impartiality": "Impartiality",
    "force": "Use of force",
    "task": "Task",
}
NAMED = (Organization, MissionType, Country, MandateTask)
WITHIN = "\ue001"  # stands for the query of the list: a character that no text holds
LINKED_WITHIN = "?within=%EE%80%81"


class Held:
    """Sets of missions are whole numbers, in which a mission is a bit: what a list finds
    and what a facet counts are put together by `&`, and counted by `bit_count`."""

    def __init__(self):
        self.labels = labels()
        keys = Mission.objects.order_by("pk").values_list("pk", flat=True)
        self.bits = {key: 1 << place for place, key in enumerate(keys)}
        self.facets = self.gathered()
        self.rows = {}

    def gathered(self):
        """`{facet: {value: the missions that have it}}`. One query."""
        parts, params = [], []
        for name in FACETS:
            sql, values = pairs(name)
            parts.append(
                f"SELECT %s AS facet, value::text, array_agg(DISTINCT record) "
                f"FROM ({sql}) AS pair (record, value) "
                "WHERE value::text <> '' GROUP BY value"
            )
            params += [name, *values]
        found = {name: {} for name in FACETS}
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for name, value, keys in cursor.fetchall():
                found[name][value] = self.set_of(keys)
        return found

    def set_of(self, keys):
        return reduce(or_, map(self.bits.__getitem__, keys), 0)

    def listed(self, missions, within):
        """The rows of missions in a list of the query `within`, as HTML."""
        missing = [mission.pk for mission in missions if mission.pk not in self.rows]
        if missing:
            for mission in Mission.objects.filter(pk__in=missing).for_list():
                self.rows[mission.pk] = render_to_string(
                    "missions/_mission_row.html", {"mission": mission, "within": WITHIN}
                )
        link = f"?{urlencode({'within': within})}" if within else ""
        text = "".join(self.rows[mission.pk] for mission in missions)
        return mark_safe(text.replace(LINKED_WITHIN, link))  # rendered by us, above


def held(state):
    """What is held of a state of the data; of none, it is gathered anew."""
    return Held() if state is None else held_of(name_of(state))


@lru_cache(maxsize=2)  # the present state, and the former while it is still asked for
def held_of(name):
    return Held()


def pairs(name):
    """SQL of the pairs of a mission and a value that a facet counts it under, with its
    values."""
    group = MissionFilter.groups[name]
    if group.related:
        found = group.related.pairs()
    else:
        found = Mission.objects.order_by().annotate(value=group.expression)
        found = found.values_list("pk", "value")
    return found.query.sql_with_params()


def labels():
    """Names of what facets name by key, and the parents of types. One query."""
    union = [
        model.objects.order_by()
        .annotate(
            facet=Value(facet),
            above=F("parent") if model is MissionType else Value(""),
        )
        .values_list("facet", "pk", "name", "above")
        for facet, model in zip(
            ("organization", "mission_type", "host", "task"), NAMED, strict=True
        )
    ]
    found = {"parents": {}}
    for facet, key, name, above in union[0].union(*union[1:], all=True):
        found.setdefault(facet, {})[key] = name
        if above:
            found["parents"][key] = above
    return found
