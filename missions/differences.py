"""What missions have in common and in what they differ, in sentences that can be read
aloud: neutral, and no surer than the records are."""

from itertools import pairwise

from missions import peaks
from missions.codes import Chapter
from missions.facts import listed, of_organizations
from principles.models import Principle
from sources.dates import DAYS_OF_MONTH, DAYS_OF_YEAR, Precision, as_known
from sources.models import Reason

SHORT = 62  # days; a shorter gap is not told as a number
MOST_TURNS = 4  # codes in a row that are told one by one
NO_CHAPTER = ("names no chapter of the Charter", "name no chapter of the Charter")
SAID = {"non-use-of-force": "The use of force"}  # what its codes are about


def in_words(missions, strengths, today):
    """Sentences on type, time, size, deaths, chapter and principles; `strengths` are
    tables by mission."""
    said = [
        kinds(missions, today),
        runners(missions, today),
        order(missions),
        lengths(missions, today),
        sizes(missions, strengths),
        deaths(missions),
        chapters(missions),
        *principles(missions),
    ]
    return [sentence for sentence in said if sentence]


def both(missions):
    return "both" if len(missions) == 2 else "all"


def compared(missions, two, more):
    return two if len(missions) == 2 else more


def goes_on(mission, today):
    return mission.end_date is None or mission.end_date >= today


def tense(missions, today):
    now = {goes_on(mission, today) for mission in missions}
    if len(missions) == 1:
        return "is" if now == {True} else "was"
    return {(True,): "are", (False,): "were"}.get(tuple(now), "are or were")


def alike(missions, value):
    """Missions by what they have, in order: `[(value, missions)]`."""
    found = {}
    for mission in missions:
        found.setdefault(value(mission), []).append(mission)
    return list(found.items())


def kinds(missions, today):
    said = [
        f"{listed([*map(str, found)])} {tense(found, today)} "
        + (kind.one if len(found) == 1 else f"{both(found)} {kind.noun}s")
        for kind, found in alike(missions, lambda m: m.mission_type)
    ]
    return f"{'; '.join(said)}."


def runners(missions, today):
    said = [
        f"{listed([*map(str, found)])} {tense(found, today)} "
        f"{'' if len(found) == 1 else both(found) + ' '}run by {of_organizations(names)}"
        for names, found in alike(
            missions, lambda m: tuple(sorted(o.name for o in m.running))
        )
        if names
    ]
    return f"{'; '.join(said)}." if said else ""


def order(missions):
    """Which came first, and how the next ones follow: each after the one before it."""
    ordered = sorted(missions, key=lambda m: m.start_date)
    first = ordered[0]
    said = f"{first} came first, in {month_known(first)}"
    for before, mission in pairwise(ordered):
        said += (
            f"; {mission} followed in {month_known(mission)}, {after(before, mission)}"
        )
    return f"{said}."


def month_known(mission):
    finest = mission.start_precision
    shown = Precision.MONTH if finest == Precision.DAY else finest
    return as_known(mission.start_date, shown)


def after(before, mission):
    if before.end_date is None:
        return f"while {before} was in the field"
    gap = (mission.start_date - before.end_date).days
    exact = before.end_precision == mission.start_precision == Precision.DAY
    if abs(gap) <= SHORT and not exact:
        return f"about when {before} ended"
    if gap < 0:
        return f"while {before} was in the field"
    if gap <= SHORT:
        return f"just after {before} had ended"
    return f"{long(gap)} after {before} had ended"


def long(days):
    months = round(days / DAYS_OF_MONTH)
    if not months:
        return f"{days} day{'' if days == 1 else 's'}"
    if months < 24:
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{days / DAYS_OF_YEAR:.1f} years"


def lengths(missions, today):
    deployed = [m for m in missions if m.start_date <= today]
    deployed.sort(key=lambda m: -length(m, today))
    planned = without(missions, deployed, "not in the field yet: {}")
    texts = {m.pk: lasted(m, length(m, today), today) for m in deployed}
    said = [f"{m} was in the field for {texts[m.pk]}" for m in deployed[:1]]
    if len(deployed) > 1:
        most, *rest = deployed
        if len(set(texts.values())) == 1:
            said = [f"Each was in the field for {texts[most.pk]}"]
        else:
            others = listed([f"{m} for {texts[m.pk]}" for m in rest])
            word = compared(deployed, "longer", "longest")
            said = [f"{most} was in the field {word}: for {texts[most.pk]}; {others}"]
    return f"{'; '.join([*said, *planned])}."


def length(mission, today):
    return (min(mission.end_date or today, today) - mission.start_date).days


