"""Panels: one row a mission or country and year, ready to be joined with other data. They
follow from the records and figures: see `missions.panels`."""

from django.db import models

from missions.models.figures import told
from missions.models.mission import Mission
from organizations.models import Country
from sources.constraints import once
from sources.models import Source
from sources.querysets import RecordQuerySet


def number(help_text):
    return models.PositiveIntegerField(null=True, help_text=help_text)


def mean(help_text):
    return models.FloatField(null=True, help_text=help_text)


def code(help_text):
    return models.CharField(max_length=80, blank=True, help_text=help_text)


class MissionYear(models.Model):
    """A mission in a calendar year in which it was in the field."""

    mission = told(Mission, "+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year")
    host = told(Country, "+", null=True, help_text="Main host of the year, ISO3")
    gw = number("Main host, Gleditsch and Ward")
    cow = number("Main host, Correlates of War")
    mission_type = code("Slug of the mission type")
    chapter = code("Chapter that the last decision until the end of the year invokes")
    days = models.PositiveSmallIntegerField(help_text="Days in the field in the year")
    personnel_mean = mean("Uniformed personnel, mean of the months reported")
    personnel_max = number("Uniformed personnel, the largest month reported")
    troops_mean = mean("Troops, mean of the months reported")
    police_mean = mean("Police, mean of the months reported")
    military_observers_mean = mean("Military observers, mean of the months reported")
    months_reported = number("Months of which the strength is known")
    strength_source = told(
        Source, "+", null=True, help_text="Slug of the source of the strength"
    )
    deaths = number("Deaths; null where no source counts those of the mission")
    deaths_malicious = number("Deaths by malicious act")
    fatalities_source = told(
        Source, "+", null=True, help_text="Slug of the source of the deaths"
    )
    ceiling_military = number("Military personnel authorised at the end of the year")
    ceiling_police = number("Police authorised at the end of the year")
    consent = code("Consent in the last phase of the year")
    impartiality = code("Impartiality in the last phase of the year")
    force = code("Use of force in the last phase of the year")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "year"]
        constraints = [once("mission", "year", message="A mission has one row a year.")]

    def __str__(self):
        return f"{self.mission_id} {self.year}"


class CountryYear(models.Model):
    """A country in a calendar year in which it was a host or a contributor, or lost
    people in missions."""

    country = told(Country, "+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year")
    m49 = models.CharField(max_length=3, blank=True, help_text="UN M49")
    gw = number("Gleditsch and Ward")
    cow = number("Correlates of War")
    missions_hosted = models.PositiveIntegerField(
        help_text="Missions of which it was a host on a day of the year"
    )
    missions_contributed = number("Missions in which its people served")
    contributed_mean = mean("Its uniformed personnel, mean of the months reported")
    contributed_max = number("Its uniformed personnel, the largest month reported")
    women_share = mean(
        "Share of women in it, 0 to 1, where the source tells them apart"
    )
    months_reported = number("Months of which its contributions are known")
    contributions_source = told(
        Source, "+", null=True, help_text="Slug of the source of the contributions"
    )
    deaths = number(
        "Deaths of its nationals; null in years of which no nationality is told"
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["country", "year"]
        constraints = [once("country", "year", message="A country has one row a year.")]

    def __str__(self):
        return f"{self.country_id} {self.year}"
