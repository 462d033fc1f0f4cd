"""Missions read closely, and the texts that they illustrate."""

from django.db import models
from django.urls import reverse

from missions.models.mission import Mission
from organizations.models import Organization
from principles.models import Explainer
from sources.constraints import is_slug, once
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

    def for_list(self):
        return self.prefetch_related("missions", "organizations")

    def for_detail(self):
        return self.for_list().prefetch_related("explainers", "citations__source")


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


class ExplainerMission(models.Model):
    """A mission that illustrates an explainer."""

    explainer = models.ForeignKey(
        Explainer, models.CASCADE, related_name="illustrations"
    )
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="explained_by")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["explainer", "position"]
        constraints = [once("explainer", "mission", message="Named twice.")]

    def __str__(self):
        return f"{self.mission_id} in {self.explainer_id}"
