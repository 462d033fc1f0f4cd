"""Every question we ask about missions has a name here; views hold no queries."""

import datetime

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    Func,
    Min,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)

from missions.codes import OrganizationRole, Status
from sources.gathering import gathered
from sources.querysets import RecordQuerySet

DAY = datetime.timedelta(days=1)
RUNNING_ROLES = [OrganizationRole.LEAD, OrganizationRole.PARTNER]


def active_since(day):
    """Missions that were still in the field on this day, or came later."""
    return Q(end_date__isnull=True) | Q(end_date__gte=day)


def started_by(day):
    return Q(start_date__lte=day)


def active_between(first, last):
    """Missions that were in the field on at least one day of the period."""
    return active_since(first) & started_by(last)


class Today(Func):
    """The present day, UTC, told by the database when it answers."""

    template = "(now() AT TIME ZONE 'UTC')::date"
    output_field = DateField()


STATUSES = {
    Status.PLANNED: Q(start_date__gt=Today()),
    Status.ENDED: Q(end_date__lt=Today()),
}
STATUSES[Status.ONGOING] = ~STATUSES[Status.PLANNED] & (
    Q(end_date__isnull=True) | Q(end_date__gte=Today())
)


def in_status(values):
    """A condition: missions in one of these states today."""
    condition = Q(pk__in=[])
    for value in values:
        condition |= STATUSES[Status(value)]
    return condition


def status_case():
    """The status as of today: it changes without a load."""
    return Case(
        *(When(condition, then=Value(s.value)) for s, condition in STATUSES.items()),
        output_field=CharField(),
    )


def dated_in_month(periods):
    """A condition on deaths: in these months. A death of which only the year is known is
    stored as of January, and is in no month."""
    condition = Q(pk__in=[])
    for first, last in periods:
        condition |= Q(date__gte=first, date__lte=last)
    return condition & ~Q(date_precision="year")


def undecided(begin=None, end=None):
    """A condition on dated rows: whether they lie after the beginning of `begin`, or
    before the end of `end`, cannot be said, as only their year or month is known."""
    edges = []
    if begin:
        edges.append((begin, begin.day == 1, begin.month == 1))
    if end:
        edges.append((end, (end + DAY).day == 1, end.month == 12))
    condition = Q(pk__in=[])
    for day, between_months, at_year in edges:
        if not between_months:
            condition |= Q(
                date_precision="month", date__year=day.year, date__month=day.month
            )
        if not (between_months and at_year):
            condition |= Q(date_precision="year", date__year=day.year)
    return condition


class MissionQuerySet(RecordQuerySet):
    """Questions about missions."""

    parts = {
        "organizations": ("parties",),
        "lead_organizations": ("parties",),
        "partner_organizations": ("parties",),
        "authorising_organizations": ("parties",),
        "hosts": ("host_periods",),
        "host_periods": ("host_periods",),
        "status": ("with_status",),
        "aliases": ("aliases",),
        "mandates": (
            "mandates__ceilings",
            "mandates__tasks_added",
            "mandates__tasks_removed",
            "mandates__citations__source",
        ),
        "leaders": ("leaders",),
        "assessments": ("assessments__citations__source",),
        "principle_events": ("principle_events__citations__source",),
        "predecessors": ("predecessors",),
        "successors": ("succeeded_by",),
        "case_studies": ("case_studies",),
        "codes": ("host_periods__country__codes",),
        "absent": ("absences",),
        "sources": ("citations__source",),
    }
    page_parts = (
        "mission_type",
        "parties__organization",
        "host_periods__country",
        "aliases",
        "absences",
        "citations__source",
        "succeeded_by",
        "predecessors",
        "case_studies",
        "explained_by__explainer",
        "mandates__ceilings",
        "mandates__tasks_added",
        "mandates__tasks_removed",
        "mandates__citations__source",
        "assessments__principle",
        "assessments__citations__source",
        "principle_events__principle",
        "principle_events__citations__source",
        "leaders__nationality",
        "leaders__source",
    )

    def active_on(self, day):
        return self.active_between(day, day)

    def active_between(self, first, last):
        return self.filter(active_between(first, last))

    def active_since(self, day):
        return self.filter(active_since(day))

    def started_by(self, day):
        return self.filter(started_by(day))

    def of_types(self, slugs):
        """Missions of these types and of the types below them."""
        kind = self.model._meta.get_field("mission_type").related_model
        return self.filter(mission_type__in=kind.objects.with_children(slugs))

    def numbers(self):
        """How many there are, how many go on, the first year, the deaths: one query."""
        return self.with_status().aggregate(
            total=Count("pk"),
            ongoing=Count("pk", filter=Q(status=Status.ONGOING)),
            first=Min("start_date"),
            deaths=Sum("fatalities", default=0),
        )

    def periods(self):
        """Start, end and `United Nations` or `Others`, by who runs it. One query."""
        mine = Exists(
            self.model.organizations.through.objects.filter(
                mission=OuterRef("pk"), organization="un", role__in=RUNNING_ROLES
            )
        )
        named = Case(When(mine, then=Value("United Nations")), default=Value("Others"))
        return self.annotate(runner=named).values_list(
            "start_date", "end_date", "runner"
        )

    def called(self):
        """Key, acronym, name and one other name of each: a row for each other name."""
        named = self.order_by("pk")
        return named.values_list("pk", "acronym", "name", "aliases__name")

    def run_by(self, organization):
        """Missions that an organization leads or is a partner in."""
        return self.filter(
            parties__organization=organization, parties__role__in=RUNNING_ROLES
        )

    def hosted_by(self, countries):
        """Missions that were in one of these countries."""
        return self.filter(host_periods__country__in=countries).distinct()

    def numbers_run(self):
        """How many missions each organization runs or ran: pairs of a key and a number."""
        run = self.filter(parties__role__in=RUNNING_ROLES).order_by()
        named = run.values_list("parties__organization")
        return named.annotate(n=Count("pk", distinct=True))

    def numbers_hosted(self):
        """How many missions each country hosts or hosted."""
        hosted = self.filter(host_periods__isnull=False).order_by()
        named = hosted.values_list("host_periods__country")
        return named.annotate(n=Count("pk", distinct=True))

    def periods_of(self, name):
        """Start, end and a name, as `periods` has them."""
        return self.annotate(runner=Value(name)).values_list(
            "start_date", "end_date", "runner"
        )

    def ongoing(self):
        return self.filter(STATUSES[Status.ONGOING])

    def with_status(self):
        """Annotate `status`."""
        return self.annotate(status=status_case())

    def expiring(self):
        """The day of the next change of status, by key, where one is to come."""
        planned = self.filter(STATUSES[Status.PLANNED]).values_list("pk", "start_date")
        ending = self.filter(STATUSES[Status.ONGOING], end_date__isnull=False)
        days = {pk: end + DAY for pk, end in ending.values_list("pk", "end_date")}
        return {**days, **dict(planned)}

    def with_parties(self):
        return self.select_related("mission_type").prefetch_related(
            "parties__organization", "host_periods__country"
        )

    def for_list(self):
        """A row: enough to draw a list without a request for each mission."""
        return self.with_status().with_parties()

    def whole(self):
        return gathered(self.with_status(), self.page_parts)
