"""Missions in answers of the API. The querysets have fetched what stands here: no
serializer asks the database."""

from rest_framework import serializers

from api.serializers import RecordSerializer, keys
from missions.models import Assessment, Leader, Mandate, Mission, PrincipleEvent
from missions.querysets import RUNNING_ROLES
from sources.serializers import CitationSerializer

ROW = [
    *("slug", "acronym", "name", "url", "html_url", "mission_type", "organizations"),
    *("hosts", "region", "subregion", "status", "start_date", "start_precision"),
    *("end_date", "end_precision", "chapter", "latitude", "longitude"),
    *("peak_personnel", "fatalities", "summary"),
]


class MissionRowSerializer(RecordSerializer, serializers.ModelSerializer):
    """A row: enough to draw a list or a map without a request for each mission."""

    resource = "missions"

    mission_type = serializers.CharField(source="mission_type_id")
    organizations = serializers.SerializerMethodField(
        help_text="Organizations that run it, alone or as partners"
    )
    hosts = serializers.SerializerMethodField(
        help_text="Host states, the main one first"
    )
    status = serializers.CharField()
    latitude = serializers.FloatField(help_text="Of headquarters, degrees")
    longitude = serializers.FloatField(help_text="Of headquarters, degrees")

    class Meta:
        model = Mission
        fields = ROW

    def get_organizations(self, mission) -> list[str]:
        return self.organizations_as(mission, *RUNNING_ROLES)

    def get_hosts(self, mission) -> list[str]:
        return keys(mission.host_periods.all(), "country_id")

    @staticmethod
    def organizations_as(mission, *roles):
        parties = [party for party in mission.parties.all() if party.role in roles]
        return keys(parties, "organization_id")


class MandateSerializer(serializers.ModelSerializer):
    """A decision on a mission."""

    ceilings = serializers.SerializerMethodField(help_text="Persons, by component")
    tasks_added = serializers.SerializerMethodField()
    tasks_removed = serializers.SerializerMethodField()
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = Mandate
        fields = [
            *("slug", "body", "symbol", "adopted_on", "adopted_precision", "action"),
            *("chapter", "valid_until", "valid_until_precision", "ceilings"),
            *("tasks_added", "tasks_removed", "changes", "url", "sources"),
        ]

    def get_ceilings(self, mandate) -> dict[str, int]:
        return {c.component: c.personnel for c in mandate.ceilings.all()}

    def get_tasks_added(self, mandate) -> list[str]:
        return keys(mandate.tasks_added.all(), "slug")

    def get_tasks_removed(self, mandate) -> list[str]:
        return keys(mandate.tasks_removed.all(), "slug")


class AssessmentSerializer(serializers.ModelSerializer):
    principle = serializers.CharField(source="principle_id")
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = Assessment
        fields = [
            *("slug", "principle", "phase", "start_date", "start_precision"),
            *("end_date", "end_precision", "code", "confidence", "rationale"),
            *("coder", "coded_on", "sources"),
        ]


class PrincipleEventSerializer(serializers.ModelSerializer):
    principle = serializers.CharField(source="principle_id")
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = PrincipleEvent
        fields = [
            *("slug", "date", "date_precision", "principle", "what", "effect"),
            "sources",
        ]


class LeaderSerializer(serializers.ModelSerializer):
    nationality = serializers.CharField(source="nationality_id")
    source = serializers.CharField(source="source_id")

    class Meta:
        model = Leader
        fields = [
            *("post", "name", "nationality", "start_date", "start_precision"),
            *("end_date", "end_precision", "source"),
        ]


class MissionSerializer(MissionRowSerializer):
    """The whole record, with its parts and the sources of each."""

    aliases = serializers.SerializerMethodField()
    lead_organizations = serializers.SerializerMethodField()
    partner_organizations = serializers.SerializerMethodField()
    authorising_organizations = serializers.SerializerMethodField()
    host_periods = serializers.SerializerMethodField()
    headquarters = serializers.SerializerMethodField()
    mandates = MandateSerializer(many=True)
    leaders = LeaderSerializer(many=True)
    assessments = AssessmentSerializer(many=True)
    principle_events = PrincipleEventSerializer(many=True)
    predecessors = serializers.SerializerMethodField()
    successors = serializers.SerializerMethodField()
    case_studies = serializers.SerializerMethodField()
    codes = serializers.SerializerMethodField(help_text="Keys in other datasets")
    absent = serializers.SerializerMethodField(help_text="Why a field has no value")
    sources = CitationSerializer(source="citations", many=True)

    class Meta(MissionRowSerializer.Meta):
        fields = [
            *ROW,
            *("aliases", "lead_organizations", "partner_organizations"),
            *("authorising_organizations", "host_periods", "theatre"),
            *("authorised_on", "authorised_precision", "legal_basis", "headquarters"),
            *("mandates", "leaders", "assessments", "principle_events"),
            *("predecessors", "successors", "case_studies", "codes", "outcome"),
            *("confidence", "absent", "sources", "updated_on"),
        ]

    def get_aliases(self, mission) -> list[dict]:
        return [{"name": a.name, "language": a.language} for a in mission.aliases.all()]

    def get_lead_organizations(self, mission) -> list[str]:
        return self.organizations_as(mission, "lead")

    def get_partner_organizations(self, mission) -> list[str]:
        return self.organizations_as(mission, "partner")

    def get_authorising_organizations(self, mission) -> list[str]:
        return self.organizations_as(mission, "authorising")

    def get_host_periods(self, mission) -> list[dict]:
        names = ["start_date", "start_precision", "end_date", "end_precision", "note"]
        return [
            {
                "country": period.country_id,
                **{name: getattr(period, name) for name in names},
            }
            for period in mission.host_periods.all()
        ]

    def get_headquarters(self, mission) -> dict | None:
        if not mission.headquarters_place:
            return None
        return {
            "place": mission.headquarters_place,
            "latitude": self.fields["latitude"].to_representation(mission.latitude)
            if mission.latitude is not None
            else None,
            "longitude": self.fields["longitude"].to_representation(mission.longitude)
            if mission.longitude is not None
            else None,
        }

    def get_predecessors(self, mission) -> list[str]:
        return keys(mission.predecessors.all(), "slug")

    def get_successors(self, mission) -> list[str]:
        return keys(mission.succeeded_by.all(), "slug")

    def get_case_studies(self, mission) -> list[str]:
        return keys(mission.case_studies.all(), "slug")

    def get_codes(self, mission) -> dict:
        codes = {
            code.code
            for period in mission.host_periods.all()
            for code in period.country.codes.all()
            if code.scheme == "gw" and code.code
        }
        return {
            "ucdp_conflicts": mission.ucdp_conflicts,
            "gw": sorted(int(code) for code in codes),
            "wikidata": mission.wikidata or None,
        }

    def get_absent(self, mission) -> dict:
        return mission.absent
