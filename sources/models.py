"""Where facts come from, and which state of the facts is served."""

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse

from sources.constraints import is_one_of, is_slug, once
from sources.dates import PartialDateField, precision_field, precision_matches
from sources.querysets import RecordQuerySet
from sources.stored import StoredAnswer  # noqa: F401  a table of this room


class SourceKind(models.TextChoices):
    RESOLUTION = "resolution", "Resolution or decision"
    REPORT = "report", "Report"
    TREATY = "treaty", "Treaty or agreement"
    DATASET = "dataset", "Dataset"
    BOOK = "book", "Book"
    ARTICLE = "article", "Article"
    WEBSITE = "website", "Website"


class Reason(models.TextChoices):
    """Why a value is absent."""

    UNKNOWN = "unknown", "not known"
    NOT_APPLICABLE = "not-applicable", "does not apply"
    NOT_RESEARCHED = "not-researched", "not researched yet"
    DISPUTED = "disputed", "disputed between sources"


class SourceQuerySet(RecordQuerySet):
    """Every question we ask about sources has a name here."""

    parts = {"cited": ("with_cited",)}

    def with_cited(self):
        """With `cited`: how many citations name the source."""
        named = Citation.objects.filter(source=models.OuterRef("pk")).order_by()
        counted = named.values("source").annotate(n=models.Count("pk")).values("n")
        return self.annotate(
            cited=models.functions.Coalesce(models.Subquery(counted), 0)
        )

    def datasets(self):
        """Published tables of data, with how often each is cited."""
        return self.filter(kind=SourceKind.DATASET).with_cited()

    def of_figures(self):
        """Sources that are ranked for headline values, the preferred first."""
        return self.filter(rank__lt=9).order_by("rank", "slug")

    def for_list(self):
        return self.with_cited()

    def whole(self):
        return list(self.with_cited())


class Source(models.Model):
    """A work, a document or a dataset from which facts are taken."""

    slug = models.CharField(primary_key=True, max_length=80)
    kind = models.CharField(max_length=10, choices=SourceKind)
    title = models.CharField(max_length=400)
    publisher = models.CharField(max_length=200, blank=True)
    authors = models.CharField(
        max_length=400, blank=True, help_text="`Surname, Given; Surname, Given`"
    )
    date = PartialDateField(
        precision="date_precision",
        null=True,
        blank=True,
        help_text="Of publication or adoption",
    )
    date_precision = precision_field()
    symbol = models.CharField(
        max_length=80, blank=True, help_text="Document symbol: `S/RES/2100 (2013)`"
    )
    doi = models.CharField(max_length=120, blank=True)
    isbn = models.CharField(max_length=20, blank=True)
    url = models.URLField(max_length=400, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    accessed_on = models.DateField(null=True, blank=True)
    limits = models.TextField(blank=True, help_text="Known limits, in our own words")
    rank = models.PositiveSmallIntegerField(
        default=9, help_text="Of sources of figures: 1 is preferred for headline values"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["title", "slug"]
        constraints = [
            is_slug(),
            is_one_of("kind", SourceKind),
            precision_matches("date", "date_precision"),
            models.CheckConstraint(
                name="sources_source_url_is_https",
                condition=Q(url="") | Q(url__startswith="https://"),
                violation_error_message="url starts with https://.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("sources:detail", args=[self.slug])


class CitationQuerySet(models.QuerySet):
    """Every question we ask about citations has a name here."""

    def citing(self, source, limit=200):
        """Citations of a source with their records, the first in order of records."""
        found = self.filter(source=source).prefetch_related("record")
        return found.order_by("record_type__model", "record_key", "position")[:limit]


class Citation(models.Model):
    """A source that supports a record, or one field of it.

    `states` is filled only where the source says something else than the record: so
    competing values stay side by side, each with its source.
    """

    record_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    record_key = models.CharField(max_length=160)
    record = GenericForeignKey("record_type", "record_key")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    locator = models.CharField(
        max_length=200, blank=True, help_text="Page, paragraph or table"
    )
    field = models.CharField(
        max_length=40, blank=True, help_text="Empty: the record as a whole"
    )
    states = models.CharField(
        max_length=200, blank=True, help_text="Another value that this source gives"
    )
    note = models.CharField(max_length=400, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["record_type", "record_key", "position"]
        constraints = [
            once(
                "record_type",
                "record_key",
                "position",
                message="Two citations of a record have the same position.",
            ),
            once(
                *("record_type", "record_key", "source", "locator", "field"),
                name="says_it_once",
                message="The same source, locator and field are cited twice.",
            ),
            models.CheckConstraint(
                name="sources_citation_states_a_field",
                condition=Q(states="") | ~Q(field=""),
                violation_error_message="`states` needs `field`: which value differs?",
            ),
        ]

    def __str__(self):
        return f"{self.source_id} on {self.record_key}"


class Absence(models.Model):
    """Why a field of a record has no value."""

    record_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    record_key = models.CharField(max_length=160)
    record = GenericForeignKey("record_type", "record_key")
    field = models.CharField(max_length=40)
    reason = models.CharField(max_length=14, choices=Reason)

    class Meta:
        ordering = ["record_type", "record_key", "field"]
        constraints = [
            once(
                *("record_type", "record_key", "field"),
                message="A field is absent for one reason.",
            ),
            is_one_of("reason", Reason),
        ]

    def __str__(self):
        return f"{self.record_key}: {self.field} {self.reason}"


class Sourced(models.Model):
    """A record with citations, whose absent values say why.

    `answered` names the fields that hold a value or a reason, never neither.
    """

    answered = ()

    citations = GenericRelation(Citation, "record_key", "record_type")
    absences = GenericRelation(Absence, "record_key", "record_type")

    class Meta:
        abstract = True


class FormerSlug(models.Model):
    """An address that a record had once; its page redirects to the present one."""

    kind = models.CharField(
        max_length=20, help_text="First part of the address: `missions`"
    )
    former = models.CharField(max_length=80)
    current = models.CharField(max_length=80)

    class Meta:
        ordering = ["kind", "former"]
        constraints = [
            once("kind", "former", message="A former slug leads to one record."),
            models.CheckConstraint(
                name="sources_formerslug_leads_elsewhere",
                condition=~Q(former=models.F("current")),
                violation_error_message="A former slug cannot lead to itself.",
            ),
        ]

    def __str__(self):
        return f"{self.kind}/{self.former}"


class Release(models.Model):
    """A numbered state of the curated records."""

    version = models.CharField(primary_key=True, max_length=20, help_text="`2026.11`")
    date = models.DateField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the curated files")
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["-date", "version"]
        constraints = [
            models.CheckConstraint(
                name="sources_release_version_is_year_month",
                condition=Q(version__regex=r"^\d{4}\.\d{2}(\.\d+)?$"),
                violation_error_message="version looks like 2026.11 or 2026.11.1.",
            )
        ]

    def __str__(self):
        return self.version


class DataState(models.Model):
    """Which data is served: one row, changed in the transaction of a load or import."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the curated files")
    built_by = models.CharField(
        max_length=64, help_text="SHA-256 of the code that built the database"
    )
    imports = models.JSONField(
        default=dict,
        help_text="`table:source` of an imported series: digest of its file, and of the "
        "records and the code that read it",
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sources_datastate_is_one_row",
                condition=Q(id=1),
                violation_error_message="There is one state of the data.",
            )
        ]

    def __str__(self):
        return f"{self.release_id} {self.digest[:12]}"

    @property
    def is_synthetic(self):
        """Whether figures were made up for a benchmark."""
        return any(series.endswith(":synthetic") for series in self.imports)
