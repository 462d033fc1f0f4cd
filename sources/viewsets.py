"""The base of resources whose facts have sources: their files tell them, and their
records are cited."""

from django.http import HttpResponse

from api import renderers
from api.viewsets import ListViewSet, RecordViewSet
from sources import citing


class SourcedListViewSet(ListViewSet):
    """Rows whose sources the workbook names."""

    def about(self, filterset):
        found = list(citing.sources_of(filterset.qs)[: citing.MOST])
        title = f"{self.basename.replace('-', ' ').capitalize()}: {self.asked}"
        url = self.request.build_absolute_uri()
        site = citing.entry_of_site(title, url, self.state)
        return {
            "title": citing.SITE,
            **super().about(filterset),
            "licence": "CC BY 4.0",
            "cite as": citing.line(site),
            "sources": [citing.line(citing.entry_of(source)) for source in found],
        }

    @property
    def asked(self):
        params = self.request.query_params
        asked = [f"{name}={params[name]}" for name in params if name != "format"]
        return ", ".join(asked) or "all"


class SourcedViewSet(SourcedListViewSet, RecordViewSet):
    """Records that are cited as BibTeX, RIS and CSL-JSON, original sources first."""

    record_renderers = [
        renderers.JSONRenderer,
        renderers.BIBTEX,
        renderers.RIS,
        renderers.CSL,
    ]

    def record(self, record, only):
        style = self.request.accepted_renderer.format
        if style == "json":
            return super().record(record, only)
        url = self.request.build_absolute_uri(record.get_absolute_url())
        site = citing.entry_of_site(
            str(record), url, self.state, key=f"{self.basename}-{record.pk}"
        )
        queryset = self.queryset.filter(pk=record.pk)
        response = HttpResponse(
            citing.STYLES[style](citing.bibliography(queryset, site)),
            content_type=citing.MEDIA_TYPES[style],
        )
        name = f"{self.basename}-{record.pk}.{citing.EXTENSIONS[style]}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
