"""The three principles in the life of a mission."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from missions.codes import CODES_OF, AssessmentCode, Confidence, Effect
from missions.models.mission import Mission
from principles.models import Principle
from sources.constraints import is_one_of, is_slug, once
from sources.dates import (
    PartialDateField,
    ends_after_start,
    precision_field,
    precision_matches,
)
from sources.models import Sourced
from sources.querysets import CitedQuerySet


def code_fits_principle():
    condition = Q()
    for principle, codes in CODES_OF.items():
        condition |= Q(principle=principle, code__in=codes)
    return models.CheckConstraint(
        name="missions_assessment_code_fits_principle",
        condition=condition,
        violation_error_message="The code is not one of this principle's.",
    )


class Assessment(Sourced):
    """How a principle stood in one phase of a mission, as we code it."""

    slug = models.CharField(primary_key=True, max_length=140)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="assessments")
    principle = models.ForeignKey(Principle, models.PROTECT, related_name="assessments")
    phase = models.CharField(max_length=160)
    start_date = PartialDateField(precision="start_precision")
    start_precision = precision_field()
    end_date = PartialDateField(
        precision="end_precision", last=True, null=True, blank=True
    )
    end_precision = precision_field()
    code = models.CharField(max_length=20, choices=AssessmentCode)
    confidence = models.CharField(max_length=6, choices=Confidence)
    rationale = models.TextField()
    coder = models.CharField(max_length=80)
    coded_on = models.DateField()

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "principle", "start_date"]
        constraints = [
            is_slug(),
            code_fits_principle(),
            is_one_of("confidence", Confidence),
            precision_matches("start_date", "start_precision"),
            precision_matches("end_date", "end_precision", last=True),
            ends_after_start("start_date", "end_date"),
            once(
                *("mission", "principle", "start_date"),
                message="A principle is assessed once for a phase.",
            ),
        ]

    def __str__(self):
        return f"{self.mission_id}: {self.principle_id} {self.code}"

    def get_absolute_url(self):
        return f"{reverse('missions:detail', args=[self.mission_id])}#{self.slug}"


class PrincipleEvent(Sourced):
    """A dated event that upheld, strained, breached or redefined a principle."""

    slug = models.CharField(primary_key=True, max_length=140)
    mission = models.ForeignKey(
        Mission, models.CASCADE, related_name="principle_events"
    )
    date = PartialDateField(precision="date_precision")
    date_precision = precision_field()
    principle = models.ForeignKey(Principle, models.PROTECT, related_name="events")
    what = models.TextField(help_text="What happened, in one sentence")
    effect = models.CharField(max_length=10, choices=Effect)

    objects = CitedQuerySet.as_manager()

    class Meta:
        ordering = ["date", "slug"]
        constraints = [
            is_slug(),
            is_one_of("effect", Effect),
            precision_matches("date", "date_precision"),
            once(
                *("mission", "principle", "date"),
                message="Two events of a principle on one day: make them one.",
            ),
        ]

    def __str__(self):
        return f"{self.mission_id}: {self.what}"

    def get_absolute_url(self):
        return f"{reverse('missions:detail', args=[self.mission_id])}#{self.slug}"
