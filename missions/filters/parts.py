"""Filters of what belongs to a mission: decisions, assessments, events."""

import dataclasses

from django.db.models import F

from api.filters import REQUIRED_RANGE, SET, CodesFilter, StrictFilterSet
from api.grouping import Group, month_of, year_of
from api.relations import Related
from missions import facets
from missions.codes import Action, AssessmentCode, Body, Chapter, Confidence, Effect
from missions.models import (
    Assessment,
    Mandate,
    MandateTask,
    PrincipleEvent,
)
from organizations.codes import Region, Subregion
from principles.models import Principle
from sources.filters import (
    Dates,
    SearchedFilterSet,
    distinct,
    fixed,
    keys,
    names,
    words,
)

MISSION = Group(F("mission"), labels=facets.mission_names)
OF_MISSION = {"mission": MISSION, **facets.by_mission("mission")}


class OfMissionFilter(StrictFilterSet):
    """Filters of rows by the mission that they belong to."""

    mission = CodesFilter(
        "mission",
        label="Mission",
        codes=facets.MISSIONS,
        operators=SET[:1],
        example="minusma",
    )
    organization = CodesFilter(
        label="Organization that runs the mission",
        codes=facets.ORGANIZATIONS_LISTED,
        related=dataclasses.replace(facets.ORGANIZATIONS, on="mission"),
        operators=SET,
        example="un",
    )
    region = CodesFilter(
        "mission__region",
        label="Region of the mission's main host, UN M49",
        codes=fixed(Region),
        operators=SET[:1],
        example="africa",
    )
    subregion = CodesFilter(
        "mission__subregion",
        label="Subregion of the mission's main host, UN M49",
        codes=fixed(Subregion),
        operators=SET[:1],
        example="western-africa",
    )
    mission_type = CodesFilter(
        label="Type of the mission; the types below it are included",
        codes=facets.TYPES,
        condition=lambda values: facets.of_type(values, "mission__mission_type"),
        operators=SET[:1],
        example="multidimensional",
    )
    host = CodesFilter(
        label="Host state or territory of the mission, ISO3",
        codes=facets.COUNTRIES,
        related=dataclasses.replace(facets.HOSTS, on="mission"),
        operators=SET,
        example="MLI",
    )


def tasks_in(field):
    through = getattr(Mandate, field).through
    return Related(through.objects.all, "mandatetask", key="mandate")


class MandateFilter(OfMissionFilter, SearchedFilterSet):
    searched = "mandates"
    orderings = {
        "adopted_on": ["adopted_on"],
        "mission": ["mission", "adopted_on"],
        "symbol": ["symbol"],
        "valid_until": ["valid_until"],
    }
    groups = {
        **OF_MISSION,
        "body": Group(F("body"), labels=words(Body)),
        "action": Group(F("action"), labels=words(Action)),
        "chapter": facets.CHAPTER,
        "year": year_of("adopted_on"),
        "month": month_of("adopted_on"),
        "task": Group(related=tasks_in("tasks_added"), labels=names(MandateTask)),
    }

    body = CodesFilter(
        "body",
        label="Who adopted it",
        codes=fixed(Body),
        operators=SET[:1],
        example="unsc",
    )
    symbol = CodesFilter(
        "symbol",
        label="Symbol of the decision",
        codes=distinct(Mandate, "symbol", "mandates"),
        operators=SET[:1],
        example="S/RES/2100 (2013)",
    )
    action = CodesFilter(
        "action",
        label="What it does to the mission",
        codes=fixed(Action),
        operators=SET[:1],
        example="establish",
    )
    chapter = CodesFilter(
        "chapter",
        label="Charter chapter that it invokes",
        codes=fixed(Chapter),
        operators=SET,
        example="vii",
    )
    task = CodesFilter(
        label="Task that it gives",
        codes=facets.TASKS_LISTED,
        related=tasks_in("tasks_added"),
        operators=SET,
        example="ddr",
    )
    task_removed = CodesFilter(
        label="Task that it takes away",
        codes=facets.TASKS_LISTED,
        related=tasks_in("tasks_removed"),
        operators=SET,
        example="ddr",
    )
    adopted_on = Dates(
        "adopted_on",
        label="Day of adoption",
        operators=REQUIRED_RANGE,
        example="2013-04",
    )
    year = Dates(
        "adopted_on",
        label="Year of adoption",
        operators=(),
        example="2013",
        finest="year",
    )
    valid_until = Dates("valid_until", label="Day of expiry", example="2014-06-30")

    class Meta:
        model = Mandate
        fields = []


class AssessmentFilter(OfMissionFilter, SearchedFilterSet):
    searched = "assessments"
    orderings = {
        "mission": ["mission", "principle", "start_date"],
        "start_date": ["start_date"],
        "end_date": ["end_date"],
        "code": ["code"],
    }
    groups = {
        **OF_MISSION,
        "principle": Group(F("principle"), labels=names(Principle)),
        "code": Group(F("code"), labels=words(AssessmentCode)),
        "confidence": Group(F("confidence"), labels=words(Confidence)),
        "year": year_of("start_date"),
    }

    principle = CodesFilter(
        "principle",
        label="Principle",
        codes=keys(Principle, "principles"),
        operators=SET[:1],
        example="consent",
    )
    code = CodesFilter(
        "code",
        label="How the principle stood",
        codes=fixed(AssessmentCode),
        operators=SET[:1],
        example="withdrawn",
    )
    confidence = CodesFilter(
        "confidence",
        label="How sure the coder is",
        codes=fixed(Confidence),
        operators=SET[:1],
        example="high",
    )
    start_date = Dates(
        "start_date",
        label="Begin of the phase",
        operators=REQUIRED_RANGE,
        example="1967",
    )
    end_date = Dates("end_date", label="End of the phase", example="1967")
    coded_on = Dates(
        "coded_on", label="Day of coding", operators=REQUIRED_RANGE, example="2026"
    )

    class Meta:
        model = Assessment
        fields = []


class EventFilter(OfMissionFilter, SearchedFilterSet):
    searched = "principle-events"
    orderings = {"date": ["date"], "mission": ["mission", "date"]}
    groups = {
        **OF_MISSION,
        "principle": Group(F("principle"), labels=names(Principle)),
        "effect": Group(F("effect"), labels=words(Effect)),
        "year": year_of("date"),
    }

    principle = CodesFilter(
        "principle",
        label="Principle",
        codes=keys(Principle, "principles"),
        operators=SET[:1],
        example="consent",
    )
    effect = CodesFilter(
        "effect",
        label="What it did to the principle",
        codes=fixed(Effect),
        operators=SET[:1],
        example="withdrawn",
    )
    date = Dates("date", label="Date", operators=REQUIRED_RANGE, example="1967-05")
    year = Dates("date", label="Year", operators=(), example="1967", finest="year")

    class Meta:
        model = PrincipleEvent
        fields = []
