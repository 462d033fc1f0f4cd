"""Pages of sources, and the search over everything."""

from django.views.generic import TemplateView

from api.corrections import misnamed, refuse
from api.mistakes import Mistake
from api.values import LONGEST_TEXT
from sources import linked
from sources.dates import as_written
from sources.filters import SourceFilter
from sources.models import Citation, Source, SourceKind
from sources.pages import ListPage, RecordPage
from sources.search import SearchEntry, searched


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

    def linked_data(self, record, here):
        return linked.script(
            "CreativeWork",
            name=record.title,
            author=record.authors,
            publisher=record.publisher
            and linked.thing("Organization", name=record.publisher),
            datePublished=as_written(record.date, record.date_precision),
            identifier=record.doi or record.symbol,
            sameAs=record.url,
            url=here + record.get_absolute_url(),
        )

    def get_context_data(self, record, **context):
        return super().get_context_data(
            record=record, citing=Citation.objects.citing(record), **context
        )


class Search(TemplateView):
    """One search over everything that has a page, grouped by what it is."""

    template_name = "sources/search.html"

    def get_context_data(self, **context):
        params = self.request.GET
        refuse(params, [*misnamed(params, ("q",)), *wrong_words(params)])
        words = params.get("q", "").strip()
        pages = [kind for kind, part in searched().items() if part.suggested]
        entries = SearchEntry.objects.filter(kind__in=pages)
        groups = entries.found(words) if words else {}
        return super().get_context_data(
            words=words,
            groups=[
                (kind.replace("-", " ").capitalize(), kind, hits, found)
                for kind, (hits, found) in groups.items()
            ],
            hits=sum(hits for hits, _ in groups.values()),
            **context,
        )


def wrong_words(params):
    words = params.get("q", "")
    if "\0" in words or len(words) > LONGEST_TEXT:
        message = f"q is a text of at most {LONGEST_TEXT} characters without NUL."
        yield Mistake("q", words[:LONGEST_TEXT].replace("\0", ""), message)
