"""Figures that nobody reported: contributions made up by a seed, as many as one likes, to
measure how the system holds under them. They are refused wherever readers come."""

import csv
import dataclasses
import datetime
import random

from django.conf import settings

from missions.importers import un_contributions
from missions.importers.problems import ImportProblem
from missions.models import Mission
from organizations.models import Country
from sources.models import Source, SourceKind

FIRST = datetime.date(1990, 1, 1)
KINDS = ("troops", "individual_police", "experts_on_mission")
MOST = {"troops": 900, "individual_police": 140, "experts_on_mission": 40}
COLUMNS = (
    *("contribution_id", "contributing_country", "isocode3", "m49_code"),
    *("mission_acronym", "personnel_type", "last_reporting_date"),
    *("female_personnel", "male_personnel"),
)

IMPORTER = dataclasses.replace(
    un_contributions.IMPORTER,
    name="synthetic-contributions",
    about="made up by make_figures, for benchmarks",
    source="synthetic",
    read=un_contributions.mapped,
)


def refuse_elsewhere():
    if not settings.SYNTHETIC_FIGURES:
        raise ImportProblem(
            "figures are made up for benchmarks only: set SYNTHETIC_FIGURES=true, and "
            "never where readers come"
        )


def make_source():
    Source.objects.get_or_create(
        pk=IMPORTER.source,
        defaults={
            "kind": SourceKind.DATASET,
            "title": "SYNTHETIC: made up for benchmarks, nobody reported these figures",
            "publisher": "make_figures",
            "limits": "No figure in it is true.",
        },
    )


def months(today):
    """The last days of months from `FIRST`, the latest first."""
    last = today.replace(day=1) - datetime.timedelta(days=1)
    while last >= FIRST:
        yield last
        last = last.replace(day=1) - datetime.timedelta(days=1)


def write(path, rows, seed, today):
    """A file in the format of un-contributions that gives so many rows of figures: each
    of its lines two, women and men. The same seed makes the same file."""
    chance = random.Random(seed)
    missions = list(
        Mission.objects.run_by("un")
        .exclude(acronym="")
        .order_by("pk")
        .values_list("pk", "start_date", "end_date")
        .distinct()
    )
    countries = list(
        Country.objects.filter(kind="state", valid_to__isnull=True)
        .order_by("pk")
        .values_list("pk", "name")
    )
    ends = list(months(today))
    left = rows // 2
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for number, end in enumerate(ends):
            due = left // (len(ends) - number)
            running = [
                pk
                for pk, start, last in missions
                if start and start <= end.replace(day=1) and not (last and last < end)
            ]
            choices = [
                (pk, country, kind)
                for pk in running
                for country in countries
                for kind in KINDS
            ]
            for pk, (iso3, name), kind in chance.sample(
                choices, min(due, len(choices))
            ):
                left -= 1
                people = chance.randint(2, MOST[kind])
                women = chance.randint(1, max(1, people // 4))
                out.writerow(
                    (
                        *(f"synthetic-{left}", name, iso3, "", pk, kind),
                        *(end.isoformat(), women, people - women),
                    )
                )
    return rows - 2 * left
