"""What the list of missions offers to choose: facets with counts, chips of what is chosen,
and the sentence that says what is shown."""

import dataclasses
import datetime
from functools import cached_property
from html import escape
from urllib.parse import quote

from django.http import QueryDict
from django.utils.safestring import mark_safe

from api.filters import PAGE
from missions.codes import AssessmentCode, Chapter, Confidence, Status
from missions.counts import EVERYTHING, counts, found_under
from missions.filters import MissionFilter
from missions.held import FACETS, Held
from missions.models import Mission
from organizations.codes import Region, Subregion

EARLIEST = 1948
SHOWN = 6  # choices of a facet before "more"
DECADE = ("start_date__gte", "start_date__lte")  # the filters that make a decade
CODES = {
    "region": Region,
    "subregion": Subregion,
    "status": Status,
    "chapter": Chapter,
    "confidence": Confidence,
    **dict.fromkeys(("consent", "impartiality", "force"), AssessmentCode),
}
NAMES_OF_CODES = {name: dict(codes.choices) for name, codes in CODES.items()}
SAID = {  # how the sentence and the chips say a filter
    **FACETS,
    "organization": "run by",
    "mission_type": "type",
    "host": "host",
    "region": "in",
    "status": "",
    "task": "task",
    "q": "words",
    "active_on": "in the field in",
    "active_from": "in the field from",
    "active_to": "in the field until",
    "start_date__gte": "started from",
    "start_date__lte": "started until",
    "peak_personnel": "peak personnel",
}


CHOSEN = ' class="chosen" aria-current="true"'
LINK = '<li><a id="{}" href="{}"{}>{}</a> <span class="count">{}</span></li>'


@dataclasses.dataclass
class Choice:
    """A value of a facet: how many missions it would leave, and the query that takes it
    in or out."""

    value: str
    label: str
    count: int
    chosen: bool
    query: str


@dataclasses.dataclass
class Facet:
    name: str
    label: str
    choices: list

    @property
    def first(self):
        return [c for i, c in enumerate(self.choices) if i < SHOWN or c.chosen]

    @property
    def more(self):
        return [c for i, c in enumerate(self.choices) if i >= SHOWN and not c.chosen]

    @property
    def first_links(self):
        return links(self.name, self.first)

    @property
    def more_links(self):
        return links(self.name, self.more)

    @property
    def chosen(self):
        return any(choice.chosen for choice in self.choices)


def links(name, choices):
    """Choices of a facet as items of a list; each has an id, so that the keyboard finds it
    again when the list was changed. A page has more than a hundred of them, which the
    language of templates would make ten times as slowly."""
    return mark_safe(
        "".join(
            LINK.format(
                escape(f"{name}-{choice.value}"),
                escape(choice.query),
                CHOSEN if choice.chosen else "",
                escape(choice.label),
                choice.count,
            )
            for choice in choices
        )
    )


