"""Principles, explainers and terms in answers of the API."""

from rest_framework import serializers

from api.serializers import (
    KeysField,
    ModelPartSerializer,
    PartSerializer,
    RecordSerializer,
)
from principles.codes import CaseResult
from principles.models import (
    Explainer,
    GlossaryTerm,
    Misconception,
    Principle,
    Question,
)
from sources.dates import Precision
from sources.serializers import CitationSerializer

PRINCIPLE = ["slug", "name", "url", "html_url", "position", "statement"]
EXPLAINER = [
    *("slug", "kind", "title", "url", "html_url", "position", "principle", "answer"),
    *("key_points", "reviewed_on"),
]
TERM = ["slug", "term", "url", "html_url", "definition"]


class PrincipleRowSerializer(RecordSerializer):
    """A principle, in a list."""

    resource = "principles"

    class Meta:
        model = Principle
        fields = PRINCIPLE


class PrincipleSerializer(PrincipleRowSerializer):
    """A principle with its origin; the long texts are Markdown."""

    explainers = KeysField("slug")
    sources = CitationSerializer(source="citations", many=True)

    class Meta(PrincipleRowSerializer.Meta):
        fields = [
            *PRINCIPLE,
            *("origin", "what_it_is_not", "prose", "explainers", "sources"),
        ]


class MisconceptionSerializer(ModelPartSerializer):
    class Meta:
        model = Misconception
        fields = ["claim", "reply"]


class QuestionSerializer(ModelPartSerializer):
    class Meta:
        model = Question
        fields = ["question", "answer"]


class CaseSerializer(PartSerializer):
    """A turn in the life of a mission where the matter held, bent or broke."""

    mission = serializers.CharField(source="mission_id")
    date = serializers.DateField()
    date_precision = serializers.ChoiceField(Precision)
    result = serializers.ChoiceField(CaseResult)
    what = serializers.CharField()
    sources = CitationSerializer(source="citations", many=True)


class ExplainerRowSerializer(RecordSerializer):
    """A text for students, in a list."""

    resource = "explainers"

    principle = serializers.CharField(source="principle_id", allow_null=True)

    class Meta:
        model = Explainer
        fields = EXPLAINER


class ExplainerSerializer(ExplainerRowSerializer):
    """A text for students, whole; the long texts are Markdown."""

    misconceptions = MisconceptionSerializer(many=True)
    questions = QuestionSerializer(many=True)
    further_reading = KeysField("slug")
    missions = KeysField("mission_id", source="cases")
    cases = CaseSerializer(many=True)
    sources = CitationSerializer(source="citations", many=True)

    class Meta(ExplainerRowSerializer.Meta):
        fields = [
            *EXPLAINER,
            *("brief", "text", "misconceptions", "questions", "further_reading"),
            *("missions", "cases", "sources"),
        ]


class GlossaryTermRowSerializer(RecordSerializer):
    """A term, in a list."""

    resource = "glossary"

    class Meta:
        model = GlossaryTerm
        fields = TERM


class GlossaryTermSerializer(GlossaryTermRowSerializer):
    """A term with the terms beside it."""

    related = KeysField("slug")
    sources = CitationSerializer(source="citations", many=True)

    class Meta(GlossaryTermRowSerializer.Meta):
        fields = [*TERM, "related", "sources"]
