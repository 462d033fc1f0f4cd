"""Organizations and countries in answers of the API."""

from rest_framework import serializers

from api.serializers import (
    KeysField,
    ModelPartSerializer,
    PartSerializer,
    RecordSerializer,
    keys,
)
from organizations.models import Country, CountryCode, Membership, Organization
from sources.serializers import (
    AbsentField,
    CitationSerializer,
    SourceOfRowSerializer,
)

ORGANIZATION_ROW = [
    *("slug", "acronym", "name", "url", "html_url", "kind", "founded"),
    *("founded_precision", "dissolved", "dissolved_precision", "successor", "members"),
    "summary",
]
COUNTRY_ROW = [
    *("iso3", "iso2", "m49", "name", "formal_name", "url", "html_url", "kind"),
    *("region", "subregion", "valid_from", "valid_from_precision", "valid_to"),
    *("valid_to_precision", "note"),
]
CODE = [
    *("scheme", "code", "valid_from", "valid_from_precision", "valid_to"),
    *("valid_to_precision", "note", "source"),
]


class OrganizationRowSerializer(RecordSerializer):
    """An organization, in a list."""

    resource = "organizations"

    successor = serializers.CharField(source="successor_id", allow_null=True)
    members = serializers.IntegerField(help_text="Present members on record")

    class Meta:
        model = Organization
        fields = ORGANIZATION_ROW


class MembershipSerializer(ModelPartSerializer):
    country = serializers.CharField(source="country_id")
    source = serializers.CharField(source="source_id")

    class Meta:
        model = Membership
        fields = [
            *("country", "joined", "joined_precision", "left", "left_precision"),
            *("note", "source"),
        ]


class SeatSerializer(PartSerializer):
    place = serializers.CharField(source="headquarters_place", allow_blank=True)
    country = serializers.CharField(source="headquarters_country_id", allow_null=True)


class OrganizationSerializer(OrganizationRowSerializer):
    """The whole record of an organization."""

    headquarters = SeatSerializer(source="*")
    roles = KeysField("slug")
    memberships = MembershipSerializer(many=True)
    predecessors = KeysField("slug")
    absent = AbsentField()
    sources = CitationSerializer(source="citations", many=True)

    class Meta(OrganizationRowSerializer.Meta):
        fields = [
            *ORGANIZATION_ROW,
            *("legal_basis", "headquarters", "prose", "roles", "website"),
            *("memberships", "predecessors", "absent", "sources"),
        ]


class CountryRowSerializer(RecordSerializer):
    """A state, former state or territory, in a list."""

    resource = "countries"

    class Meta:
        model = Country
        fields = COUNTRY_ROW


class CountryCodePartSerializer(ModelPartSerializer):
    source = serializers.CharField(source="source_id")

    class Meta:
        model = CountryCode
        fields = CODE


class CountryCodeSerializer(CountryCodePartSerializer):
    """A country in another scheme of codes, and when the code held."""

    country = serializers.CharField(source="country_id")
    sources = SourceOfRowSerializer(source="source")

    class Meta(CountryCodePartSerializer.Meta):
        fields = ["country", *CODE, "sources"]


class CountrySerializer(CountryRowSerializer):
    """The whole record of a country."""

    codes = CountryCodePartSerializer(many=True)
    predecessors = KeysField("iso3")
    successors = KeysField("iso3")
    organizations = serializers.SerializerMethodField(help_text="Present memberships")
    source = serializers.CharField(source="source_id")
    sources = SourceOfRowSerializer(source="source")

    class Meta(CountryRowSerializer.Meta):
        fields = [
            *COUNTRY_ROW,
            *("codes", "predecessors", "successors", "organizations", "source"),
            "sources",
        ]

    def get_organizations(self, country) -> list[str]:
        present = [m for m in country.memberships.all() if m.left is None]
        return keys(present, "organization_id")
