"""What querysets of all records share."""

from django.db import models

from sources.gathering import gathered
from sources.search import SearchEntry


class RecordQuerySet(models.QuerySet):
    """Rows with what an answer needs, and nothing more.

    `parts` maps fields of answers to what is to be fetched for them: names of relations,
    or methods of the queryset that annotate. What is not named there is a column.
    `page_parts` are the relations that the page of a record shows.
    """

    parts = {}
    page_parts = ()

    def expiring(self):
        """The day from which what is stored of a record is no longer true, by key."""
        return {}

    def for_list(self):
        """Rows with what a list shows of them."""
        return self

    def whole(self):
        """Records with all that their page shows, as a list. One query."""
        return gathered(self, self.page_parts)

    def for_fields(self, names):
        """Rows with what these fields of an answer need."""
        found = self
        for name in names:
            for part in self.parts.get(name, ()):
                found = (
                    getattr(found, part)()
                    if hasattr(type(self), part)
                    else found.prefetch_related(part)
                )
        return found

    def search(self, kind, text):
        """Records of a kind that match words, with `score`, a whole number, so that pages
        can be cut at it."""
        entries = SearchEntry.objects.matching(text).filter(
            kind=kind, key=models.OuterRef("pk")
        )
        return self.annotate(score=models.Subquery(entries.values("score")[:1])).filter(
            score__isnull=False
        )


class SourceOfRowQuerySet(RecordQuerySet):
    """Rows that name one source each."""

    parts = {"sources": ("source",)}


class CitedQuerySet(RecordQuerySet):
    """Records that are columns and citations."""

    parts = {"sources": ("citations__source",)}
