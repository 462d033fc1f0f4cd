"""What one may ask of organizations and countries."""

from api.filters import CodesFilter, StrictFilterSet, TextFilter
from organizations.codes import CountryKind, OrganizationKind, Region, Subregion
from organizations.models import Country, Organization


class OrganizationFilter(StrictFilterSet):
    orderings = {"name": ["name"], "acronym": ["acronym"], "founded": ["founded"]}

    q = TextFilter(method="search", label="Words")
    kind = CodesFilter("kind", lambda: OrganizationKind.values, label="Kind")

    class Meta:
        model = Organization
        fields = []

    def search(self, queryset, name, value):
        return queryset.search(value)


class CountryFilter(StrictFilterSet):
    orderings = {"name": ["name"], "iso3": ["iso3"]}

    q = TextFilter(method="search", label="Words")
    kind = CodesFilter("kind", lambda: CountryKind.values, label="Kind")
    region = CodesFilter("region", lambda: Region.values, label="Region")
    subregion = CodesFilter("subregion", lambda: Subregion.values, label="Subregion")

    class Meta:
        model = Country
        fields = []

    def search(self, queryset, name, value):
        return queryset.search(value)
