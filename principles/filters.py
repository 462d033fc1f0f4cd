"""What one may ask of principles, explainers and terms."""

from api.filters import CodesFilter, StrictFilterSet
from principles.codes import ExplainerKind
from principles.models import Explainer, GlossaryTerm, Principle


class PrincipleFilter(StrictFilterSet):
    orderings = {"position": ["position"], "name": ["name"]}

    class Meta:
        model = Principle
        fields = []


class ExplainerFilter(StrictFilterSet):
    orderings = {"position": ["kind", "position"], "title": ["title"]}

    kind = CodesFilter("kind", lambda: ExplainerKind.values, label="Kind")

    class Meta:
        model = Explainer
        fields = []


class GlossaryFilter(StrictFilterSet):
    orderings = {"term": ["term"]}

    class Meta:
        model = GlossaryTerm
        fields = []
