"""Two to four missions side by side: aligned facts, tasks and phases, and whether they
differ."""

import dataclasses

from api.mistakes import Mistake
from api.values import mended
from missions import facts, figures
from missions.models import Mission
from principles.models import Principle
from sources.dates import as_known

FEWEST, MOST = 2, 4
SUGGESTED = 8


@dataclasses.dataclass(frozen=True)
class Row:
    """One thing, and what each mission has of it: a list of texts for each."""

    label: str
    cells: list

    @property
    def differs(self):
        return any(cell != self.cells[0] for cell in self.cells)


def mistakes(params):
    """What is wrong with `missions=a,b`; nothing where nothing is asked for yet."""
    written = [slug.strip().lower() for slug in params.get("missions", "").split(",")]
    asked = [slug for slug in written if slug]
    sought = [slug for slug in asked if "\0" not in slug]  # PostgreSQL has no NUL
    known = set(Mission.objects.filter(pk__in=sought).values_list("pk", flat=True))
    wrong = [slug for slug in asked if slug not in known]
    if wrong:
        everything = list(Mission.objects.order_by().values_list("pk", flat=True))
        yield Mistake(
            "missions",
            params["missions"],
            f"{wrong[0]!r} is not a mission.",
            (),
            mended(asked, everything),
        )
    elif len(asked) > MOST or len(set(asked)) < len(asked):
        yield Mistake(
            "missions",
            params["missions"],
            f"missions takes {FEWEST} to {MOST} different missions.",
            (),
            ",".join(list(dict.fromkeys(asked))[:MOST]),
        )


def chosen(params):
    """The missions that are asked for, whole, in the order in which they are named."""
    asked = [slug.strip().lower() for slug in params.get("missions", "").split(",")]
    found = {m.pk: m for m in Mission.objects.filter(pk__in=asked).whole()}
    return [found[slug] for slug in asked if slug in found]


def others(missions):
    """Missions that one might add: those of the same hosts, nearest in time first. Pairs
    of a mission and the address that has it too; none where no more fit."""
    if not 0 < len(missions) < MOST:
        return []
    chosen = [mission.pk for mission in missions]
    hosts = {country.pk for mission in missions for country in mission.host_countries}
    alike = Mission.objects.hosted_by(hosts).exclude(pk__in=chosen)
    start = missions[-1].start_date
    near = sorted(alike, key=lambda m: (abs(m.start_date - start), m.pk))[:SUGGESTED]
    return [(mission, ",".join([*chosen, mission.pk])) for mission in near]


def fewer(missions):
    """Each mission with the address that leaves it out; none where two are the least."""
    if len(missions) <= FEWEST:
        return []
    return [(m, ",".join(o.pk for o in missions if o is not m)) for m in missions]


def aligned(missions, strengths):
    """Facts, as `Row`s; with the `strength_tables` of the missions."""
    fatalities = figures.fatality_tables(missions)
    boxes = [
        {f.key: f for f in facts.facts(m, strengths[m.pk], fatalities[m.pk])}
        for m in missions
    ]
    labels = {key: fact.label for box in boxes for key, fact in box.items()}
    return [
        Row(label, [texts(box.get(key)) for box in boxes])
        for key, label in labels.items()
    ]


def texts(fact):
    if fact is None:
        return []
    said = [f"{text} ({remark})" if remark else text for text, _, remark in fact.links]
    return said or [fact.reason]


def tasks(missions):
    """Tasks that any of them was ever given: who was, as `Row`s."""
    given = [
        {
            task.name
            for mandate in m.mandates.all()
            for task in mandate.tasks_added.all()
        }
        for m in missions
    ]
    return [
        Row(name, [["yes"] if name in held else ["no"] for held in given])
        for name in sorted(set().union(*given))
    ]


def phases(missions):
    """How each principle stood, phase by phase, as `Row`s."""
    rows = []
    for principle in Principle.objects.all():
        cells = [
            [
                f"{a.get_code_display()}: {a.phase}, {period(a)}"
                for a in mission.assessments.all()
                if a.principle_id == principle.pk
            ]
            for mission in missions
        ]
        if any(cells):
            rows.append(
                Row(principle.name, [cell or ["not coded yet"] for cell in cells])
            )
    return rows


def period(assessment):
    start = as_known(assessment.start_date, assessment.start_precision)
    end = as_known(assessment.end_date, assessment.end_precision)
    return f"{start} to {end}" if end else f"since {start}"


def decisions(missions):
    """How the mandates went, in numbers, as `Row`s."""
    rows = []
    for label, count in (
        ("Decisions", len),
        ("Extensions", lambda ms: sum(m.action == "extend" for m in ms)),
        ("Changes", lambda ms: sum(m.action in CHANGES for m in ms)),
    ):
        cells = [[str(count(list(m.mandates.all())))] for m in missions]
        rows.append(Row(label, cells))
    return rows


CHANGES = ("expand", "adjust", "draw-down")


def in_words(missions, today):
    """What they have in common, and which of them is the longest, largest, deadliest."""
    names = facts.listed([str(mission) for mission in missions])
    both = "both" if len(missions) == 2 else "all"
    said = []
    kinds = {mission.mission_type.name for mission in missions}
    if len(kinds) == 1:
        said.append(f"{names} are {both} of the type {kinds.pop().lower()}.")
    runners = [{o.name for o in mission.running} for mission in missions]
    if common := set.intersection(*runners):
        said.append(f"Run by the {facts.listed(sorted(common))}: {both}.")
    for word, measure, unit in (
        ("longest", lambda m: days(m, today), lambda n: f"{n / 365.25:.1f} years"),
        ("largest", lambda m: m.peak_personnel, lambda n: f"{n:,} uniformed personnel"),
        ("deadliest", lambda m: m.fatalities, lambda n: f"{n:,} deaths"),
    ):
        known = [(measure(m), str(m)) for m in missions if measure(m) is not None]
        known.sort(key=lambda pair: -pair[0])
        if len(known) > 1 and known[0][0] > known[1][0]:
            most, name = known[0]
            rest = ", ".join(f"{other} {unit(n)}" for n, other in known[1:])
            said.append(f"The {word} was {name}: {unit(most)} ({rest}).")
    return " ".join(said)


def days(mission, today):
    return ((mission.end_date or today) - mission.start_date).days
