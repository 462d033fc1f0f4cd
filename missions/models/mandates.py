"""What decisions asked of missions."""

from django.db import models
from django.urls import reverse

from missions.codes import Action, Body, CeilingComponent, Chapter, TaskGroup
from missions.models.mission import Mission
from sources.constraints import is_one_of, is_slug, once
from sources.dates import (
    PartialDateField,
    ends_after_start,
    precision_field,
    precision_matches,
)
from sources.models import Source, Sourced
from sources.querysets import RecordQuerySet


class MandateTask(models.Model):
    """A task that mandates give, with its name in three datasets."""

    slug = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=16, choices=TaskGroup)
    definition = models.TextField()
    unpmm = models.CharField(max_length=60, blank=True)
    tamm = models.CharField(max_length=120, blank=True)
    pema = models.CharField(max_length=120, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["group", "slug"]
        constraints = [is_slug(), is_one_of("group", TaskGroup)]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('missions:list')}?task={self.slug}"


class MandateQuerySet(RecordQuerySet):
    """Every question we ask about decisions has a name here."""

    parts = {
        "ceilings": ("ceilings",),
        "tasks_added": ("tasks_added",),
        "tasks_removed": ("tasks_removed",),
        "sources": ("citations__source",),
    }


class Mandate(Sourced):
    """A decision on a mission: what it established, extended, changed or ended."""

    slug = models.CharField(
        primary_key=True, max_length=140, help_text="Mission and symbol"
    )
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="mandates")
    body = models.CharField(max_length=10, choices=Body)
    symbol = models.CharField(max_length=80, help_text="`S/RES/2100 (2013)`")
    adopted_on = PartialDateField(precision="adopted_precision")
    adopted_precision = precision_field()
    action = models.CharField(max_length=10, choices=Action)
    chapter = models.CharField(max_length=8, choices=Chapter, blank=True)
    valid_until = PartialDateField(
        precision="valid_until_precision", last=True, null=True, blank=True
    )
    valid_until_precision = precision_field()
    tasks_added = models.ManyToManyField(
        MandateTask, related_name="added_by", blank=True
    )
    tasks_removed = models.ManyToManyField(
        MandateTask, related_name="removed_by", blank=True
    )
    changes = models.TextField(help_text="What it changed, in one sentence")
    url = models.URLField(max_length=400, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "adopted_on", "slug"]
        constraints = [
            is_slug(),
            is_one_of("body", Body),
            is_one_of("action", Action),
            precision_matches("adopted_on", "adopted_precision"),
            precision_matches("valid_until", "valid_until_precision", last=True),
            ends_after_start("adopted_on", "valid_until"),
            once("mission", "symbol", message="The decision is listed twice."),
        ]

    def __str__(self):
        return self.symbol

    def get_absolute_url(self):
        return f"{reverse('missions:detail', args=[self.mission_id])}#{self.slug}"


class MandateCeiling(models.Model):
    """How many persons of a component a decision authorises."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="ceilings")
    component = models.CharField(max_length=18, choices=CeilingComponent)
    personnel = models.PositiveIntegerField()

    class Meta:
        ordering = ["mandate", "component"]
        constraints = [
            is_one_of("component", CeilingComponent),
            once("mandate", "component", message="One ceiling for a component."),
        ]

    def __str__(self):
        return f"{self.personnel} {self.component}"
