"""What the base promises to hold, and that it does."""

import csv
import datetime
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from django.db.models import Count

from missions.models import Assessment, Leader, Mandate, Mission, PrincipleEvent
from principles.models import GlossaryTerm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
DATES = (
    Path(__file__).parents[3] / "shared/data/compiled/sc_resolution_dates_1946_2019.csv"
)
NAMED_EVENTS = [  # mission, year, principle
    ("unef-i", 1967, "consent"),
    ("onuc", 1961, "non-use-of-force"),
    ("unprofor", 1995, "impartiality"),
    ("unamir", 1994, "non-use-of-force"),
    ("unosom-ii", 1993, "impartiality"),
    ("unamsil", 2000, "consent"),
    ("unmee", 2005, "consent"),
    ("unmee", 2008, "consent"),
    ("monusco", 2013, "non-use-of-force"),
    ("minusma", 2023, "consent"),
]


def peacekeeping():
    """The operations of the United Nations that are no political missions."""
    return Mission.objects.run_by("un").exclude(mission_type="political")


def test_there_are_as_many_operations_as_promised():
    assert Mission.objects.count() >= 220
    assert Mission.objects.run_by("un").count() >= 120
    assert peacekeeping().count() >= 71
    assert Mission.objects.exclude(parties__organization="un").count() >= 100
    assert GlossaryTerm.objects.count() >= 90
    assert PrincipleEvent.objects.count() >= 80


@pytest.mark.parametrize(("mission", "year", "principle"), NAMED_EVENTS)
def test_an_event_that_everybody_looks_for_is_there(mission, year, principle):
    assert PrincipleEvent.objects.filter(
        mission=mission, date__year=year, principle=principle
    ).exists()


def test_each_principle_is_judged_over_the_whole_life_of_a_un_operation():
    phases = defaultdict(list)
    for one in Assessment.objects.order_by("start_date"):
        phases[one.mission_id, one.principle_id].append(one)
    day = datetime.timedelta(days=1)
    gaps = []
    for mission in Mission.objects.run_by("un"):
        for principle in ("consent", "impartiality", "non-use-of-force"):
            found = phases[mission.pk, principle]
            if not found:
                gaps.append((mission.pk, principle, "none"))
                continue
            for former, later in pairwise(found):
                if later.start_date > former.end_date + day:
                    gaps.append((mission.pk, principle, f"after {former.end_date}"))
            if found[-1].end_date and found[-1].end_date < (
                mission.end_date or datetime.date.max
            ):
                gaps.append((mission.pk, principle, f"ends {found[-1].end_date}"))

    assert gaps == []


def test_every_judgement_says_why():
    short = [
        one.pk for one in Assessment.objects.all() if len(one.rationale.split()) < 6
    ]

    assert short == []
    assert not Assessment.objects.annotate(n=Count("citations")).filter(n=0).exists()
    assert (
        not PrincipleEvent.objects.annotate(n=Count("citations")).filter(n=0).exists()
    )


def test_no_leader_holds_a_post_twice_at_once():
    """Exactly the same person; two persons may share a post, or hand it over."""
    held = defaultdict(list)
    for one in Leader.objects.order_by("start_date"):
        held[one.mission_id, one.post, one.name].append(one)
    twice = [
        (key, later.start_date)
        for key, terms in held.items()
        for former, later in pairwise(terms)
        if former.end_date
        and later.start_date
        and later.start_date < former.end_date.replace(day=1)
    ]

    assert twice == []


@pytest.mark.skipif(not DATES.exists(), reason=f"NO LIST OF DATES AT {DATES}")
def test_days_of_resolutions_agree_with_the_list_of_dates():
    with DATES.open(encoding="utf-8", newline="") as file:
        days = {
            int(row["number"]): datetime.date.fromisoformat(row["adopted_on"])
            for row in csv.DictReader(file)
            if len(row["adopted_on"]) == 10
        }
    apart = {}
    for mandate in Mandate.objects.filter(body="unsc", symbol__startswith="S/RES/"):
        number = int(mandate.symbol.removeprefix("S/RES/").split(" ")[0])
        # A sitting that goes on past midnight is listed under its first day.
        if number in days and not 0 <= (mandate.adopted_on - days[number]).days <= 1:
            apart[mandate.symbol] = (mandate.adopted_on, days[number])

    assert apart == {}
