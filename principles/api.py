"""Resources of principles. `config/api.py` routes them."""

from api.viewsets import RecordViewSet
from principles.filters import PrincipleFilter
from principles.models import Principle
from principles.serializers import PrincipleRowSerializer, PrincipleSerializer


class PrincipleViewSet(RecordViewSet):
    """The three principles."""

    queryset = Principle.objects.all()
    filterset_class = PrincipleFilter
    row_serializer = PrincipleRowSerializer
    record_serializer = PrincipleSerializer
