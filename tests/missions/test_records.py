"""The real records hold together. An exception has its reason, and goes when it is none."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.db.models import Sum

from missions import facts, figures
from missions.models import Fatality, Mandate, Mission
from principles.models import Explainer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
RESOLUTIONS = (
    Path(__file__).parents[3]
    / "shared/data/unsc-resolutions/UNSC_Resolutions_1946-2015.csv"
)
TOOK_OVER_FROM_ONE_BESIDE_IT = {
    ("turquoise", "unamir"),  # UNAMIR took over the zone when the operation left
    ("artemis", "monuc"),  # which took Bunia over with a reinforced brigade
    ("mnf-haiti", "unmih"),  # whose first members were there before it took over
    ("eufor-tchad-rca", "minurcat"),  # which took over its soldiers and their tasks
}
LONG_AFTER = {
    ("omic-1", "omic-2"),  # the same organization came back after twenty months
    ("imt-mindanao-1", "imt-mindanao-2"),  # the team came back after fifteen months
    ("tiph-1", "tiph-2"),  # the parties agreed anew after thirty months
    ("unscom", "unmovic"),  # inspectors were kept out of Iraq for four years
}
# Strength above the last ceiling that is known as a number, and why that is no mistake.
ABOVE_CEILING = {
    "unficyp": "the lower ceiling of October 2004 was reached in the months after",
    "onuca": "the ceiling of the first phase; later decisions set no number",
    "unikom": "the ceiling was of observers; logistic and guard units came beside them",
    "unprofor": "decisions after the first only added, without a total",
    "unmih": "states paid for soldiers above the number that the Council set",
    "unamir": "a drawdown that the Council spread over some months",
    "uncro": "soldiers of UNPROFOR were counted until they had been moved",
    "untaes": "the reduction was spread over some months",
    "unsom": "the guard unit grew after the decision that set its first number",
    "unsmih": "states paid for soldiers above the number that the Council set",
    "monua": "the ceiling was of observers; formed units left by stages",
    "untmih": "the ceiling was of soldiers paid for by all; others were paid for by states",
    "unamsil": "a drawdown by stages",
    "monuc": "decisions of 2004 and 2005 only added, without a total",
    "unmiset": "a drawdown by stages",
    "unmil": "a drawdown by stages",
    "unoci": "a drawdown by stages",
    "minustah": "a drawdown by stages",
}
ROOM = 1.15  # rotations overlap for some weeks


def test_every_mission_has_what_a_record_needs():
    lacking = []
    for mission in Mission.objects.prefetch_related(
        "citations", "absences", "parties", "host_periods", "mandates"
    ):
        reasons = mission.absent
        if len({citation.source_id for citation in mission.citations.all()}) < 2:
            lacking.append((mission.pk, "two sources"))
        if not any(party.role == "lead" for party in mission.parties.all()):
            lacking.append((mission.pk, "lead organization"))
        if not mission.host_periods.all() and "hosts" not in reasons:
            lacking.append((mission.pk, "host or reason"))
        if not mission.mandates.all() and not mission.legal_basis:
            lacking.append((mission.pk, "mandate or legal basis"))

    assert lacking == []


def test_explainers_are_neither_notes_nor_books():
    notes = re.compile(r"^\[\^\d+\]:.*?(?=\n\[\^|\Z)", re.MULTILINE | re.DOTALL)
    for explainer in Explainer.objects.all():
        words = len(notes.sub("", explainer.text).split())

        assert 900 <= words <= 1800, (explainer.pk, words)


def test_successors_come_after():
    early, late = set(), set()
    for mission in Mission.objects.prefetch_related("succeeded_by"):
        for successor in mission.succeeded_by.all():
            pair = (mission.pk, successor.pk)
            if successor.start_date < mission.start_date:
                early.add(pair)
            end = mission.end_date
            if end is None or abs((successor.start_date - end).days) > 400:
                late.add(pair)

    assert early == TOOK_OVER_FROM_ONE_BESIDE_IT
    assert late - early == LONG_AFTER


def test_the_year_of_a_resolution_is_that_of_its_day():
    wrong = [
        mandate.pk
        for mandate in Mandate.objects.filter(body="unsc")
        if (year := re.search(r"\((\d{4})\)$", mandate.symbol))
        and int(year[1]) != mandate.adopted_on.year
    ]

    assert wrong == []


@pytest.mark.skipif(
    not RESOLUTIONS.exists(),
    reason="the published list of resolutions is not here: numbers are NOT compared",
)
def test_numbers_and_years_agree_with_the_published_list():
    with RESOLUTIONS.open(encoding="latin-1", newline="") as file:
        years = {
            int(row["Number"]): int(row["Year"])
            for row in csv.DictReader(file, delimiter=";")
        }
    compared, wrong = 0, []
    for mandate in Mandate.objects.filter(body="unsc"):
        symbol = re.fullmatch(r"S/RES/(\d+) \((\d{4})\)", mandate.symbol)
        if symbol and int(symbol[1]) in years:
            compared += 1
            if years[int(symbol[1])] != int(symbol[2]):
                wrong.append(mandate.symbol)

    assert wrong == []
    assert compared > 500


def test_decisions_come_in_the_order_of_their_numbers():
    found = {
        int(number[1]): mandate
        for mandate in Mandate.objects.filter(body="unsc")
        if (number := re.match(r"S/RES/(\d+) ", mandate.symbol))
    }
    rising = [found[number].adopted_on for number in sorted(found)]

    assert rising == sorted(rising)


def test_deaths_add_up_to_the_total_that_is_shown():
    sums = dict(
        Fatality.objects.values_list("mission").annotate(n=Sum("deaths")).order_by()
    )
    shown = dict(
        Mission.objects.filter(fatalities__isnull=False).values_list("pk", "fatalities")
    )

    assert shown == sums
    assert sum(sums.values()) > 4000


def test_strength_is_within_its_ceiling():
    above = set()
    for mission in Mission.objects.prefetch_related("mandates__ceilings", "strengths"):
        ceilings = list(military_ceilings(mission))
        for month, persons in military_strength(mission).items():
            before = [n for day, n in ceilings if day <= month]
            lately = [n for day, n in ceilings if 0 <= (month - day).days < 400]
            if before and persons > ROOM * max([before[-1], *lately]) + 60:
                above.add(mission.pk)

    assert above == set(ABOVE_CEILING)


def military_ceilings(mission):
    for mandate in sorted(mission.mandates.all(), key=lambda m: m.adopted_on):
        set_to = {c.component: c.personnel for c in mandate.ceilings.all()}
        apart = sum(set_to.get(c, 0) for c in ("troops", "military-observers"))
        if number := set_to.get("military", apart):
            yield mandate.adopted_on, number


def military_strength(mission):
    months = defaultdict(int)
    for row in mission.strengths.all():
        if row.source_id == "ipi-ppp" and row.component in (
            "troops",
            "military-observers",
        ):
            months[row.month] += row.personnel
    return months


def test_every_explainer_tells_a_case_each_way():
    for explainer in Explainer.objects.prefetch_related("cases"):
        results = {case.result for case in explainer.cases.all()}
        assert "held" in results, explainer
        assert results & {"bent", "broke"}, explainer


def test_every_fact_leads_to_what_supports_it_or_has_a_reason():
    missions = list(Mission.objects.all().whole())
    strengths = figures.strength_tables(missions)
    fatalities = figures.fatality_tables(missions)
    bare = [
        (mission.pk, fact.label)
        for mission in missions
        for fact in facts.facts(mission, strengths[mission.pk], fatalities[mission.pk])
        if not (
            fact.supporting
            or fact.of_record
            or fact.reason
            or fact.source
            or fact.looked_up
        )
    ]

    assert bare == []


@pytest.mark.parametrize(("address", "name"), facts.LOOKED_UP.values())
def test_what_is_looked_up_is_there(client, address, name):
    path, _, part = address.partition("#")
    page = client.get(path)

    assert page.status_code == 200
    assert f'id="{part}"' in page.content.decode() or not part


def test_every_sentence_on_a_mission_is_english():
    """A type, an article and a noun: `is a traditional peacekeeping operation of the`."""
    ends = "(operation|mission)"
    for mission in Mission.objects.all().whole():
        said = facts.answer(mission)
        assert re.search(rf" (is|was) an? [a-z -]+ {ends}( of| in|,)", said), said
