"""Resources of principles. `config/api.py` routes them."""

from principles.filters import ExplainerFilter, GlossaryFilter, PrincipleFilter
from principles.models import Explainer, GlossaryTerm, Principle
from principles.serializers import (
    ExplainerRowSerializer,
    ExplainerSerializer,
    GlossaryTermRowSerializer,
    GlossaryTermSerializer,
    PrincipleRowSerializer,
    PrincipleSerializer,
)
from sources.viewsets import SourcedViewSet


class PrincipleViewSet(SourcedViewSet):
    """The three principles."""

    example = "consent"
    queryset = Principle.objects.all()
    filterset_class = PrincipleFilter
    row_serializer = PrincipleRowSerializer
    record_serializer = PrincipleSerializer


class ExplainerViewSet(SourcedViewSet):
    """Texts for students."""

    example = "consent"
    queryset = Explainer.objects.all()
    filterset_class = ExplainerFilter
    row_serializer = ExplainerRowSerializer
    record_serializer = ExplainerSerializer


class GlossaryViewSet(SourcedViewSet):
    """Terms of the field, defined."""

    example = "host-state"
    queryset = GlossaryTerm.objects.all()
    filterset_class = GlossaryFilter
    row_serializer = GlossaryTermRowSerializer
    record_serializer = GlossaryTermSerializer


# Their answers are rendered with the data: see `sources.stored`.
ANSWERED = [
    PrincipleViewSet,
    ExplainerViewSet,
    GlossaryViewSet,
]
