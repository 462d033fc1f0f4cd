"""Lists of organizations and countries. The page of one shows missions: it belongs to
their room, `missions/parties.py`."""

from organizations.codes import CountryKind, OrganizationKind, Region
from organizations.filters import CountryFilter, OrganizationFilter
from organizations.models import Country, Organization, Role
from sources.pages import ListPage


class OrganizationList(ListPage):
    queryset = Organization.objects.all()
    filterset_class = OrganizationFilter
    resource = "organizations"
    form_fields = ("q", "kind")
    template_name = "organizations/organization_list.html"

    def get_context_data(self, **context):
        return super().get_context_data(
            kinds=OrganizationKind.choices, roles=Role.objects.all(), **context
        )


class CountryList(ListPage):
    queryset = Country.objects.all()
    filterset_class = CountryFilter
    resource = "countries"
    form_fields = ("q", "kind", "region")
    template_name = "organizations/country_list.html"

    def get_context_data(self, **context):
        return super().get_context_data(
            kinds=CountryKind.choices, regions=Region.choices, **context
        )
