"""The record of a peace operation."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from missions.codes import Chapter, Confidence, OrganizationRole
from missions.models.types import MissionType
from missions.querysets import RUNNING_ROLES, MissionQuerySet
from organizations.codes import Region, Subregion
from organizations.models import Country, Organization
from sources.constraints import is_one_of, is_slug, once, within
from sources.dates import (
    PartialDateField,
    as_known,
    ends_after_start,
    precision_field,
    precision_matches,
)
from sources.models import Reason, Sourced


class Mission(Sourced):
    """A peace operation, from first deployment to withdrawal."""

    answered = (
        "acronym",
        "hosts",
        "theatre",
        "authorised_on",
        "chapter",
        "legal_basis",
        "headquarters",
        "ucdp_conflicts",
        "wikidata",
        "outcome",
    )

    slug = models.CharField(
        primary_key=True, max_length=60, help_text="For example `unef-i`"
    )
    acronym = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    mission_type = models.ForeignKey(
        MissionType, models.PROTECT, related_name="missions"
    )
    organizations = models.ManyToManyField(
        Organization, through="MissionOrganization", related_name="missions"
    )
    hosts = models.ManyToManyField(
        Country, through="MissionHost", related_name="missions_hosted"
    )
    theatre = models.CharField(max_length=200, blank=True, help_text="Area in words")
    region = models.CharField(
        max_length=10, choices=Region, blank=True, help_text="Of the main host, UN M49"
    )
    subregion = models.CharField(max_length=40, choices=Subregion, blank=True)
    authorised_on = PartialDateField(
        precision="authorised_precision",
        null=True,
        blank=True,
        help_text="First decision to establish it; not the deployment",
    )
    authorised_precision = precision_field()
    start_date = PartialDateField(
        precision="start_precision", help_text="Deployment in the field"
    )
    start_precision = precision_field()
    end_date = PartialDateField(
        precision="end_precision",
        last=True,
        null=True,
        blank=True,
        help_text="Withdrawal; empty while it goes on",
    )
    end_precision = precision_field()
    chapter = models.CharField(
        max_length=8,
        choices=Chapter,
        blank=True,
        help_text="Charter chapter that the establishing decision invokes",
    )
    legal_basis = models.TextField(blank=True)
    headquarters_place = models.CharField(max_length=100, blank=True)
    latitude = models.DecimalField(
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Of headquarters",
    )
    longitude = models.DecimalField(
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Of headquarters",
    )
    succeeded_by = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )
    ucdp_conflicts = ArrayField(
        models.PositiveIntegerField(),
        default=list,
        blank=True,
        help_text="UCDP conflict ids",
    )
    wikidata = models.CharField(max_length=12, blank=True)
    summary = models.TextField()
    outcome = models.TextField(blank=True, help_text="With evidence for and against")
    confidence = models.CharField(
        max_length=6, choices=Confidence, help_text="How sure we are of dates and facts"
    )
    updated_on = models.DateField(help_text="Last change of content")
    # Derived when figures change, so that lists sort and filter by them.
    peak_personnel = models.PositiveIntegerField(
        null=True,
        editable=False,
        help_text=(
            "Most uniformed personnel in one month; null where no report is known or "
            "reports begin more than a year after the deployment"
        ),
    )
    peak_at_least = models.PositiveIntegerField(
        null=True,
        editable=False,
        help_text=(
            "Most uniformed personnel in one month of reports that begin more than a "
            "year after the deployment: the peak was this or more. Null where "
            "`peak_personnel` has a value"
        ),
    )
    fatalities = models.PositiveIntegerField(
        null=True, editable=False, help_text="Deaths of personnel, all causes"
    )

    objects = MissionQuerySet.as_manager()

    class Meta:
        ordering = ["start_date", "slug"]
        constraints = [
            is_slug(),
            precision_matches("authorised_on", "authorised_precision"),
            precision_matches("start_date", "start_precision"),
            precision_matches("end_date", "end_precision", last=True),
            ends_after_start("start_date", "end_date"),
            is_one_of("confidence", Confidence),
            models.CheckConstraint(
                name="missions_mission_chapter_is_known",
                condition=Q(chapter__in=["", *Chapter.values]),
                violation_error_message="chapter is vi, vii, viii or unstated.",
            ),
            within("latitude", -90, 90, message="latitude is from -90 to 90 degrees."),
            within(
                "longitude", -180, 180, message="longitude is from -180 to 180 degrees."
            ),
            models.CheckConstraint(
                name="missions_mission_coordinates_are_a_pair",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="latitude and longitude come together.",
            ),
            models.CheckConstraint(
                name="missions_mission_wikidata_is_item",
                condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9]\d*$"),
                violation_error_message="wikidata is an item such as Q1065.",
            ),
        ]

    def __str__(self):
        return self.acronym or self.name

    def get_absolute_url(self):
        return reverse("missions:detail", args=[self.slug])

    @property
    def period(self):
        """`November 1956 to June 1967`, `since May 1948`."""
        start = as_known(self.start_date, self.start_precision)
        if self.end_date is None:
            return f"since {start}"
        return f"{start} to {as_known(self.end_date, self.end_precision)}"

    @property
    def absent(self):
        """Why fields have no value: `{field: reason}`; needs `absences` fetched."""
        reasons = {a.field: a.reason for a in self.absences.all()}
        for name in ("peak_personnel", "fatalities"):
            if getattr(self, name) is None:
                reasons[name] = Reason.NOT_RESEARCHED.value
        if self.peak_at_least is not None:  # looked for, and reported too late
            reasons["peak_personnel"] = Reason.UNKNOWN.value
        return reasons

    @property
    def largest(self):
        """`22,126`, `at least 5,000` where the peak itself is not known, or nothing."""
        if self.peak_personnel is not None:
            return f"{self.peak_personnel:,}"
        if self.peak_at_least is not None:
            return f"at least {self.peak_at_least:,}"
        return ""

    @property
    def running(self):
        """Organizations that run it, alone or as partners; needs `parties` fetched."""
        parties = [p for p in self.parties.all() if p.role in RUNNING_ROLES]
        return list(dict.fromkeys(party.organization for party in parties))

    @property
    def host_countries(self):
        """Hosts, the main one first, each once; needs `host_periods` fetched."""
        return list(dict.fromkeys(p.country for p in self.host_periods.all()))


class MissionAlias(models.Model):
    """Another name of a mission: in another language, or as formerly spelt."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="aliases")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=3, help_text="ISO 639-1")

    class Meta:
        ordering = ["mission", "position"]
        constraints = [once("mission", "name", message="The alias is named twice.")]

    def __str__(self):
        return self.name


