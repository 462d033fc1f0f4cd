"""Sums of figures that are too many to add up for each question."""

from django.db import connection, models
from django.db.models import Sum

from missions.models.figures import told
from missions.models.mission import Mission
from organizations.models import Country
from sources.dates import MonthField
from sources.models import Source
from sources.querysets import RecordQuerySet

# What each summary tells apart, the smallest first. Every question that asks for no other
# column can be answered from it.
GRAINS = {
    "month": ("source", "month", "component", "gender"),
    "mission": ("source", "month", "mission", "component", "gender"),
    "country": ("source", "month", "country"),
}
COLUMNS = {"mission": "mission_id", "country": "country_id", "source": "source_id"}


class ContributionSummaryQuerySet(RecordQuerySet):
    """Every question we ask about summaries has a name here."""

    def telling(self, columns):
        """The rows of the smallest summary that tells these columns apart, or None."""
        for grain, names in GRAINS.items():
            if set(columns) <= set(names):
                return self.filter(grain=grain)
        return None

    def number(self):
        """How many contributions the rows sum up."""
        return self.order_by().aggregate(n=Sum("rows"))["n"] or 0

    def refill(self):
        """Sum up all contributions anew, in the transaction of the caller."""
        self.all().delete()
        with connection.cursor() as cursor:
            for grain, names in GRAINS.items():
                columns = ", ".join(COLUMNS.get(name, name) for name in names)
                cursor.execute(
                    f"INSERT INTO missions_contributionsummary (grain, {columns}, rows, "
                    f"personnel, least, most) SELECT %s, {columns}, count(*), "
                    "sum(personnel), min(personnel), max(personnel) "
                    f"FROM missions_contribution GROUP BY {columns} ORDER BY {columns}",
                    [grain],
                )
            cursor.execute("ANALYZE missions_contributionsummary")


class ContributionSummary(models.Model):
    """Contributions of one grain summed up: their number, and the sum, the least and the
    most of their personnel. What a grain does not tell apart is null."""

    grain = models.CharField(max_length=7)
    source = told(Source, "+")
    month = MonthField()
    mission = told(Mission, "+", null=True)
    country = told(Country, "+", null=True)
    component = models.CharField(max_length=18, null=True)
    gender = models.CharField(max_length=6, null=True)
    rows = models.PositiveIntegerField()
    personnel = models.PositiveBigIntegerField()
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField()

    objects = ContributionSummaryQuerySet.as_manager()

    class Meta:
        ordering = ["grain", "source", "month"]
        indexes = [
            models.Index(fields=["grain", "month"], name="missions_summary_grain")
        ]
        constraints = [
            models.CheckConstraint(
                name="missions_contributionsummary_grain_is_known",
                condition=models.Q(grain__in=list(GRAINS)),
                violation_error_message="A summary has one of our grains.",
            )
        ]

    def __str__(self):
        return f"{self.grain} {self.month:%Y-%m}: {self.personnel}"
