"""Series of figures. Each row names its source; competing sources stay side by side.

Rows outlive the curated records: a load empties and refills missions, and rows that were
imported still point at them. So nothing cascades here; the database checks the pointers
when a transaction ends.
"""

from django.db import models
from django.db.models import BigIntegerField, Case, Q, Sum, When
from django.db.models.functions import Cast

from missions.codes import BudgetKind, Cause, Component, Gender, PersonnelType, Post
from missions.models.mission import Mission
from organizations.models import Country
from sources.constraints import is_one_of, once, within
from sources.dates import (
    MonthField,
    PartialDateField,
    ends_after_start,
    precision_field,
    precision_matches,
)
from sources.models import Source
from sources.querysets import SourceOfRowQuerySet


def kept(to, related_name, **options):
    """A pointer that neither cascades nor protects: see the top of this module."""
    return models.ForeignKey(
        to, models.DO_NOTHING, related_name=related_name, **options
    )


def told(to, related_name, **options):
    """A pointer of a series of millions: a constraint would look up every row on its own,
    which takes ten times as long as all the rest of an import. Loads and imports look up
    all together (`sources.loader.pointers`), and nothing else writes. No index either:
    those of the series say what is asked."""
    return kept(to, related_name, db_constraint=False, db_index=False, **options)


def month_is_first_day():
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_month_is_first_day",
        condition=Q(month__day=1),
        violation_error_message="A month is stored as its first day.",
    )


class Strength(models.Model):
    """How many people of a component served in a mission at the end of a month."""

    mission = kept(Mission, "strengths")
    month = MonthField(help_text="First day of the month reported on")
    component = models.CharField(max_length=18, choices=Component)
    personnel = models.PositiveIntegerField(help_text="Persons")
    source = kept(Source, "+")

    objects = SourceOfRowQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "month", "component", "source"]
        constraints = [
            month_is_first_day(),
            is_one_of("component", Component),
            once(
                *("mission", "month", "component", "source"),
                message="A source reports a component once a month.",
            ),
        ]

    def __str__(self):
        return f"{self.mission_id} {self.month:%Y-%m} {self.component}"


class ContributionQuerySet(SourceOfRowQuerySet):
    """Every question we ask about contributions has a name here."""

    def by_month(self, country):
        """A country's persons in all missions for each source and month, in order of
        months."""
        told = self.filter(country=country)
        told = told.values("source", "source__rank", "source__title", "month")
        return told.annotate(persons=Sum("personnel")).order_by("month")

    def by_country(self, source, month):
        """Pairs of a country and its persons in all missions in a month."""
        told = self.filter(source=source, month=month).order_by()
        return told.values_list("country").annotate(persons=Sum("personnel"))

    def by_mission(self, country, source, month):
        """A country's persons in each mission in a month, the largest first."""
        told = self.filter(country=country, source=source, month=month)
        named = told.values("mission", "mission__acronym", "mission__name")
        return named.annotate(persons=Sum("personnel")).order_by("-persons", "mission")


class Contribution(models.Model):
    """How many people a country had in a mission at the end of a month."""

    mission = told(Mission, "contributions")
    country = told(Country, "contributions")
    month = MonthField(help_text="First day of the month reported on")
    component = models.CharField(max_length=18, choices=Component)
    gender = models.CharField(
        max_length=6, choices=Gender, blank=True, help_text="Empty: not told apart"
    )
    personnel = models.PositiveIntegerField(help_text="Persons")
    source = told(Source, "+")

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "country", "month", "component", "gender", "source"]
        indexes = [
            models.Index(
                fields=["country", "month"], name="missions_contribution_country"
            )
        ]
        constraints = [
            month_is_first_day(),
            is_one_of("component", Component),
            models.CheckConstraint(
                name="missions_contribution_gender_is_known",
                condition=Q(gender__in=["", *Gender.values]),
                violation_error_message="gender is female, male or empty.",
            ),
            once(
                *("mission", "country", "month", "component", "gender", "source"),
                message="A source reports a country and component once a month.",
            ),
        ]

    def __str__(self):
        return f"{self.country_id} in {self.mission_id} {self.month:%Y-%m}"


