"""Resources of organizations and countries. `config/api.py` routes them."""

from organizations.filters import CountryCodeFilter, CountryFilter, OrganizationFilter
from organizations.models import Country, CountryCode, Organization
from organizations.outlines import Outline
from organizations.serializers import (
    CountryCodeSerializer,
    CountryRowSerializer,
    CountrySerializer,
    OrganizationRowSerializer,
    OrganizationSerializer,
)
from sources.viewsets import SourcedListViewSet, SourcedViewSet


class OrganizationViewSet(SourcedViewSet):
    """Organizations that mandate and run operations."""

    example = "un"
    queryset = Organization.objects.all()
    filterset_class = OrganizationFilter
    row_serializer = OrganizationRowSerializer
    record_serializer = OrganizationSerializer


class CountryViewSet(SourcedViewSet):
    """States, former states and territories. As GeoJSON a state has its outline, a
    former state or a country too small for the map has none."""

    example = "MLI"
    queryset = Country.objects.all()
    filterset_class = CountryFilter
    row_serializer = CountryRowSerializer
    record_serializer = CountrySerializer
    geometry = Outline()


class CountryCodeViewSet(SourcedListViewSet):
    """The crosswalk of country codes, dated."""

    queryset = CountryCode.objects.all()
    filterset_class = CountryCodeFilter
    row_serializer = CountryCodeSerializer
    record_serializer = CountryCodeSerializer
    left_out = ("sources",)


# Their answers are rendered with the data: see `sources.stored`.
ANSWERED = [
    OrganizationViewSet,
    CountryViewSet,
]
