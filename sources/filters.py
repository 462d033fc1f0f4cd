"""What one may ask of sources."""

from api.filters import CodesFilter, StrictFilterSet, TextFilter
from sources.models import Source, SourceKind


class SourceFilter(StrictFilterSet):
    orderings = {"title": ["title"], "date": ["date"]}

    q = TextFilter(method="search", label="Words")
    kind = CodesFilter("kind", lambda: SourceKind.values, label="Kind")

    class Meta:
        model = Source
        fields = []

    def search(self, queryset, name, value):
        return queryset.search(value)
