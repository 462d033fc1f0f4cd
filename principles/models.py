"""The three principles of peacekeeping, and the texts that explain them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, When
from django.urls import reverse

from principles.codes import ExplainerKind, PrincipleSlug
from sources import text
from sources.constraints import is_one_of, is_slug, once
from sources.models import Source, Sourced
from sources.querysets import RecordQuerySet

FIRST = [ExplainerKind.PRINCIPLE, ExplainerKind.FOUNDATION]


class PrincipleQuerySet(RecordQuerySet):
    """Every question we ask about principles has a name here."""

    parts = {"explainers": ("explainers",), "sources": ("citations__source",)}

    page_parts = (
        "explainers",
        "citations__source",
        "events__mission",
        "events__citations__source",
    )


class Principle(Sourced):
    """Consent, impartiality, or non-use of force except in self-defence and defence
    of the mandate."""

    slug = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(help_text="Order of reading")
    statement = models.TextField(help_text="The principle in one sentence")
    origin = models.TextField(help_text="Where it comes from; Markdown")
    what_it_is_not = models.TextField(
        help_text="What it is often mistaken for; Markdown"
    )
    prose = models.TextField(help_text="Markdown")

    objects = PrincipleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            is_one_of("slug", PrincipleSlug),
            once("position", message="Two principles have the same position."),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("principles:detail", args=[self.slug])


class ExplainerQuerySet(RecordQuerySet):
    """Every question we ask about explainers has a name here."""

    parts = {
        "misconceptions": ("misconceptions",),
        "questions": ("questions",),
        "further_reading": ("further_reading",),
        "missions": ("cases",),
        "cases": ("cases__citations__source",),
        "sources": ("citations__source",),
    }
    page_parts = (
        "principle",
        "misconceptions",
        "questions",
        "further_reading",
        "citations__source",
        "cases__mission",
        "cases__citations__source",
    )

    def for_list(self):
        return self.select_related("principle")

    def to_begin_with(self):
        """What a newcomer reads first: the principles, then the foundations."""
        first = Case(
            *(When(kind=kind, then=place) for place, kind in enumerate(FIRST)),
            default=len(FIRST),
        )
        return self.order_by(first, "kind", "position")


class Explainer(Sourced):
    """A text for students that answers one question."""

    slug = models.CharField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=10, choices=ExplainerKind)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(
        help_text="Order of reading in its kind"
    )
    principle = models.ForeignKey(
        Principle, models.PROTECT, null=True, blank=True, related_name="explainers"
    )
    answer = models.TextField(help_text="The answer in one sentence")
    brief = models.TextField(help_text="The version for 90 seconds; Markdown")
    text = models.TextField(help_text="The whole; Markdown with footnotes")
    key_points = ArrayField(models.TextField())
    further_reading = models.ManyToManyField(Source, related_name="+", blank=True)
    reviewed_on = models.DateField()

    objects = ExplainerQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "slug"]
        constraints = [
            is_slug(),
            is_one_of("kind", ExplainerKind),
            once("kind", "position", message="Two of a kind have the same position."),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("explainers:detail", args=[self.slug])

    @property
    def minutes(self):
        """How long it takes to read."""
        return text.minutes(self.text)


class Misconception(models.Model):
    """A claim that one often hears, and the reply."""

    explainer = models.ForeignKey(
        Explainer, models.CASCADE, related_name="misconceptions"
    )
    position = models.PositiveSmallIntegerField()
    claim = models.TextField()
    reply = models.TextField()

    class Meta:
        ordering = ["explainer", "position"]
        constraints = [once("explainer", "position", message="Positions differ.")]

    def __str__(self):
        return self.claim


class Question(models.Model):
    """A question by which readers check themselves, with its answer."""

    explainer = models.ForeignKey(Explainer, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    question = models.TextField()
    answer = models.TextField()

    class Meta:
        ordering = ["explainer", "position"]
        constraints = [once("explainer", "position", message="Positions differ.")]

    def __str__(self):
        return self.question


class GlossaryTermQuerySet(RecordQuerySet):
    """Every question we ask about terms has a name here."""

    parts = {"related": ("related",), "sources": ("citations__source",)}

    page_parts = ("related", "citations__source")


class GlossaryTerm(Sourced):
    """A term of the field, defined."""

    slug = models.CharField(primary_key=True, max_length=60)
    term = models.CharField(max_length=120)
    definition = models.TextField()
    related = models.ManyToManyField("self", symmetrical=False, blank=True)

    objects = GlossaryTermQuerySet.as_manager()

    class Meta:
        ordering = ["term", "slug"]
        constraints = [is_slug(), once("term", message="The term is defined already.")]

    def __str__(self):
        return self.term

    def get_absolute_url(self):
        return reverse("glossary:detail", args=[self.slug])
