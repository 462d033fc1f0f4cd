"""What one may ask of principles, explainers and terms."""

from django.db.models import F

from api.filters import REQUIRED_RANGE, SET, CodesFilter
from api.grouping import Group
from principles.codes import ExplainerKind
from principles.models import Explainer, GlossaryTerm, Principle
from sources.filters import Dates, SearchedFilterSet, fixed, keys, names, words


class PrincipleFilter(SearchedFilterSet):
    searched = "principles"
    orderings = {"position": ["position"], "name": ["name"]}

    class Meta:
        model = Principle
        fields = []


class ExplainerFilter(SearchedFilterSet):
    searched = "explainers"
    orderings = {"position": ["kind", "position"], "title": ["title"]}
    groups = {
        "kind": Group(F("kind"), labels=words(ExplainerKind)),
        "principle": Group(F("principle"), labels=names(Principle)),
    }

    kind = CodesFilter(
        "kind",
        label="Kind of explainer",
        codes=fixed(ExplainerKind),
        operators=SET[:1],
        example="principle",
    )
    principle = CodesFilter(
        "principle",
        label="Principle that it explains",
        codes=keys(Principle, "principles"),
        operators=SET,
        example="consent",
    )
    reviewed_on = Dates(
        "reviewed_on",
        label="Day of the last review",
        operators=REQUIRED_RANGE,
        example="2026",
    )

    class Meta:
        model = Explainer
        fields = []


class GlossaryFilter(SearchedFilterSet):
    searched = "glossary"
    orderings = {"term": ["term"]}

    class Meta:
        model = GlossaryTerm
        fields = []