class Fatality(models.Model):
    """Deaths in a mission: one row a death or a sum, as the source gives them."""

    mission = kept(Mission, "fatality_rows")
    date = PartialDateField(precision="date_precision")
    date_precision = precision_field()
    country = kept(Country, "fatalities", null=True, blank=True)
    personnel_type = models.CharField(max_length=22, choices=PersonnelType, blank=True)
    cause = models.CharField(max_length=14, choices=Cause)
    deaths = models.PositiveIntegerField()
    source = kept(Source, "+")

    objects = SourceOfRowQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "date", "pk"]
        verbose_name_plural = "fatalities"
        constraints = [
            precision_matches("date", "date_precision"),
            is_one_of("cause", Cause),
            models.CheckConstraint(
                name="missions_fatality_personnel_type_is_known",
                condition=Q(personnel_type__in=["", *PersonnelType.values]),
                violation_error_message="personnel_type is not in the code list.",
            ),
            models.CheckConstraint(
                name="missions_fatality_counts_a_death",
                condition=Q(deaths__gte=1),
                violation_error_message="A row counts at least one death.",
            ),
            once(
                *("mission", "date", "date_precision", "country"),
                *("personnel_type", "cause", "source"),
                message="The deaths are counted in an earlier row: add them up.",
            ),
        ]

    def __str__(self):
        return f"{self.deaths} in {self.mission_id}, {self.date}"


class BudgetQuerySet(SourceOfRowQuerySet):
    """Every question we ask about budgets has a name here."""

    def with_dollars(self):
        """With `amount_usd`, null where the amount is in another currency."""
        return self.annotate(
            amount_usd=Case(
                When(currency="USD", then=Cast("amount", BigIntegerField()))
            )
        )


class Budget(models.Model):
    """Money for a mission over a period."""

    mission = kept(Mission, "budgets")
    period_start = models.DateField()
    period_end = models.DateField()
    kind = models.CharField(max_length=11, choices=BudgetKind)
    amount = models.DecimalField(
        max_digits=14, decimal_places=2, help_text="In whole units of the currency"
    )
    currency = models.CharField(max_length=3, help_text="ISO 4217")
    source = kept(Source, "+")

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "period_start", "kind", "source"]
        constraints = [
            is_one_of("kind", BudgetKind),
            ends_after_start("period_start", "period_end"),
            models.CheckConstraint(
                name="missions_budget_amount_in_whole_units",
                condition=Q(amount__gte=10_000),
                violation_error_message=(
                    "amount is in whole units of the currency, not in thousands or "
                    "millions."
                ),
            ),
            models.CheckConstraint(
                name="missions_budget_currency_is_a_code",
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message="currency is a code such as USD.",
            ),
            once(
                *("mission", "period_start", "period_end", "kind", "source"),
                message="A source gives an amount for a period once.",
            ),
        ]

    def __str__(self):
        return f"{self.mission_id} {self.period_start}: {self.amount} {self.currency}"


class Deployment(models.Model):
    """Where a mission's personnel were in a year."""

    mission = kept(Mission, "deployments")
    year = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120)
    latitude = models.DecimalField(max_digits=7, decimal_places=4)
    longitude = models.DecimalField(max_digits=7, decimal_places=4)
    personnel = models.PositiveIntegerField(null=True, blank=True, help_text="Estimate")
    source = kept(Source, "+")

    objects = SourceOfRowQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "year", "place", "latitude", "longitude"]
        constraints = [
            within("year", 1945, 2100, message="year is from 1945 to 2100."),
            within("latitude", -90, 90, message="latitude is from -90 to 90 degrees."),
            within(
                "longitude", -180, 180, message="longitude is from -180 to 180 degrees."
            ),
            once(
                *("mission", "year", "place", "latitude", "longitude", "source"),
                message="A source places a unit once a year.",
            ),
        ]

    def __str__(self):
        return f"{self.mission_id} in {self.place}, {self.year}"


class Leader(models.Model):
    """Who held a post in a mission, and when."""

    mission = kept(Mission, "leaders")
    post = models.CharField(max_length=23, choices=Post)
    name = models.CharField(max_length=120)
    nationality = kept(Country, "leaders", null=True, blank=True)
    start_date = PartialDateField(precision="start_precision", null=True, blank=True)
    start_precision = precision_field()
    end_date = PartialDateField(
        precision="end_precision", last=True, null=True, blank=True
    )
    end_precision = precision_field()
    source = kept(Source, "+")

    objects = SourceOfRowQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "post", "start_date", "name"]
        constraints = [
            is_one_of("post", Post),
            precision_matches("start_date", "start_precision"),
            precision_matches("end_date", "end_precision", last=True),
            ends_after_start("start_date", "end_date"),
            once(
                *("mission", "post", "name", "start_date", "source"),
                message="A person takes a post once at a time.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_post_display()} of {self.mission_id}"
