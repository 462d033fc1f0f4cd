"""What `organizations` loads."""

from organizations.models import Country, CountryCode, Membership, Organization, Role
from sources.loader.parts import Records, Table
from sources.loader.shapes import Group, Shape

PARTS = [
    Table(
        "countries/countries.csv",
        Country,
        (
            *("iso3", "iso2", "m49", "name", "formal_name", "kind", "region"),
            *("subregion", "valid_from", "valid_to", "note", "source"),
        ),
        links=("successors",),
    ),
    Table(
        "countries/codes.csv",
        CountryCode,
        ("country", "scheme", "code", "valid_from", "valid_to", "note", "source"),
    ),
    Records("roles", Shape(Role, ("name", "position", "summary", "prose", "examples"))),
    Records(
        "organizations",
        Shape(
            Organization,
            (
                *("acronym", "name", "kind", "founded", "dissolved", "successor"),
                *("legal_basis", "summary", "prose", "website"),
            ),
            groups=(
                Group(
                    "headquarters",
                    {"place": "headquarters_place", "country": "headquarters_country"},
                ),
            ),
            links=("roles",),
        ),
    ),
    Table(
        "organizations/memberships.csv",
        Membership,
        ("organization", "country", "joined", "left", "note", "source"),
    ),
]
