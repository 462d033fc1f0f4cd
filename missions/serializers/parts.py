"""Decisions, assessments and events: on their own, and within a mission."""

from rest_framework import serializers

from api.serializers import (
    KeysField,
    ModelPartSerializer,
    PartSerializer,
    RecordSerializer,
)
from missions.models import Assessment, Mandate, PrincipleEvent
from sources.serializers import CitationSerializer

MANDATE = [
    *("slug", "mission", "url", "html_url", "body", "symbol", "adopted_on"),
    *("adopted_precision", "action", "chapter", "valid_until"),
    *("valid_until_precision", "changes", "document_url"),
]
MANDATE_PARTS = ["ceilings", "tasks_added", "tasks_removed", "sources"]
ASSESSMENT = [
    *("slug", "mission", "url", "html_url", "principle", "phase", "start_date"),
    *("start_precision", "end_date", "end_precision", "code", "confidence"),
    *("rationale", "coder", "coded_on"),
]
EVENT = [
    *("slug", "mission", "url", "html_url", "date", "date_precision", "principle"),
    *("what", "effect"),
]


def within(fields):
    """The fields of a part where it stands within its mission."""
    return [name for name in fields if name not in ("mission", "url", "html_url")]


class CeilingsSerializer(PartSerializer):
    """Persons that a decision authorises, by component; null where it sets no ceiling.
    `military` is one ceiling over troops and observers."""

    military = serializers.IntegerField(allow_null=True)
    troops = serializers.IntegerField(allow_null=True)
    police = serializers.IntegerField(allow_null=True)
    military_observers = serializers.IntegerField(allow_null=True)
    civilians = serializers.IntegerField(allow_null=True)

    def to_representation(self, mandate):
        set_to = {c.component: c.personnel for c in mandate.ceilings.all()}
        return {name: set_to.get(name.replace("_", "-")) for name in self.fields}


class MandatePartSerializer(ModelPartSerializer):
    """A decision on a mission."""

    document_url = serializers.CharField(
        source="url", allow_blank=True, help_text="Where the decision is published"
    )
    ceilings = CeilingsSerializer(source="*")
    tasks_added = KeysField("slug")
    tasks_removed = KeysField("slug")
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = Mandate
        fields = [*within(MANDATE), *MANDATE_PARTS]


class AssessmentPartSerializer(ModelPartSerializer):
    """How a principle stood in a phase of a mission, as we code it."""

    principle = serializers.CharField(source="principle_id")
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = Assessment
        fields = [*within(ASSESSMENT), "sources"]


class EventPartSerializer(ModelPartSerializer):
    """A dated event that upheld, strained, breached or redefined a principle."""

    principle = serializers.CharField(source="principle_id")
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = PrincipleEvent
        fields = [*within(EVENT), "sources"]


class MandateRowSerializer(RecordSerializer):
    """A decision on a mission, in a list."""

    resource = "mandates"

    mission = serializers.CharField(source="mission_id")
    document_url = serializers.CharField(
        source="url", allow_blank=True, help_text="Where the decision is published"
    )

    class Meta:
        model = Mandate
        fields = MANDATE


class MandateSerializer(MandateRowSerializer):
    """A decision on a mission: what it established, extended, changed or ended."""

    ceilings = CeilingsSerializer(source="*")
    tasks_added = KeysField("slug")
    tasks_removed = KeysField("slug")
    sources = CitationSerializer(source="citations", many=True)

    class Meta(MandateRowSerializer.Meta):
        fields = [*MANDATE, *MANDATE_PARTS]


class AssessmentRowSerializer(RecordSerializer):
    """How a principle stood in a phase of a mission, in a list."""

    resource = "assessments"

    mission = serializers.CharField(source="mission_id")
    principle = serializers.CharField(source="principle_id")

    class Meta:
        model = Assessment
        fields = ASSESSMENT


class AssessmentSerializer(AssessmentRowSerializer):
    """How a principle stood in a phase of a mission, with the evidence."""

    sources = CitationSerializer(source="citations", many=True)

    class Meta(AssessmentRowSerializer.Meta):
        fields = [*ASSESSMENT, "sources"]


class EventRowSerializer(RecordSerializer):
    """A dated event in the life of a principle, in a list."""

    resource = "principle-events"

    mission = serializers.CharField(source="mission_id")
    principle = serializers.CharField(source="principle_id")

    class Meta:
        model = PrincipleEvent
        fields = EVENT


class EventSerializer(EventRowSerializer):
    """A dated event in the life of a principle, with the evidence."""

    sources = CitationSerializer(source="citations", many=True)

    class Meta(EventRowSerializer.Meta):
        fields = [*EVENT, "sources"]
