"""What one may ask of organizations, countries and their codes."""

from django.db.models import F

from api.filters import SET, CodesFilter
from api.filters import StrictFilterSet as Strict
from api.grouping import Group, decade_of, year_of
from api.relations import Related
from api.values import Listed
from organizations.codes import (
    CodeScheme,
    CountryKind,
    OrganizationKind,
    Region,
    Subregion,
)
from organizations.models import Country, CountryCode, Membership, Organization, Role
from sources.filters import (
    Dates,
    SearchedFilterSet,
    distinct,
    fixed,
    keys,
    names,
    words,
)
from sources.models import Source


def present():
    return Membership.objects.filter(left__isnull=True)


MEMBERS = Related(present, "country", key="organization")
MEMBER_OF = Related(present, "organization", key="country")
ROLES = Related(Organization.roles.through.objects.all, "role", key="organization")


class OrganizationFilter(SearchedFilterSet):
    searched = "organizations"
    orderings = {"name": ["name"], "acronym": ["acronym"], "founded": ["founded"]}
    groups = {
        "kind": Group(F("kind"), labels=words(OrganizationKind)),
        "role": Group(related=ROLES, labels=names(Role)),
        "start_decade": decade_of("founded"),
    }

    kind = CodesFilter(
        "kind",
        label="Kind of organization",
        codes=fixed(OrganizationKind),
        operators=SET[:1],
        example="regional",
    )
    founded = Dates("founded", label="Founding", example="1949")
    dissolved = Dates("dissolved", label="Dissolution", example="2002")
    member = CodesFilter(
        label="Present member, ISO3",
        codes=keys(Country, "countries"),
        related=MEMBERS,
        operators=SET,
        example="FRA",
    )
    role = CodesFilter(
        label="Role that it plays",
        codes=Listed(
            Role.objects.values_list("pk", flat=True).all, "organizations.roles"
        ),
        related=ROLES,
        operators=SET,
        example="deploy",
    )

    class Meta:
        model = Organization
        fields = []


class CountryFilter(SearchedFilterSet):
    searched = "countries"
    orderings = {"name": ["name"], "iso3": ["iso3"], "valid_from": ["valid_from"]}
    groups = {
        "kind": Group(F("kind"), labels=words(CountryKind)),
        "region": Group(F("region"), labels=words(Region)),
        "subregion": Group(F("subregion"), labels=words(Subregion)),
        "organization": Group(related=MEMBER_OF, labels=names(Organization)),
    }

    iso3 = CodesFilter(
        "iso3",
        label="ISO3",
        codes=keys(Country, "countries"),
        operators=SET[:1],
        example="MLI",
    )
    kind = CodesFilter(
        "kind",
        label="State, former state or territory",
        codes=fixed(CountryKind),
        operators=SET[:1],
        example="former-state",
    )
    region = CodesFilter(
        "region",
        label="Region, UN M49",
        codes=fixed(Region),
        operators=SET[:1],
        example="africa",
    )
    subregion = CodesFilter(
        "subregion",
        label="Subregion, UN M49",
        codes=fixed(Subregion),
        operators=SET[:1],
        example="western-africa",
    )
    organization = CodesFilter(
        label="Organization of which it is a member now",
        codes=keys(Organization, "organizations"),
        related=MEMBER_OF,
        operators=SET,
        example="ecowas",
    )
    valid_from = Dates(
        "valid_from", label="Begin of the state in this form", example="1991"
    )
    valid_to = Dates("valid_to", label="End of the state in this form", example="1992")

    class Meta:
        model = Country
        fields = []


class CountryCodeFilter(Strict):
    orderings = {
        "country": ["country", "scheme", "valid_from", "code"],
        "scheme": ["scheme", "country", "code"],
        "code": ["code"],
        "valid_from": ["valid_from"],
    }
    groups = {
        "scheme": Group(F("scheme"), labels=words(CodeScheme)),
        "country": Group(F("country"), labels=names(Country)),
        "year": year_of("valid_from"),
    }

    country = CodesFilter(
        "country",
        label="Country, ISO3",
        codes=keys(Country, "countries"),
        operators=SET[:1],
        example="MLI",
    )
    scheme = CodesFilter(
        "scheme",
        label="Scheme of codes",
        codes=fixed(CodeScheme),
        operators=SET[:1],
        example="gw",
    )
    code = CodesFilter(
        "code",
        label="Code in the scheme",
        codes=distinct(CountryCode, "code", "country-codes"),
        operators=SET,
        example="432",
    )
    valid_from = Dates("valid_from", label="Begin of the code", example="1991")
    valid_to = Dates("valid_to", label="End of the code", example="1992")
    source = CodesFilter(
        "source",
        label="Source",
        codes=keys(Source, "sources"),
        operators=SET[:1],
        example="gw-states",
    )

    class Meta:
        model = CountryCode
        fields = []
