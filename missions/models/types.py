"""Kinds of operation."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from sources.constraints import is_slug, once
from sources.models import Sourced
from sources.querysets import RecordQuerySet


class MissionTypeQuerySet(RecordQuerySet):
    """Every question we ask about mission types has a name here."""

    parts = {
        "missions_total": ("with_missions",),
        "children": ("children",),
        "examples": ("examples",),
        "sources": ("citations__source",),
    }
    page_parts = ("parent", "children", "examples__mission", "citations__source")

    def with_missions(self):
        """With `missions_total`: missions of the type and of its children."""
        own = Q(mission_type=models.OuterRef("pk"))
        children = Q(mission_type__parent=models.OuterRef("pk"))
        missions = self.model.missions.rel.related_model.objects.order_by()
        # A constant to group by: the types of the rows differ.
        counted = (
            missions.filter(own | children)
            .values(one=models.Value(1))
            .annotate(n=models.Count("pk"))
        )
        return self.annotate(
            missions_total=models.functions.Coalesce(
                models.Subquery(counted.values("n")), 0
            )
        )

    def for_list(self):
        return self.select_related("parent").with_missions()

    def with_children(self, slugs):
        """The slugs of these types and of their children: what a filter means."""
        chosen = Q(slug__in=slugs) | Q(parent__in=slugs)
        return self.filter(chosen).values("slug").order_by()


class MissionType(Sourced):
    """A kind of operation, told from others by marks that one can observe."""

    slug = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    noun = models.CharField(
        max_length=120,
        help_text="One mission of the type, as a noun for sentences, without article",
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(help_text="Order of reading")
    definition = models.TextField()
    recognition = ArrayField(
        models.TextField(), help_text="Marks by which one recognises it"
    )
    prose = models.TextField(help_text="Markdown")

    objects = MissionTypeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        constraints = [
            is_slug(),
            once("position", message="Two types have the same position."),
            models.CheckConstraint(
                name="missions_missiontype_noun_has_no_article",
                condition=~Q(noun="") & ~Q(noun__iregex=r"^(a|an|the) "),
                violation_error_message="noun is a noun without an article.",
            ),
            models.CheckConstraint(
                name="missions_missiontype_parent_is_another",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("slug")),
                violation_error_message="A type cannot be its own parent.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def one(self):
        """`an observation mission`."""
        return f"{'an' if self.noun[:1].lower() in 'aeiou' else 'a'} {self.noun}"

    def get_absolute_url(self):
        return reverse("mission-types:detail", args=[self.slug])


class MissionTypeExample(models.Model):
    """A mission that shows a type well."""

    mission_type = models.ForeignKey(
        MissionType, models.CASCADE, related_name="examples"
    )
    mission = models.ForeignKey("Mission", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["mission_type", "position"]
        constraints = [
            once("mission_type", "mission", message="The example is named twice.")
        ]

    def __str__(self):
        return f"{self.mission_id} as {self.mission_type_id}"
