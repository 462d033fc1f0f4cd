"""Pages of principles, explainers and terms."""

from itertools import groupby

from django.utils.safestring import mark_safe

from principles.codes import ExplainerKind
from principles.filters import ExplainerFilter, GlossaryFilter, PrincipleFilter
from principles.models import Explainer, GlossaryTerm, Principle
from sources import linked, text
from sources.pages import ListPage, RecordPage


class PrincipleList(ListPage):
    queryset = Principle.objects.all()
    filterset_class = PrincipleFilter
    resource = "principles"
    template_name = "principles/principle_list.html"


class PrincipleDetail(RecordPage):
    queryset = Principle.objects.all()
    resource = "principles"
    template_name = "principles/principle_detail.html"

    def linked_data(self, record, here):
        return linked.term(here, record, record.name, record.statement, "/principles/")

    def get_context_data(self, record, **context):
        by_decade = groupby(record.events.all(), lambda e: e.date.year // 10 * 10)
        decades = [(decade, list(events)) for decade, events in by_decade]
        return super().get_context_data(record=record, decades=decades, **context)


class ExplainerList(ListPage):
    queryset = Explainer.objects.all()
    filterset_class = ExplainerFilter
    resource = "explainers"
    template_name = "principles/explainer_list.html"

    def get_context_data(self, **context):
        context = super().get_context_data(**context)
        rows = context["rows"]
        kinds = [
            (kind.label, [row for row in rows if row.kind == kind])
            for kind in ExplainerKind
        ]
        return {**context, "kinds": kinds}


class ExplainerDetail(RecordPage):
    queryset = Explainer.objects.all()
    resource = "explainers"
    name_field = "title"
    template_name = "principles/explainer_detail.html"

    def linked_data(self, record, here):
        return linked.article(
            here,
            record,
            self.request.data_state,
            headline=record.title,
            description=record.answer,
            modified=record.reviewed_on,
            wordCount=len(record.text.split()),
            educationalUse="instruction",
        )

    def get_context_data(self, record, **context):
        terms = {term.pk: term for term in GlossaryTerm.objects.all()}
        html, contents, explained = text.article(
            record.text, [(slug, term.term) for slug, term in terms.items()]
        )
        return super().get_context_data(
            record=record,
            # Cleaned where it is made.
            text=mark_safe(html),  # nosec B308, B703
            contents=contents,
            terms=[terms[slug] for slug in explained],
            **context,
        )


class GlossaryList(ListPage):
    queryset = GlossaryTerm.objects.all()
    filterset_class = GlossaryFilter
    resource = "glossary"
    template_name = "principles/glossary_list.html"


class GlossaryDetail(RecordPage):
    queryset = GlossaryTerm.objects.all()
    resource = "glossary"
    name_field = "term"
    template_name = "principles/glossary_detail.html"

    def linked_data(self, record, here):
        return linked.term(here, record, record.term, record.definition, "/glossary/")
