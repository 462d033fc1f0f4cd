"""Missions read closely, and the texts that they illustrate."""

from django.db import models
from django.urls import reverse

from missions.models.mission import Mission
from organizations.models import Organization
from principles.codes import CaseResult
from principles.models import Explainer
from sources.constraints import is_one_of, is_slug, once
from sources.dates import PartialDateField, precision_field, precision_matches
from sources.models import Sourced
from sources.querysets import RecordQuerySet


class CaseStudyQuerySet(RecordQuerySet):
    """Every question we ask about case studies has a name here."""

    parts = {
        "missions": ("missions",),
        "organizations": ("organizations",),
        "explainers": ("explainers",),
        "sources": ("citations__source",),
    }
    page_parts = ("missions", "organizations", "explainers", "citations__source")

    def for_list(self):
        return self.prefetch_related("missions", "organizations")


class CaseStudy(Sourced):
    """One or more missions told in one frame. The sections are Markdown."""

    slug = models.CharField(primary_key=True, max_length=60)
    title = models.CharField(max_length=200)
    missions = models.ManyToManyField(Mission, related_name="case_studies", blank=True)
    organizations = models.ManyToManyField(
        Organization, related_name="case_studies", blank=True
    )
    explainers = models.ManyToManyField(
        Explainer, related_name="case_studies", blank=True
    )
    context = models.TextField()
    mandate_and_force = models.TextField()
    principles = models.TextField(help_text="What happened to each principle")
    outcome = models.TextField(help_text="Evidence for and against")
    disputed = models.TextField(help_text="What scholars dispute")
    lessons = models.TextField()

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        ordering = ["title", "slug"]
        verbose_name_plural = "case studies"
        constraints = [is_slug()]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("case-studies:detail", args=[self.slug])


class ExplainerCase(Sourced):
    """A turn in the life of a mission that illustrates an explainer: what the text
    explains held, bent or broke there."""

    slug = models.CharField(primary_key=True, max_length=140)
    explainer = models.ForeignKey(Explainer, models.CASCADE, related_name="cases")
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="explained_by")
    position = models.PositiveSmallIntegerField()
    date = PartialDateField(precision="date_precision")
    date_precision = precision_field()
    result = models.CharField(max_length=5, choices=CaseResult)
    what = models.TextField(help_text="What happened, in one or two sentences")

    class Meta:
        ordering = ["explainer", "position"]
        constraints = [
            is_slug(),
            is_one_of("result", CaseResult),
            precision_matches("date", "date_precision"),
            once(
                *("explainer", "mission", "date"),
                message="An explainer tells a case of one mission and day once.",
            ),
        ]

    def __str__(self):
        return f"{self.explainer_id}: {self.mission_id} {self.result}"
