"""Sources and citations in answers of the API."""

from rest_framework import serializers

from api.serializers import RecordSerializer
from sources.models import Citation, Source


class CitationSerializer(serializers.ModelSerializer):
    """A citation with what a reader needs to find the place."""

    source = serializers.CharField(source="source_id")
    title = serializers.CharField(source="source.title")
    symbol = serializers.CharField(source="source.symbol")
    url = serializers.CharField(source="source.url")

    class Meta:
        model = Citation
        fields = [
            "source",
            "title",
            "symbol",
            "url",
            "locator",
            "field",
            "states",
            "note",
        ]


class SourceSerializer(RecordSerializer, serializers.ModelSerializer):
    resource = "sources"
    cited = serializers.IntegerField(help_text="Number of citations")

    class Meta:
        model = Source
        fields = [
            *("slug", "kind", "title", "url", "html_url", "publisher", "authors"),
            *("date", "date_precision", "symbol", "doi", "isbn", "web_address"),
            *("licence", "accessed_on", "limits", "rank", "cited"),
        ]

    web_address = serializers.CharField(source="url", help_text="Where it is published")
    url = serializers.SerializerMethodField()


def absent(record):
    """`{field: reason}` of a record."""
    return {absence.field: absence.reason for absence in record.absences.all()}
