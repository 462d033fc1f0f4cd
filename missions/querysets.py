"""Every question we ask about missions has a name here; views hold no queries."""

import datetime

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db import models
from django.db.models import Case, Count, F, IntegerField, Min, Q, Value, When
from django.db.models.functions import Cast, Greatest

from missions.codes import OrganizationRole, Status

SEARCH_CONFIG = "peacekeeping"  # English stems, accents folded; see the migration
LEAST_SIMILARITY = 0.5
RUNNING_ROLES = [OrganizationRole.LEAD, OrganizationRole.PARTNER]


class MissionQuerySet(models.QuerySet):
    """Questions about missions."""

    def active_on(self, day):
        return self.active_between(day, day)

    def active_between(self, first, last):
        """Missions that were in the field on at least one day of the period."""
        return self.active_since(first).started_by(last)

    def active_since(self, day):
        """Missions that were still in the field on this day, or came later."""
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gte=day))

    def started_by(self, day):
        return self.filter(start_date__lte=day)

    def run_by(self, organizations):
        """Missions that these run, alone or as partners. To authorise is not to run:
        the Security Council authorised KFOR, which is not a UN operation."""
        through = self.model.parties.rel.related_model.objects
        runs = through.filter(organization__in=organizations, role__in=RUNNING_ROLES)
        return self.filter(pk__in=runs.values("mission"))

    def of_types(self, slugs):
        """Missions of these types and of the types below them."""
        kind = self.model._meta.get_field("mission_type").related_model
        return self.filter(mission_type__in=kind.objects.with_children(slugs))

    def numbers(self):
        """How many there are, how many go on, the first year: one query."""
        return self.with_status().aggregate(
            total=Count("pk"),
            ongoing=Count("pk", filter=Q(status=Status.ONGOING)),
            first=Min("start_date"),
        )

    def with_status(self, today=None):
        """Annotate `status`, as of today: it changes without a load."""
        today = today or datetime.date.today()
        return self.annotate(
            status=Case(
                When(start_date__gt=today, then=Value(Status.PLANNED.value)),
                When(end_date__lt=today, then=Value(Status.ENDED.value)),
                default=Value(Status.ONGOING.value),
            )
        )

    def search(self, text):
        """Full text; where words are misspelt, names alike in letters. Annotate
        `score`, a whole number, so that pages can be cut at it."""
        query = SearchQuery(text, config=SEARCH_CONFIG, search_type="websearch")
        # Half of similarity: a name that matches beats a word in the summary.
        alike = Greatest(
            TrigramWordSimilarity(text, "acronym"), TrigramWordSimilarity(text, "name")
        )
        found = self.annotate(rank=SearchRank(F("search"), query), alike=alike)
        return found.annotate(
            score=Cast((F("rank") + F("alike") / 2) * 1_000_000, IntegerField())
        ).filter(Q(search=query) | Q(alike__gte=LEAST_SIMILARITY))

    def with_parties(self):
        return self.select_related("mission_type").prefetch_related(
            "parties__organization", "host_periods__country"
        )

    def for_list(self):
        """A row: enough to draw a list without a request for each mission."""
        return self.with_status().with_parties()

    def for_detail(self):
        """The whole record with its parts and their sources."""
        return self.for_list().prefetch_related(
            "host_periods__country__codes",
            "aliases",
            "absences",
            "citations__source",
            "succeeded_by",
            "predecessors",
            "case_studies",
            "mandates__ceilings",
            "mandates__tasks_added",
            "mandates__tasks_removed",
            "mandates__citations__source",
            "assessments__principle",
            "assessments__citations__source",
            "principle_events__principle",
            "principle_events__citations__source",
            "leaders__nationality",
        )
