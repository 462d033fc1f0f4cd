"""The three principles of one mission over time: a bar for each phase, a mark for each
event."""

import datetime
import json
import textwrap
from itertools import pairwise

import altair as alt

from missions.charts.drawing import EDGE, LIGHT, ON, ON_PALE, Drawing
from missions.codes import CODES_OF, AssessmentCode
from sources.dates import as_known

# From held to given up; what is not claimed at all is grey. One colour has one meaning,
# whatever the principle calls it. Force is a scale, from pale to dark, and beyond it.
COLOURS = {
    "given": "green",
    "partial": "yellow",
    "contested": "orange",
    "withdrawn": "red",
    "not-sought": "grey",
    "upheld": "green",
    "challenged": "orange",
    "compromised": "red",
    "not-claimed": "grey",
    "unarmed": "shade-1",
    "self-defence": "shade-2",
    "defence-of-mandate": "shade-3",
    "all-necessary-means": "shade-4",
    "offensive": "purple",
}
DAY = datetime.timedelta(days=1)
PLOT, LETTER = 560, 7.5  # pixels of all the time, and of a letter on a bar
ROW = 54  # pixels
LINE = 25  # letters of a name of a principle


def phases(mission, today):
    """The phases and events of a mission from `whole`; None where nothing is coded."""
    coded = list(mission.assessments.all())
    events = list(mission.principle_events.all())
    if not coded:
        return None
    names = list(dict.fromkeys(assessment.principle.name for assessment in coded))
    first = min(a.start_date for a in coded)
    last = max(a.end_date or today for a in coded)
    rows = [
        [
            a.principle.name,
            a.get_code_display(),
            a.phase,
            as_known(a.start_date, a.start_precision),
            as_known(a.end_date, a.end_precision) or "on",
        ]
        for a in coded
    ]

    def draw():
        bars, marks = [], []
        meanings = meanings_of(coded)
        for a in coded:
            end = a.end_date or today
            room = PLOT * ((end - a.start_date) / max(last - first, DAY))
            code = a.get_code_display()
            bars.append(
                {
                    "principle": a.principle.name,
                    "meaning": meanings[COLOURS[a.code]],
                    "on": ON.get(COLOURS[a.code], ON_PALE),
                    "start": f"{a.start_date}",
                    "end": f"{end}",
                    "middle": f"{a.start_date + (end - a.start_date) / 2}",
                    "label": fitting(code, room),
                    "said": f"{a.principle.name}: {a.get_code_display()}, {a.phase}",
                }
            )
        for event in events:
            marks.append(
                {
                    "principle": event.principle.name,
                    "date": f"{event.date}",
                    "said": f"{event.get_effect_display()}: {event.what}",
                }
            )
        line = alt.Y("principle:N", title=None, sort=names, axis=names_axis(names))
        base = alt.Chart(alt.NamedData("phases"))
        bar = base.mark_bar(height=20, **EDGE).encode(
            line,
            alt.X("start:T", title=None, axis=alt.Axis(grid=False, tickCount=8)),
            alt.X2("end:T"),
            alt.Color(
                "meaning:N",
                scale=scale(meanings),
                legend=alt.Legend(columns=4),
            ),
            description="said:N",
        )
        label = base.mark_text(fontSize=11, fontWeight="bold").encode(
            line,
            alt.X("middle:T"),
            text="label:N",
            color=alt.Color("on:N", scale=None),
        )
        mark = (
            alt.Chart(alt.NamedData("events"))
            .mark_point(
                shape="diamond",
                size=70,
                filled=True,
                yOffset=-16,
                color=LIGHT["ink"],
            )
            .encode(line, alt.X("date:T"), description="said:N")
        )
        chart = alt.layer(bar, label, mark)
        return chart, {"phases": bars, "events": marks}

    columns = ["Principle", "Code", "Phase", "From", "To"]
    return Drawing(
        "phases",
        "The principles by phase, with a mark for each event",
        finding(coded, names, len(events)),
        columns,
        rows,
        70 + ROW * len(names),
        draw,
    )


def finding(coded, names, events):
    """`Consent: given, then withdrawn (June 2023). …`"""
    said = []
    for name in names:
        steps = [a for a in coded if a.principle.name == name]
        told = steps[0].get_code_display().lower()
        for before, step in pairwise(steps):
            if step.code != before.code:
                since = as_known(step.start_date, step.start_precision)
                told += f", then {step.get_code_display().lower()} ({since})"
        said.append(f"{name}: {told}.")
    if events:
        said.append(f"{events} event{'' if events == 1 else 's'} marked.")
    return " ".join(said)


def fitting(code, room):
    """A code for so many pixels: whole, shortened, or not at all."""
    short = f"{code[:4].strip()}…"
    return next((c for c in (code, short) if room > LETTER * len(c)), "")


def meanings_of(coded):
    """What each colour in use means: the codes that share it, as in `Contested, challenged`,
    by colour, in the order of the code lists."""
    there = {a.code for a in coded}
    meanings = {}
    for code in (code for codes in CODES_OF.values() for code in codes):
        if code in there:
            meanings.setdefault(COLOURS[code], []).append(AssessmentCode(code).label)
    return {
        colour: ", ".join([first, *(label.lower() for label in rest)])
        for colour, (first, *rest) in meanings.items()
    }


def scale(meanings):
    return alt.Scale(
        domain=list(meanings.values()), range=[LIGHT[colour] for colour in meanings]
    )


def names_axis(names):
    """Names over as many lines as they need."""
    lines = [textwrap.wrap(name, LINE) for name in names]
    return alt.Axis(
        minExtent=7 * max(len(line) for name in lines for line in name),
        labelExpr=f"{json.dumps(dict(zip(names, lines, strict=True)))}[datum.value]",
        domain=False,
        ticks=False,
    )
