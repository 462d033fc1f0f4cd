"""Filters of the panels."""

from django.db.models import F

from api.filters import (
    RANGE,
    REQUIRED_RANGE,
    SET,
    CodesFilter,
    NumberFilter,
    StrictFilterSet,
)
from api.grouping import Group
from missions import facets
from missions.filters.parts import OF_MISSION, OfMissionFilter
from missions.filters.stocks import COUNTRY
from missions.models import CountryYear, MissionYear

YEAR = Group(F("year"), kind="integer")


def years():
    return NumberFilter("year", label="Year", operators=REQUIRED_RANGE, example="2014")


def numbers(name, label, example):
    return NumberFilter(name, label=label, operators=RANGE, example=example)


class MissionYearFilter(OfMissionFilter):
    measured = "deaths"
    orderings = {
        "mission": ["mission", "year"],
        "year": ["year", "mission"],
        "personnel_max": ["personnel_max"],
        "deaths": ["deaths"],
    }
    groups = {**OF_MISSION, "year": YEAR}

    year = years()
    gw = numbers("gw", "Main host, Gleditsch and Ward", "432")
    cow = numbers("cow", "Main host, Correlates of War", "432")
    personnel_mean = numbers("personnel_mean", "Uniformed personnel, mean", "1000")
    personnel_max = numbers("personnel_max", "Uniformed personnel, most", "1000")
    deaths = numbers("deaths", "Deaths", "10")

    class Meta:
        model = MissionYear
        fields = []


class CountryYearFilter(StrictFilterSet):
    measured = "deaths"
    orderings = {
        "country": ["country", "year"],
        "year": ["year", "country"],
        "contributed_max": ["contributed_max"],
        "missions_hosted": ["missions_hosted"],
        "deaths": ["deaths"],
    }
    groups = {"country": COUNTRY, "year": YEAR}

    country = CodesFilter(
        "country",
        label="Country, ISO3",
        codes=facets.COUNTRIES,
        operators=SET[:1],
        example="BGD",
    )
    year = years()
    gw = numbers("gw", "Gleditsch and Ward", "771")
    cow = numbers("cow", "Correlates of War", "771")
    missions_hosted = NumberFilter(
        "missions_hosted",
        label="Missions hosted",
        operators=REQUIRED_RANGE,
        example="1",
    )
    contributed_max = numbers("contributed_max", "Uniformed personnel, most", "1000")
    deaths = numbers("deaths", "Deaths of its nationals", "10")

    class Meta:
        model = CountryYear
        fields = []
