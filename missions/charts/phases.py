"""The three principles of one mission over time: a bar for each phase, a mark for each
event."""

import datetime
import json
import textwrap
from itertools import pairwise

import altair as alt

from missions.charts.drawing import LIGHT, Drawing
from missions.codes import CODES_OF, AssessmentCode
from sources.dates import as_known

# From held to given up; what is not claimed at all is grey.
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
    "unarmed": "sky",
    "self-defence": "shade-2",
    "defence-of-mandate": "shade-3",
    "all-necessary-means": "purple",
    "offensive": "red",
}
DAY = datetime.timedelta(days=1)
PLOT, LETTER = 560, 7.5  # pixels of all the time, and of a letter on a bar
ROW = 54  # pixels
LINE = 25  # letters of a name of a principle
ON_COLOUR = "#111111"  # text on a bar, light or dark


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
        for a in coded:
            end = a.end_date or today
            room = PLOT * ((end - a.start_date) / max(last - first, DAY))
            code = a.get_code_display()
            bars.append(
                {
                    "principle": a.principle.name,
                    "code": code,
                    "start": f"{a.start_date}",
                    "end": f"{end}",
                    "middle": f"{a.start_date + (end - a.start_date) / 2}",
                    "label": code if room > LETTER * len(code) else "",
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
        bar = base.mark_bar(height=20, stroke="white", strokeWidth=1).encode(
            line,
            alt.X("start:T", title=None, axis=alt.Axis(grid=False, tickCount=8)),
            alt.X2("end:T"),
            alt.Color(
                "code:N",
                scale=scale(coded),
                legend=alt.Legend(columns=4),
            ),
            description="said:N",
        )
        label = base.mark_text(fontSize=11, color=ON_COLOUR, fontWeight="bold").encode(
            line, alt.X("middle:T"), text="label:N"
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


def scale(coded):
    there = {a.code for a in coded}
    codes = [code for codes in CODES_OF.values() for code in codes if code in there]
    return alt.Scale(
        domain=[AssessmentCode(code).label for code in codes],
        range=[LIGHT[COLOURS[code]] for code in codes],
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
