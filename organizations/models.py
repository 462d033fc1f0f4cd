"""States, their codes, and the organizations that mandate and run operations."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from organizations.codes import (
    CodeScheme,
    CountryKind,
    OrganizationKind,
    Region,
    Subregion,
)
from sources.constraints import is_one_of, is_slug, once
from sources.dates import (
    PartialDateField,
    ends_after_start,
    precision_field,
    precision_matches,
)
from sources.models import Source, Sourced
from sources.querysets import RecordQuerySet, SourceOfRowQuerySet


class CountryQuerySet(RecordQuerySet):
    """Every question we ask about countries has a name here."""

    parts = {
        "codes": ("codes",),
        "predecessors": ("predecessors",),
        "successors": ("successors",),
        "organizations": ("memberships",),
        "sources": ("source",),
    }
    page_parts = (
        "source",
        "codes__source",
        "successors",
        "predecessors",
        "memberships__organization",
        "host_periods__mission__mission_type",
    )

    def hosting(self):
        """Keys and names of countries that host or hosted a mission."""
        hosts = self.filter(host_periods__isnull=False)
        return hosts.distinct().values_list("iso3", "name")


class Country(models.Model):
    """A state, a former state or a territory that hosts operations or contributes."""

    iso3 = models.CharField(
        primary_key=True,
        max_length=3,
        help_text="ISO 3166-1 alpha-3; ISO 3166-3 for former states; X.. is our own",
    )
    iso2 = models.CharField(max_length=2, blank=True)
    m49 = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=100, help_text="As the United Nations writes it")
    formal_name = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=12, choices=CountryKind)
    region = models.CharField(max_length=10, choices=Region, help_text="UN M49")
    subregion = models.CharField(max_length=40, choices=Subregion, help_text="UN M49")
    valid_from = PartialDateField(
        precision="valid_from_precision", null=True, blank=True
    )
    valid_from_precision = precision_field()
    valid_to = PartialDateField(
        precision="valid_to_precision", last=True, null=True, blank=True
    )
    valid_to_precision = precision_field()
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )
    note = models.CharField(max_length=400, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name", "iso3"]
        verbose_name_plural = "countries"
        constraints = [
            models.CheckConstraint(
                name="organizations_country_iso3_is_a_code",
                condition=Q(iso3__regex=r"^[A-Z]{3}$"),
                violation_error_message="iso3 is three capital letters.",
            ),
            models.CheckConstraint(
                name="organizations_country_m49_is_a_code",
                condition=Q(m49="") | Q(m49__regex=r"^\d{3}$"),
                violation_error_message="m49 is three digits.",
            ),
            is_one_of("kind", CountryKind),
            is_one_of("region", Region),
            is_one_of("subregion", Subregion),
            precision_matches("valid_from", "valid_from_precision"),
            precision_matches("valid_to", "valid_to_precision", last=True),
            ends_after_start("valid_from", "valid_to"),
            models.CheckConstraint(
                name="organizations_country_missing_code_has_reason",
                condition=~Q(m49="") | ~Q(note=""),
                violation_error_message="A country without M49 code says why in note.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("countries:detail", args=[self.iso3])


def code_fits_scheme():
    """What codes look like: `MLI`, `466`, `432`, `Q912`."""
    forms = {
        CodeScheme.ISO3: "[A-Z]{3}",
        CodeScheme.M49: "[0-9]{3}",
        CodeScheme.GW: "[1-9][0-9]{0,2}",
        CodeScheme.COW: "[1-9][0-9]{0,2}",
        CodeScheme.WIKIDATA: "Q[1-9][0-9]*",
    }
    # An unknown scheme is another rule's business.
    condition = Q(code="") | ~Q(scheme__in=list(forms))
    for scheme, form in forms.items():
        condition |= Q(scheme=scheme, code__regex=f"^{form}$")
    return models.CheckConstraint(
        name="organizations_countrycode_fits_scheme",
        condition=condition,
        violation_error_message="The code has not the form of its scheme.",
    )


class CountryCode(models.Model):
    """A country in another scheme of codes; empty, with a reason, where it has none."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=8, choices=CodeScheme)
    code = models.CharField(max_length=20, blank=True)
    valid_from = PartialDateField(
        precision="valid_from_precision", null=True, blank=True
    )
    valid_from_precision = precision_field()
    valid_to = PartialDateField(
        precision="valid_to_precision", last=True, null=True, blank=True
    )
    valid_to_precision = precision_field()
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = SourceOfRowQuerySet.as_manager()

    class Meta:
        ordering = ["country", "scheme", "valid_from", "code"]
        constraints = [
            is_one_of("scheme", CodeScheme),
            code_fits_scheme(),
            once(
                *("country", "scheme", "code", "valid_from"),
                message="A country has a code of a scheme once at a time.",
            ),
            models.CheckConstraint(
                name="organizations_countrycode_missing_has_reason",
                condition=~Q(code="") | ~Q(note=""),
                violation_error_message="Where there is no code, note says why.",
            ),
            precision_matches("valid_from", "valid_from_precision"),
            precision_matches("valid_to", "valid_to_precision", last=True),
            ends_after_start("valid_from", "valid_to"),
        ]

    def __str__(self):
        return f"{self.country_id} {self.scheme} {self.code or 'none'}"