class Choices:
    """What can be chosen beside what a query string has chosen; `filterset` is of the same
    query string and known to be right, `held` of the state of the data that is shown."""

    def __init__(self, params, filterset=None, held=None):
        self.params = params
        self.filterset = filterset or MissionFilter(
            self.without("view", "by", *PAGE), queryset=Mission.objects.all()
        )
        self.filterset.is_valid()
        self.held = held or Held()
        self.labels = self.held.labels

    @cached_property
    def found(self):
        """The missions that each facet is counted under, and those of the list. One
        query."""
        own = {name: DECADE if name == "start_decade" else (name,) for name in FACETS}
        given = {
            name: filters
            for name, filters in own.items()
            if any(self.params.get(key) for key in filters)
        }
        return found_under(self.filterset, given, self.held)

    @property
    def number(self):
        """How many missions the list has."""
        return self.found[EVERYTHING].bit_count()

    def facets(self):
        """The facets with their counts, each under the other filters."""
        counted = counts(self.found, self.held)
        return [
            self.facet(name, label, counted[name]) for name, label in FACETS.items()
        ]

    def facet(self, name, label, counts):
        if name == "mission_type":
            counts = self.with_children(counts)
        chosen = self.chosen(name)
        for value in chosen:
            counts.setdefault(value, 0)
        others = self.without(*(DECADE if name == "start_decade" else (name,)))
        kept = others.urlencode(safe=",")
        choices = [
            Choice(
                value,
                self.label(name, value),
                n,
                value in chosen,
                toggled(kept, name, value, chosen),
            )
            for value, n in counts.items()
        ]
        if name == "start_decade":
            choices.sort(key=lambda choice: choice.value)
        else:
            choices.sort(key=lambda choice: (-choice.count, choice.label))
        return Facet(name, label, choices)

    def with_children(self, counts):
        """A type counts the missions of the types below it, as its filter does."""
        total = dict(counts)
        for child, parent in self.labels["parents"].items():
            if child in counts:
                total[parent] = total.get(parent, 0) + counts[child]
        return total

    def chosen(self, name):
        if name == "start_decade":
            first, last = (self.params.get(key, "") for key in DECADE)
            whole = first[:3] == last[:3] and (first[3:], last[3:]) == ("0", "9")
            return [first] if whole else []
        asked = self.params.get(name, "")
        known = {v.lower(): v for v in self.labels.get(name, {})} or {
            code: code for code in getattr(CODES.get(name), "values", ())
        }
        return [known.get(v.strip().lower(), v.strip()) for v in asked.split(",") if v]

    def without(self, *names):
        """The parameters but these, and but the page."""
        kept = QueryDict(mutable=True)
        kept.update({n: value for n, value in self.given.items() if n not in names})
        return kept

    @cached_property
    def given(self):
        """The parameters but the page, each with its last value."""
        return {n: v for n, v in self.params.items() if v and n != "cursor"}

    def query(self, without=(), **more):
        """The query string of a link that keeps what is chosen, with some changes."""
        kept = self.without(*without, *more)
        kept.update(more)
        return written(kept)

    def years(self):
        """The year that is shown, if one is, and the queries of those beside it."""
        today = datetime.datetime.now(datetime.UTC).year
        asked = self.params.get("active_on", "")[:4]
        shown = int(asked) if asked.isascii() and asked.isdecimal() else None
        kept = self.without("active_on", "active_from", "active_to")

        def of(year):
            if not EARLIEST <= year <= today:
                return None
            return self.query(["active_from", "active_to"], active_on=str(year))

        return {
            "shown": shown,
            "first": EARLIEST,
            "last": today,
            "before": of((shown or today + 1) - 1),
            "after": of(shown + 1) if shown else None,
            "all": written(kept),
            "carried": {name: kept[name] for name in kept},
        }

    def label(self, name, value):
        if name in NAMES_OF_CODES:
            return NAMES_OF_CODES[name].get(value, value)
        if name == "start_decade":
            return f"{value}s"
        return self.labels.get(name, {}).get(value, value)

    def chips(self):
        """What is chosen: (words, the query without it), one for each filter."""
        return [
            (self.said(name), written(self.without(name)))
            for name in self.params
            if self.params[name] and name not in (*PAGE, "view", "by")
        ]

    def said(self, name):
        field, _, operator = name.partition("__")
        label = SAID.get(name, SAID.get(field, field.replace("_", " ")))
        values = " or ".join(self.label(field, v) for v in self.chosen(field) or [])
        if operator or not values:
            values = " or ".join(
                self.label(field, v) for v in self.params[name].split(",")
            )
        between = {
            "not": "is not",
            "gte": "from" if name not in SAID else "",
            "lte": "to" if name not in SAID else "",
            "gt": "more than",
            "lt": "less than",
            "isnull": "is absent:",
        }.get(operator, "")
        return " ".join(filter(None, [label, between, values]))


def toggled(kept, name, value, chosen):
    """The query of a link that takes a value in or out, beside what is kept."""
    if name == "start_decade":
        ends = (value, str(int(value) + 9)) if value not in chosen else ()
        more = [f"{key}={end}" for key, end in zip(DECADE, ends, strict=False)]
    else:
        values = [v for v in chosen if v != value] + [value] * (value not in chosen)
        more = [f"{name}={quote(','.join(values), safe=',')}"] if values else []
    query = "&".join(filter(None, [kept, *more]))
    return f"?{query}" if query else "."


def written(params):
    """A query string for a link, `?` included: the list itself where nothing is left."""
    query = params.urlencode(safe=",")
    return f"?{query}" if query else "."
