"""Resources of operations. `config/api.py` routes them."""

from api.viewsets import RecordViewSet
from missions.filters import MissionFilter
from missions.models import Mission
from missions.serializers import MissionRowSerializer, MissionSerializer


class MissionViewSet(RecordViewSet):
    """Peace operations."""

    queryset = Mission.objects.all()
    filterset_class = MissionFilter
    row_serializer = MissionRowSerializer
    record_serializer = MissionSerializer