class Role(Sourced):
    """One of the things that international organizations do for peace."""

    slug = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(help_text="Order of reading")
    summary = models.TextField()
    prose = models.TextField(help_text="Markdown")
    examples = models.JSONField(default=list, help_text="A list of sentences")

    class Meta:
        ordering = ["position", "slug"]
        constraints = [is_slug(), once("position", message="Positions differ.")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('organizations:list')}#{self.slug}"


class OrganizationQuerySet(RecordQuerySet):
    """Every question we ask about organizations has a name here."""

    parts = {
        "members": ("with_members",),
        "roles": ("roles",),
        "memberships": ("memberships",),
        "predecessors": ("predecessors",),
        "absent": ("absences",),
        "sources": ("citations__source",),
    }
    page_parts = (
        "headquarters_country",
        "successor",
        "roles",
        "absences",
        "citations__source",
        "memberships__country",
        "predecessors",
        "engagements__mission__mission_type",
    )

    def running_missions(self):
        """Keys and names of organizations that run missions, not only authorise them."""
        running = self.filter(engagements__role__in=["lead", "partner"])
        return running.distinct().values_list("slug", "name")

    def with_members(self):
        """With `members`: states that belong to it now, as far as recorded."""
        present = Membership.objects.filter(
            organization=OuterRef("pk"), left__isnull=True
        ).order_by()
        counted = present.values("organization").annotate(n=Count("pk")).values("n")
        return self.annotate(members=Coalesce(Subquery(counted), 0))

    def for_list(self):
        return self.with_members().select_related("headquarters_country")


class Organization(Sourced):
    """An organization, alliance or coalition that mandates or runs peace operations."""

    answered = ("acronym", "founded", "legal_basis", "headquarters", "website")

    slug = models.CharField(primary_key=True, max_length=60)
    acronym = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=OrganizationKind)
    founded = PartialDateField(precision="founded_precision", null=True, blank=True)
    founded_precision = precision_field()
    dissolved = PartialDateField(
        precision="dissolved_precision", last=True, null=True, blank=True
    )
    dissolved_precision = precision_field()
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    legal_basis = models.TextField(
        blank=True, help_text="What it may decide on peace operations, and where"
    )
    headquarters_place = models.CharField(max_length=100, blank=True)
    headquarters_country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+"
    )
    summary = models.TextField()
    prose = models.TextField(help_text="Markdown")
    roles = models.ManyToManyField(Role, related_name="organizations", blank=True)
    website = models.URLField(blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        constraints = [
            is_slug(),
            is_one_of("kind", OrganizationKind),
            precision_matches("founded", "founded_precision"),
            precision_matches("dissolved", "dissolved_precision", last=True),
            ends_after_start("founded", "dissolved"),
        ]

    def __str__(self):
        return self.acronym or self.name

    def get_absolute_url(self):
        return reverse("organizations:detail", args=[self.slug])


class Membership(models.Model):
    """A country's membership of an organization."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="memberships"
    )
    country = models.ForeignKey(Country, models.CASCADE, related_name="memberships")
    joined = PartialDateField(precision="joined_precision")
    joined_precision = precision_field()
    left = PartialDateField(
        precision="left_precision", last=True, null=True, blank=True
    )
    left_precision = precision_field()
    note = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["organization", "joined", "country"]
        constraints = [
            once(
                *("organization", "country", "joined"),
                message="A country joins an organization once at a time.",
            ),
            precision_matches("joined", "joined_precision"),
            precision_matches("left", "left_precision", last=True),
            ends_after_start("joined", "left"),
        ]

    def __str__(self):
        return f"{self.country_id} in {self.organization_id}"
