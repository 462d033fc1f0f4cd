"""Resources of organizations and countries. `config/api.py` routes them."""

from api.viewsets import RecordViewSet
from organizations.filters import CountryFilter, OrganizationFilter
from organizations.models import Country, Organization
from organizations.serializers import (
    CountryRowSerializer,
    CountrySerializer,
    OrganizationRowSerializer,
    OrganizationSerializer,
)


class OrganizationViewSet(RecordViewSet):
    """Organizations that mandate and run operations."""

    queryset = Organization.objects.all()
    filterset_class = OrganizationFilter
    row_serializer = OrganizationRowSerializer
    record_serializer = OrganizationSerializer


class CountryViewSet(RecordViewSet):
    """States, former states and territories."""

    queryset = Country.objects.all()
    filterset_class = CountryFilter
    row_serializer = CountryRowSerializer
    record_serializer = CountrySerializer
