"""Principles in answers of the API."""

from rest_framework import serializers

from api.serializers import RecordSerializer, keys
from principles.models import Principle
from sources.serializers import CitationSerializer

ROW = ["slug", "name", "url", "html_url", "position", "statement"]


class PrincipleRowSerializer(RecordSerializer, serializers.ModelSerializer):
    resource = "principles"

    class Meta:
        model = Principle
        fields = ROW


class PrincipleSerializer(PrincipleRowSerializer):
    explainers = serializers.SerializerMethodField()
    sources = CitationSerializer(source="citations", many=True)

    class Meta(PrincipleRowSerializer.Meta):
        fields = [*ROW, "origin", "what_it_is_not", "prose", "explainers", "sources"]

    def get_explainers(self, principle) -> list[str]:
        return keys(principle.explainers.all(), "slug")
