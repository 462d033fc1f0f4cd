"""Sources and citations in answers of the API."""

from rest_framework import serializers

from api.serializers import CodeMapField, ModelPartSerializer, RecordSerializer
from sources.models import Citation, Source


class CitationSerializer(ModelPartSerializer):
    """A citation with what a reader needs to find the place."""

    source = serializers.CharField(source="source_id")
    title = serializers.CharField(source="source.title")
    symbol = serializers.CharField(source="source.symbol", allow_blank=True)
    url = serializers.CharField(source="source.url", allow_blank=True)

    class Meta:
        model = Citation
        fields = [
            *("source", "title", "symbol", "url", "locator", "field", "states"),
            "note",
        ]


class SourceOfRowSerializer(ModelPartSerializer):
    """The source of a row of figures."""

    class Meta:
        model = Source
        fields = ["slug", "title", "publisher", "date", "url", "licence", "limits"]


class SourceSerializer(RecordSerializer):
    """A work, a document or a dataset from which facts are taken."""

    resource = "sources"

    document_url = serializers.CharField(
        source="url", allow_blank=True, help_text="Where it is published"
    )
    cited = serializers.IntegerField(help_text="Number of citations")

    class Meta:
        model = Source
        fields = [
            *("slug", "kind", "title", "url", "html_url", "publisher", "authors"),
            *("date", "date_precision", "symbol", "doi", "isbn", "document_url"),
            *("licence", "accessed_on", "limits", "rank", "cited"),
        ]


class AbsentField(CodeMapField):
    """Why fields of a record have no value: `{field: reason}`."""

    def __init__(self, **options):
        options.setdefault("source", "absences")
        options.setdefault("help_text", "Why a field has no value: `{field: reason}`")
        super().__init__(read_only=True, **options)

    def to_representation(self, absences):
        return {absence.field: absence.reason for absence in absences.all()}
