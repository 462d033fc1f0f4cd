"""What rows of the files must be to each other, beyond what a column or a pointer can say:
a mandate is of the mission's time, a host is a host while it is there.

Times are compared with some room: decisions come before a deployment, and people are
counted and mourned for a while after a withdrawal.
"""

import datetime
from collections import defaultdict
from itertools import pairwise

from missions.models import (
    Assessment,
    Contribution,
    ExplainerCase,
    Fatality,
    Leader,
    Mandate,
    Mission,
    MissionHost,
    MissionType,
    PrincipleEvent,
    Strength,
)
from principles.codes import CaseResult
from principles.models import Explainer
from sources.consistency import circle
from sources.dates import Precision, as_written, parse

DAY = datetime.timedelta(days=1)
YEAR = 366 * DAY
PLANNED = 3 * YEAR  # a deployment may be planned so far ahead
BEFORE = {  # how long before the first decision or deployment, whichever is earlier
    Mandate: 3 * YEAR,
    Assessment: 2 * YEAR,
    PrincipleEvent: 3 * YEAR,
    ExplainerCase: 3 * YEAR,
    Strength: 31 * DAY,
    Fatality: YEAR,  # many are known by year only
    Leader: YEAR,
}
AFTER = {  # how long after the end
    Mandate: 2 * YEAR,
    Assessment: DAY,
    PrincipleEvent: YEAR,
    ExplainerCase: 3 * YEAR,
    Strength: 124 * DAY,
    Fatality: 3 * YEAR,
    Leader: YEAR,
}
DATE = {
    Mandate: "adopted_on",
    Assessment: "start_date",
    PrincipleEvent: "date",
    ExplainerCase: "date",
    Strength: "month",
    Fatality: "date",
    Leader: "start_date",
}
ENDS = {Assessment: "end_date"}
MOST_PERSONNEL = 150_000  # in one row: more is thousands written as persons, or a slip
LIKELY = 12 * YEAR  # between a first decision and the deployment: UNTAG took ten


def check(rows, problems):
    """Report rows that contradict each other. `rows` are those that the files ask for."""

    def report(where, field, message):
        place = where(field)
        # A row of a table says its column already; a line of YAML does not.
        problems.add(
            place if place.endswith(f": {field}") else f"{place}: {field}", message
        )

    missions = {}
    for mission, where in rows.of[Mission]:
        missions[mission.pk] = mission
        for field, message in of_mission(mission):
            report(where, field, message)
    for model, rule in (
        *((model, of_its_time) for model in DATE),
        (MissionHost, of_host),
    ):
        for row, where in rows.of[model]:
            if row.mission_id in missions:
                for field, message in rule(row, missions[row.mission_id]):
                    report(where, field, message)
    for model in (Strength, Contribution):
        for row, where in rows.of[model]:
            if row.personnel and row.personnel > MOST_PERSONNEL:
                report(
                    where, "personnel", f"{row.personnel} is more than any mission had"
                )
    for where, message in overlapping(rows.of[Assessment]):
        report(where, "start_date", message)
    for where, field, message in circles(rows):
        report(where, field, message)
    for where, message in one_sided(rows):
        report(where, "cases", message)


def one_sided(rows):
    """Explainers that do not show both a case where the matter held and one where not."""
    results = defaultdict(set)
    for case, _ in rows.of[ExplainerCase]:
        results[case.explainer_id].add(case.result)
    for explainer, where in rows.of[Explainer]:
        told = results[explainer.pk]
        if CaseResult.HELD not in told:
            yield where, "no case where it held"
        if not told & {CaseResult.BENT, CaseResult.BROKE}:
            yield where, "no case where it bent or broke"


def circles(rows):
    """Missions that succeed themselves and types that are above themselves."""
    through = Mission.succeeded_by.through
    following = defaultdict(list)
    for row, _ in rows.of[through]:
        following[row.from_mission_id].append(row.to_mission_id)
    above = {t.pk: [t.parent_id] for t, _ in rows.of[MissionType] if t.parent_id}
    for model, field, links in (
        (Mission, "succeeded_by", following),
        (MissionType, "parent", above),
    ):
        found = circle(links)
        places = {row.pk: where for row, where in rows.of[model]}
        if found and found[0] in places:
            yield places[found[0]], field, f"a circle: {' > '.join(found)}"


def of_mission(mission):
    today = datetime.date.today()
    if mission.start_date and mission.start_date > today + PLANNED:
        yield (
            "start_date",
            f"{mission.start_date} is too far in the future to be planned",
        )
    if mission.updated_on and mission.updated_on > today + DAY:
        yield "updated_on", f"{mission.updated_on} lies in the future"
    if (
        mission.authorised_on
        and mission.start_date
        and abs(mission.start_date - mission.authorised_on) > LIKELY
    ):
        yield (
            "authorised_on",
            (
                f"{mission.authorised_on} and the deployment on {mission.start_date} are "
                "more than twelve years apart"
            ),
        )


def life(mission):
    """The first day on which a mission was decided or deployed, and its last, or today."""
    days = [day for day in (mission.authorised_on, mission.start_date) if day]
    end = mission.end_date or datetime.date.today()
    return (min(days), end) if days else (None, end)


def of_its_time(row, mission):
    model = type(row)
    first, last = life(mission)
    name = DATE[model]
    date = getattr(row, name)
    if not first or not date:
        return
    if date > datetime.date.today():
        yield name, f"{date} lies in the future"
    if date < first - BEFORE[model]:
        yield name, f"{date} is long before {mission.pk} began ({first})"
    if date > last + AFTER[model]:
        yield name, f"{date} is after {mission.pk} ended ({last})"
    end = getattr(row, ENDS.get(model, ""), None)
    if end and mission.end_date and end > mission.end_date + AFTER[model]:
        yield ENDS[model], f"{end} is after {mission.pk} ended ({mission.end_date})"


def of_host(period, mission):
    if (
        period.start_date
        and mission.start_date
        and period.start_date < first_day(mission)
    ):
        yield "start_date", f"{period.start_date} is before {mission.pk} was deployed"
    for name in ("start_date", "end_date"):
        date = getattr(period, name)
        if date and mission.end_date and date > mission.end_date:
            yield name, f"{date} is after {mission.pk} ended ({mission.end_date})"


def first_day(mission):
    return min(filter(None, (mission.start_date, mission.authorised_on)))


def overlapping(assessments):
    """Phases of one principle that certainly hold the same days, with what to say."""
    phases = defaultdict(list)
    for row, where in assessments:
        if row.start_date:
            phases[row.mission_id, row.principle_id].append((row, where))
    for same in phases.values():
        same.sort(key=lambda pair: pair[0].start_date)
        for (former, _), (later, where) in pairwise(same):
            ends = former.end_date
            if ends is None or earliest(ends, former.end_precision) > latest(
                later.start_date, later.start_precision
            ):
                yield (
                    where,
                    (
                        f"{later.start_date} falls into the phase {former.phase!r}, which "
                        f"ends {ends or 'not at all'}"
                    ),
                )


def earliest(end, precision):
    """The first day that an end of this precision may mean."""
    if precision == Precision.YEAR:
        return end.replace(month=1, day=1)
    return end.replace(day=1) if precision == Precision.MONTH else end


def latest(start, precision):
    """The last day that a start of this precision may mean."""
    return parse(as_written(start, precision), last=True)[0]