def lasted(mission, days, today):
    rough = Precision.YEAR in (mission.start_precision, mission.end_precision)
    so_far = " so far" if goes_on(mission, today) else ""
    return f"{'about ' if rough else ''}{long(days)}{so_far}"


def sizes(missions, strengths):
    known = [m for m in missions if peaks.most(m)]
    known.sort(key=lambda m: -peaks.most(m))
    unknown = without(missions, known, "the strength of {} is not on record")
    if not known:
        return "Their strength is not on record."
    most, *rest = known
    word = compared(known, "larger", "largest")
    told = [f"{m} had {strong(m, strengths[m.pk])}" for m in known]
    # What is known as `at least`, or to a month before the end, may have been more.
    sure = all(
        m.peak_personnel is not None and not peaks.known_until(m, strengths[m.pk])
        for m in rest
    )
    if not rest:
        said = f"{told[0]} uniformed personnel"
    elif not sure:
        said = (
            f"Of uniformed personnel {listed(told)}; which was the {word} is not known"
        )
    elif peaks.most(most) == peaks.most(rest[0]):
        said = f"Of uniformed personnel {listed(told)}"
    else:
        others = listed([f"{m} {strong(m, strengths[m.pk])}" for m in rest])
        said = f"{most} was the {word} by uniformed personnel: it had "
        said += f"{strong(most, strengths[most.pk])}, {others}"
    return f"{'; '.join([said, *unknown])}."


def strong(mission, tables):
    if mission.peak_personnel is None:
        return mission.largest
    last = peaks.known_until(mission, tables)
    return f"up to {mission.largest}{f' (reports end in {last:%B %Y})' if last else ''}"


def deaths(missions):
    known = [m for m in missions if m.fatalities is not None]
    known.sort(key=lambda m: -m.fatalities)
    unknown = without(missions, known, "deaths in {} are not on record")
    if not known:
        return "Deaths of their personnel are not on record."
    most, *rest = known
    if not rest:
        said = f"{most.fatalities:,} personnel died in {most}"
    elif most.fatalities == rest[-1].fatalities:
        names = listed([*map(str, known)])
        said = f"{most.fatalities:,} personnel died in each of {names}"
    elif most.fatalities == rest[0].fatalities:
        said = "Deaths of personnel: "
        said += listed([f"{m.fatalities:,} in {m}" for m in known])
    else:
        others = listed([f"{m.fatalities:,} in {m}" for m in rest])
        word = compared(known, "More", "Most")
        said = f"{word} personnel died in {most}: {most.fatalities:,}, against {others}"
    return f"{'; '.join([said, *unknown])}."


def without(missions, known, words):
    missing = [str(m) for m in missions if m not in known]
    return [words.format(listed(missing))] if missing else []


def chapters(missions):
    said = []
    for (chapter, reason), found in alike(
        missions, lambda m: (m.chapter, m.absent.get("chapter", ""))
    ):
        names = listed([*map(str, found)])
        label = found[0].get_chapter_display()
        several = len(found) > 1
        if chapter:
            invokes = (f"invokes {label}", f"invoke {label}")
            verb = (NO_CHAPTER if chapter == Chapter.UNSTATED else invokes)[several]
            decision = "decisions" if several else "decision"
            said.append(f"the {decision} that established {names} {verb}")
        else:
            why = Reason(reason).label if reason else Reason.UNKNOWN.label
            said.append(f"the chapter of the decision on {names}: {why}")
    text = "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def principles(missions):
    for principle in Principle.objects.all():
        courses = {mission.pk: course(mission, principle) for mission in missions}
        coded = [mission for mission in missions if courses[mission.pk]]
        if not coded:
            continue
        by_course = {}
        for mission in coded:
            by_course.setdefault(courses[mission.pk], []).append(str(mission))
        said = [f"{told} in {listed(names)}" for told, names in by_course.items()]
        text = f"{SAID.get(principle.pk, principle.name)} is coded {'; '.join(said)}"
        unknown = without(missions, coded, "it is not coded yet for {}")
        yield f"{'; '.join([text, *unknown])}."


def course(mission, principle):
    """How the principle stood, phase by phase: `given, then withdrawn`."""
    codes = [
        a.get_code_display().lower()
        for a in mission.assessments.all()
        if a.principle_id == principle.pk
    ]
    turns = [c for i, c in enumerate(codes) if i == 0 or codes[i - 1] != c]
    if len(turns) > MOST_TURNS:
        last = "" if turns[-1] == turns[0] else f"{turns[-1]} "
        return f"{turns[0]} at first and {last}at last, with {len(turns) - 1} changes,"
    if len(turns) == 1:
        return f"{turns[0]} throughout"
    return ", then ".join(turns)
