"""The resource of sources. `config/api.py` routes it."""

from sources.filters import SourceFilter
from sources.models import Source
from sources.serializers import SourceSerializer
from sources.viewsets import SourcedViewSet


class SourceViewSet(SourcedViewSet):
    """Works, documents and datasets from which facts are taken."""

    example = "un-charter"
    queryset = Source.objects.all()
    filterset_class = SourceFilter
    row_serializer = SourceSerializer
    record_serializer = SourceSerializer


# Their answers are rendered with the data: see `sources.stored`.
ANSWERED = [
    SourceViewSet,
]
