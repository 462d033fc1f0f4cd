"""Pages of sources."""

from sources.filters import SourceFilter
from sources.models import Citation, Source, SourceKind
from sources.pages import ListPage, RecordPage


class SourceList(ListPage):
    queryset = Source.objects.all()
    filterset_class = SourceFilter
    resource = "sources"
    form_fields = ("q", "kind")
    template_name = "sources/source_list.html"

    def get_context_data(self, **context):
        return super().get_context_data(kinds=SourceKind.choices, **context)


class SourceDetail(RecordPage):
    queryset = Source.objects.all()
    resource = "sources"
    name_field = "title"
    template_name = "sources/source_detail.html"

    def get_context_data(self, record, **context):
        return super().get_context_data(
            record=record, citing=Citation.objects.citing(record), **context
        )
