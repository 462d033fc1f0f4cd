"""Missions, their types, the tasks in mandates and case studies."""

from rest_framework import serializers

from api.serializers import (
    CodeMapField,
    KeysField,
    ModelPartSerializer,
    PartSerializer,
    RecordSerializer,
    keys,
)
from missions.models import (
    CaseStudy,
    Leader,
    MandateTask,
    Mission,
    MissionAlias,
    MissionHost,
    MissionType,
)
from missions.querysets import RUNNING_ROLES
from missions.serializers.parts import (
    AssessmentPartSerializer,
    EventPartSerializer,
    MandatePartSerializer,
)
from sources.serializers import CitationSerializer

ROW = [
    *("slug", "acronym", "name", "url", "html_url", "mission_type", "organizations"),
    *("hosts", "region", "subregion", "status", "start_date", "start_precision"),
    *("end_date", "end_precision", "chapter", "latitude", "longitude"),
    *("peak_personnel", "peak_at_least", "fatalities", "summary"),
]
TYPE = [
    *("slug", "name", "noun", "url", "html_url", "parent", "position"),
    *("definition", "recognition", "missions_total"),
]
STUDY = ["slug", "title", "url", "html_url", "missions", "organizations", "explainers"]


class MissionRowSerializer(RecordSerializer):
    """A row: enough to draw a list or a map without a request for each mission."""

    resource = "missions"

    mission_type = serializers.CharField(source="mission_type_id")
    organizations = serializers.SerializerMethodField(
        help_text="Organizations that run it, alone or as partners"
    )
    hosts = KeysField(
        "country_id", source="host_periods", help_text="Hosts, the main one first"
    )
    status = serializers.CharField(help_text="ongoing, ended or planned; as of today")
    latitude = serializers.FloatField(
        allow_null=True, help_text="Of headquarters, degrees north, WGS 84"
    )
    longitude = serializers.FloatField(
        allow_null=True, help_text="Of headquarters, degrees east, WGS 84"
    )

    class Meta:
        model = Mission
        fields = ROW

    def get_organizations(self, mission) -> list[str]:
        return self.organizations_as(mission, *RUNNING_ROLES)

    @staticmethod
    def organizations_as(mission, *roles):
        parties = [party for party in mission.parties.all() if party.role in roles]
        return keys(parties, "organization_id")


class AliasSerializer(ModelPartSerializer):
    class Meta:
        model = MissionAlias
        fields = ["name", "language"]


class HostPeriodSerializer(ModelPartSerializer):
    country = serializers.CharField(source="country_id")

    class Meta:
        model = MissionHost
        fields = [
            *("country", "start_date", "start_precision", "end_date"),
            *("end_precision", "note"),
        ]


class HeadquartersSerializer(PartSerializer):
    place = serializers.CharField(source="headquarters_place", allow_blank=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)


class CodesSerializer(PartSerializer):
    """Keys of the mission in other datasets."""

    ucdp_conflicts = serializers.ListField(child=serializers.IntegerField())
    gw = serializers.SerializerMethodField(help_text="Gleditsch and Ward, of the hosts")
    wikidata = serializers.CharField(allow_blank=True)

    def get_gw(self, mission) -> list[int]:
        codes = {
            code.code
            for period in mission.host_periods.all()
            for code in period.country.codes.all()
            if code.scheme == "gw" and code.code
        }
        return sorted(int(code) for code in codes)


class LeaderPartSerializer(ModelPartSerializer):
    nationality = serializers.CharField(source="nationality_id", allow_null=True)
    source = serializers.CharField(source="source_id")

    class Meta:
        model = Leader
        fields = [
            *("post", "name", "nationality", "start_date", "start_precision"),
            *("end_date", "end_precision", "source"),
        ]


class MissionSerializer(MissionRowSerializer):
    """The whole record, with its parts and the sources of each."""

    aliases = AliasSerializer(many=True)
    lead_organizations = serializers.SerializerMethodField()
    partner_organizations = serializers.SerializerMethodField()
    authorising_organizations = serializers.SerializerMethodField()
    host_periods = HostPeriodSerializer(many=True)
    headquarters = HeadquartersSerializer(source="*")
    mandates = MandatePartSerializer(many=True)
    leaders = LeaderPartSerializer(many=True)
    assessments = AssessmentPartSerializer(many=True)
    principle_events = EventPartSerializer(many=True)
    predecessors = KeysField("slug")
    successors = KeysField("slug", source="succeeded_by")
    case_studies = KeysField("slug")
    codes = CodesSerializer(source="*")
    absent = CodeMapField(help_text="Why a field has no value: `{field: reason}`")
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

    def get_lead_organizations(self, mission) -> list[str]:
        return self.organizations_as(mission, "lead")

    def get_partner_organizations(self, mission) -> list[str]:
        return self.organizations_as(mission, "partner")

    def get_authorising_organizations(self, mission) -> list[str]:
        return self.organizations_as(mission, "authorising")


class MissionTypeRowSerializer(RecordSerializer):
    """A kind of operation, in a list."""

    resource = "mission-types"

    parent = serializers.CharField(source="parent_id", allow_null=True)
    missions_total = serializers.IntegerField(
        help_text="Missions of the type and of the types below it"
    )

    class Meta:
        model = MissionType
        fields = TYPE


class MissionTypeSerializer(MissionTypeRowSerializer):
    """A kind of operation, with its marks and examples."""

    children = KeysField("slug")
    examples = KeysField("mission_id")
    sources = CitationSerializer(source="citations", many=True)

    class Meta(MissionTypeRowSerializer.Meta):
        fields = [*TYPE, "prose", "children", "examples", "sources"]


class MandateTaskSerializer(RecordSerializer):
    """A task that mandates give, with its name in three datasets."""

    resource = "mandate-tasks"

    source = serializers.CharField(source="source_id")

    class Meta:
        model = MandateTask
        fields = [
            *("slug", "name", "url", "html_url", "group", "definition", "unpmm"),
            *("tamm", "pema", "source"),
        ]


class CaseStudyRowSerializer(RecordSerializer):
    """A case study, in a list."""

    resource = "case-studies"

    missions = KeysField("slug")
    organizations = KeysField("slug")
    explainers = KeysField("slug")

    class Meta:
        model = CaseStudy
        fields = STUDY


class CaseStudySerializer(CaseStudyRowSerializer):
    """A case study to the one frame; its sections are Markdown."""

    sources = CitationSerializer(source="citations", many=True)

    class Meta(CaseStudyRowSerializer.Meta):
        fields = [
            *STUDY,
            *("context", "mandate_and_force", "principles", "outcome", "disputed"),
            *("lessons", "sources"),
        ]
