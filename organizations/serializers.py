"""Organizations and countries in answers of the API."""

from rest_framework import serializers

from api.serializers import RecordSerializer, keys
from organizations.models import Country, CountryCode, Membership, Organization
from sources.serializers import CitationSerializer, absent

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


class OrganizationRowSerializer(RecordSerializer, serializers.ModelSerializer):
    resource = "organizations"

    successor = serializers.CharField(source="successor_id")
    members = serializers.IntegerField(help_text="Present members on record")

    class Meta:
        model = Organization
        fields = ORGANIZATION_ROW


class MembershipSerializer(serializers.ModelSerializer):
    country = serializers.CharField(source="country_id")
    source = serializers.CharField(source="source_id")

    class Meta:
        model = Membership
        fields = [
            *("country", "joined", "joined_precision", "left", "left_precision"),
            *("note", "source"),
        ]


class OrganizationSerializer(OrganizationRowSerializer):
    headquarters = serializers.SerializerMethodField()
    roles = serializers.SerializerMethodField()
    memberships = MembershipSerializer(many=True)
    predecessors = serializers.SerializerMethodField()
    absent = serializers.SerializerMethodField(help_text="Why a field has no value")
    sources = CitationSerializer(source="citations", many=True)

    class Meta(OrganizationRowSerializer.Meta):
        fields = [
            *ORGANIZATION_ROW,
            *("legal_basis", "headquarters", "prose", "roles", "website"),
            *("memberships", "predecessors", "absent", "sources"),
        ]

    def get_headquarters(self, organization) -> dict | None:
        if not organization.headquarters_place:
            return None
        return {
            "place": organization.headquarters_place,
            "country": organization.headquarters_country_id,
        }

    def get_roles(self, organization) -> list[str]:
        return keys(organization.roles.all(), "slug")

    def get_predecessors(self, organization) -> list[str]:
        return keys(organization.predecessors.all(), "slug")

    def get_absent(self, organization) -> dict:
        return absent(organization)


class CountryRowSerializer(RecordSerializer, serializers.ModelSerializer):
    resource = "countries"

    class Meta:
        model = Country
        fields = COUNTRY_ROW


class CountryCodeSerializer(serializers.ModelSerializer):
    source = serializers.CharField(source="source_id")

    class Meta:
        model = CountryCode
        fields = [
            *("scheme", "code", "valid_from", "valid_from_precision", "valid_to"),
            *("valid_to_precision", "note", "source"),
        ]


class CountrySerializer(CountryRowSerializer):
    codes = CountryCodeSerializer(many=True)
    predecessors = serializers.SerializerMethodField()
    successors = serializers.SerializerMethodField()
    organizations = serializers.SerializerMethodField(help_text="Present memberships")
    source = serializers.CharField(source="source_id")

    class Meta(CountryRowSerializer.Meta):
        fields = [
            *COUNTRY_ROW,
            *("codes", "predecessors", "successors", "organizations", "source"),
        ]

    def get_predecessors(self, country) -> list[str]:
        return keys(country.predecessors.all(), "iso3")

    def get_successors(self, country) -> list[str]:
        return keys(country.successors.all(), "iso3")

    def get_organizations(self, country) -> list[str]:
        present = [m for m in country.memberships.all() if m.left is None]
        return keys(present, "organization_id")
