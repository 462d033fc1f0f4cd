"""How the mandates of missions went: the rows of a comparison."""

from collections import Counter

from api.state import today
from missions.codes import Action
from missions.comparing import Row
from sources.dates import DAYS_OF_MONTH, DAYS_OF_YEAR, Precision, as_known

CHANGES = (Action.EXPAND, Action.ADJUST, Action.DRAW_DOWN)


def decisions(missions):
    """When the decisions on each mission came, what they rest on, for how long each was
    good and how much they allowed, as `Row`s."""
    told = (
        ("First decision", first_decision),
        ("Chapters", chapters),
        ("Decisions", numbers),
        ("Years under mandate", years_under_mandate),
        ("Length of each term", terms),
        ("Largest ceiling", ceilings),
    )
    return [Row(label, [cell(mission) for mission in missions]) for label, cell in told]


def first_decision(mission):
    return [
        f"{m.symbol}, {as_known(m.adopted_on, m.adopted_precision)}"
        for m in mission.mandates.all()[:1]
    ]


def chapters(mission):
    """Each chapter with the first decision that invokes it."""
    first = {}
    for mandate in mission.mandates.all():
        if mandate.chapter:
            first.setdefault(mandate.get_chapter_display(), mandate)
    return [
        f"{chapter}: first in {mandate.symbol}, {mandate.adopted_on.year}"
        for chapter, mandate in first.items()
    ]


def numbers(mission):
    actions = [mandate.action for mandate in mission.mandates.all()]
    changes = sum(action in CHANGES for action in actions)
    extensions = actions.count(Action.EXTEND)
    return [f"{len(actions)}, of which {extensions} extend and {changes} change it"]


def years_under_mandate(mission):
    """From the decision that authorised it, else the first one, to the end of the mission
    or until today."""
    first = next(iter(mission.mandates.all()), None)
    if first is None:
        return []
    day, precision = first.adopted_on, first.adopted_precision
    if mission.authorised_on:
        day, precision = mission.authorised_on, mission.authorised_precision
    begin = as_known(day, precision)
    if mission.end_date is None or mission.end_date > today():
        return [f"{years(day, today())} so far, since {begin}"]
    end = as_known(mission.end_date, mission.end_precision)
    return [f"{years(day, mission.end_date)}, {begin} to {end}"]


def years(begin, end):
    return f"{(end - begin).days / DAYS_OF_YEAR:.1f}"


def terms(mission):
    """How long the periods were that decisions set, the most frequent first. A period
    begins where the former ends, or with the decision if that is later."""
    lengths, former = Counter(), None
    for mandate in mission.mandates.all():
        until = mandate.valid_until
        if until is None or mandate.valid_until_precision == Precision.YEAR:
            continue
        begin = max(mandate.adopted_on, former or mandate.adopted_on)
        if until > begin:
            lengths[round((until - begin).days / DAYS_OF_MONTH) or 1] += 1
            former = until
    return [
        f"{number} of {months} month{'' if months == 1 else 's'}"
        for months, number in lengths.most_common()
    ]


def ceilings(mission):
    """The largest number that a decision sets for each component, and when it did."""
    largest = {}
    for mandate in mission.mandates.all():
        for ceiling in mandate.ceilings.all():
            label = ceiling.get_component_display()
            if ceiling.personnel > largest.get(label, (0, None))[0]:
                largest[label] = (ceiling.personnel, mandate.adopted_on.year)
    return [
        f"{personnel:,} {label.lower()} ({year})"
        for label, (personnel, year) in largest.items()
    ]
