"""Two to four missions side by side: aligned facts, tasks and phases, and whether they
differ."""

import dataclasses
from collections import Counter, defaultdict

from api.mistakes import Mistake
from api.values import mended
from missions import facts, figures
from missions.codes import TaskGroup
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
    group: str = ""  # rows of one group stand together

    @property
    def differs(self):
        return any(cell != self.cells[0] for cell in self.cells)


class Chosen:
    """The missions that a text names, joined by commas: by slug, or by an acronym or a name
    that only one has. A name may hold commas itself."""

    def __init__(self, text):
        self.text = text
        called = defaultdict(set)
        for slug, *names in Mission.objects.called():
            for name in filter(None, (slug, *names)):
                called[name.lower()].add(slug)
            called[slug] = {slug}  # a slug is one's own, whatever others are called
        self.called = {name: sorted(slugs) for name, slugs in called.items()}
        self.commas = max((name.count(",") for name in called), default=0)
        self.names = list(self.parts(text)) if text else []
        found = [self.called.get(name, []) for name in self.names]
        self.slugs = [slugs[0] for slugs in found if len(slugs) == 1]

    def parts(self, text):
        written = [part.strip().lower() for part in text.split(",")]
        while written:
            ends = range(min(len(written), self.commas + 1), 0, -1)
            tried = ((end, ", ".join(written[:end])) for end in ends)
            end, name = next((t for t in tried if t[1] in self.called), (1, written[0]))
            written = written[end:]
            if name:
                yield name

    def mistakes(self):
        for name in self.names:
            if len(self.called.get(name, [])) != 1:
                yield self.mistaken(name)
                return
        if len(self.slugs) > MOST or len(set(self.slugs)) < len(self.slugs):
            yield Mistake(
                "missions",
                self.text,
                f"missions takes {FEWEST} to {MOST} different missions.",
                (),
                ",".join(list(dict.fromkeys(self.slugs))[:MOST]),
            )

    def mistaken(self, name):
        if several := self.called.get(name):
            message = f"{name!r} is what several missions are called; choose one."
            return Mistake("missions", self.text, message, tuple(several))
        better = mended(self.names, list(self.called))
        return Mistake("missions", self.text, f"{name!r} is not a mission.", (), better)

    def missions(self):
        """The missions, whole, in the order in which they are named."""
        found = {m.pk: m for m in Mission.objects.filter(pk__in=self.slugs).whole()}
        chosen = [found[slug] for slug in self.slugs]
        named = Counter(map(str, chosen))
        for mission in chosen:  # two of one name are told apart by their years
            if named[str(mission)] > 1:
                mission.acronym = f"{mission} ({mission.start_date.year})"
        return chosen


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
    """Tasks that any of them was ever given: who was, as `Row`s in groups."""
    given = [
        {task for mandate in m.mandates.all() for task in mandate.tasks_added.all()}
        for m in missions
    ]
    every = set().union(*given)
    groups = list(TaskGroup.values)
    return [
        Row(
            task.name,
            [["yes"] if task in held else ["no"] for held in given],
            task.get_group_display(),
        )
        for task in sorted(every, key=lambda t: (groups.index(t.group), t.name))
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