class MissionOrganization(models.Model):
    """What an organization is to a mission."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField()
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="engagements"
    )
    role = models.CharField(max_length=11, choices=OrganizationRole)

    class Meta:
        ordering = ["mission", "position"]
        constraints = [
            is_one_of("role", OrganizationRole),
            once(
                *("mission", "organization", "role"),
                message="An organization has a role in a mission once.",
            ),
        ]

    def __str__(self):
        return f"{self.organization_id} {self.role} {self.mission_id}"


class MissionHost(models.Model):
    """A state or territory on whose ground a mission was, and when."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="host_periods")
    position = models.PositiveSmallIntegerField(help_text="0 is the main host")
    country = models.ForeignKey(Country, models.PROTECT, related_name="host_periods")
    start_date = PartialDateField(
        precision="start_precision",
        null=True,
        blank=True,
        help_text="Empty: the mission's",
    )
    start_precision = precision_field()
    end_date = PartialDateField(
        precision="end_precision",
        last=True,
        null=True,
        blank=True,
        help_text="Empty: the mission's",
    )
    end_precision = precision_field()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["mission", "position"]
        constraints = [
            precision_matches("start_date", "start_precision"),
            precision_matches("end_date", "end_precision", last=True),
            ends_after_start("start_date", "end_date"),
            once(
                *("mission", "country", "start_date"),
                message="A country hosts a mission once at a time.",
            ),
            once("mission", "position", name="place", message="Positions differ."),
        ]

    def __str__(self):
        return f"{self.country_id} hosts {self.mission_id}"
