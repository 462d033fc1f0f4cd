"""When missions were: a bar for each, from deployment to withdrawal, earliest first, or in
groups by who runs them or where they are."""

import datetime
from collections import Counter

import altair as alt

from missions.charts.drawing import EDGE, LIGHT, ON, ON_PALE, WIDTH, Drawing
from sources.dates import as_known

KINDS = {  # of the types below them too
    "observation": ("Observation", "sky"),
    "traditional": ("Traditional", "blue"),
    "multidimensional": ("Multidimensional", "green"),
    "enforcement": ("Enforcement", "red"),
    "political": ("Political", "purple"),
}
OTHER = ("Other", "grey")
INITIALS = {name: name[0] for name, _ in KINDS.values()} | {OTHER[0]: ""}
NAME = 220  # pixels of a name at most
INITIAL = 9  # pixels of a bar that has room for the first letter of its type
LETTER = 6.5  # pixels of a letter of a name, at most on average
GROUPS = {"": "Start", "organization": "Organization", "region": "Region"}
HEADING = "heading"  # what the chart calls the row that names a group


def kind_of(mission):
    """What the palette calls the type of a mission, or that above it."""
    kind = mission.mission_type
    return (KINDS.get(kind.pk) or KINDS.get(kind.parent_id) or OTHER)[0]


def group_of(mission, by):
    """The name of the group that a mission stands in."""
    if by == "organization":
        return mission.running[0].name if mission.running else "None"
    return mission.get_region_display() if by == "region" else ""


def timeline(missions, today, by=""):
    """A bar for each mission of `for_list`, earliest first; in groups `by` one of
    `GROUPS`, the largest first."""
    rows = sorted(missions, key=lambda m: (m.start_date, m.pk))
    if not rows:
        return None
    most, year = most_at_once(rows, today)
    goes_on = sum(m.end_date is None for m in rows)
    finding = (
        f"{len(rows)} missions from {rows[0].start_date.year}; {goes_on} without an end; "
        f"most at once in {year}: {most}"
        if len(rows) > 1
        else f"{rows[0]}: {rows[0].period}"
    )
    group = {m.pk: group_of(m, by) for m in rows}
    sizes = Counter(group.values())
    rows.sort(key=lambda m: (-sizes[group[m.pk]], group[m.pk]))
    order, headings = [], []
    for m in rows:
        if by and (not headings or headings[-1]["heading"] != group[m.pk]):
            headings.append(
                {"key": f"{HEADING}-{len(headings)}", "heading": group[m.pk]}
            )
            order.append(headings[-1]["key"])
        order.append(m.pk)

    def draw():
        return bars(rows, order, headings, today)

    columns = [*([GROUPS[by]] if by else []), "Mission", "Name", "Type", "From", "To"]
    table = [
        [
            *([group[m.pk]] if by else []),
            str(m),
            m.name,
            kind_of(m),
            as_known(m.start_date, m.start_precision),
            as_known(m.end_date, m.end_precision) or "ongoing",
        ]
        for m in rows
    ]
    return Drawing(
        "timeline",
        "Timeline",
        f"{finding}.",
        columns,
        table,
        60 + 14 * len(order),
        draw,
    )


def bars(rows, order, headings, today):
    """The chart and its data; `order` holds the keys of missions and headings."""
    first = min(m.start_date for m in rows)
    sides, last = sides_of_names(rows, first, today)
    days = max((last - first).days, 1)
    colours = dict([*KINDS.values(), OTHER])
    values = [
        {
            "mission": str(m),
            "key": m.pk,
            "start": f"{m.start_date}",
            "end": f"{m.end_date or today}",
            "kind": kind_of(m),
            "href": m.get_absolute_url(),
            "initial": INITIALS[kind_of(m)]
            if WIDTH * ((m.end_date or today) - m.start_date).days / days > INITIAL
            else "",
            "on": ON.get(colours[kind_of(m)], ON_PALE),
            "said": f"{m}, {kind_of(m).lower()}, {m.period}",
            "side": sides[m.pk],
        }
        for m in rows
    ]
    there = {value["kind"] for value in values}
    kinds = [kind for kind in (*KINDS.values(), OTHER) if kind[0] in there]
    scale = alt.Scale(
        domain=[name for name, _ in kinds],
        range=[LIGHT[colour] for _, colour in kinds],
    )
    place = alt.Y("key:N", sort=order, axis=None)
    base = alt.Chart(alt.NamedData("rows")).encode(place, href="href:N")
    drawn = base.mark_bar(height=10, cornerRadius=2, **EDGE).encode(
        alt.X(
            "start:T",
            title=None,
            scale=alt.Scale(domainMax={"expr": f"toDate('{last}')"}),
            axis=alt.Axis(orient="top", tickCount={"interval": "year", "step": 10}),
        ),
        alt.X2("end:T"),
        alt.Color("kind:N", scale=scale),
        description="said:N",
    )
    # The first letter of the type, for whom the colours say nothing.
    initials = (
        alt.Chart(alt.NamedData("rows"))
        .mark_text(align="left", dx=2, fontSize=8, fontWeight="bold", aria=False)
        .encode(
            place,
            alt.X("start:T"),
            text="initial:N",
            color=alt.Color("on:N", scale=None),
        )
    )
    layers = [drawn, initials]
    for side, end, align, away in (
        ("before", "start", "right", -5),
        ("after", "end", "left", 5),
    ):
        names = base.transform_filter(f"datum.side == '{side}'").mark_text(
            align=align, dx=away, fontSize=10, limit=NAME
        )
        layers.append(
            names.encode(
                alt.X(f"{end}:T"), text="mission:N", color=alt.value(LIGHT["quiet"])
            )
        )
    if headings:
        named = alt.Chart(alt.NamedData("headings")).mark_text(
            align="left", fontSize=11, fontWeight="bold"
        )
        layers.append(
            named.encode(
                place,
                alt.X(
                    datum={"year": first.year, "month": first.month}, type="temporal"
                ),
                text="heading:N",
                color=alt.value(LIGHT["ink"]),
            )
        )
    return alt.layer(*layers), {"rows": values, "headings": headings}


def sides_of_names(rows, first, today):
    """On which side of its bar each name has room, `before` or `after`, by key; and the
    last day that the picture must reach, so that no name is cut."""
    last = max([m.end_date or today for m in rows])
    days = max((last - first).days, 1)
    sides, missing = {}, 0
    for mission in rows:
        needed = min(NAME, LETTER * len(str(mission)) + 8) / WIDTH
        if (mission.start_date - first).days / days > needed:
            sides[mission.pk] = "before"
            continue
        sides[mission.pk] = "after"
        room = (last - (mission.end_date or today)).days / days
        missing = max(missing, needed - room)
    return sides, last + datetime.timedelta(days=round(days * missing / (1 - missing)))


def most_at_once(missions, today):
    """The most missions that were in the field in one year, and the first such year."""
    years = Counter()
    for mission in missions:
        end = mission.end_date or max(today, mission.start_date)
        years.update(range(mission.start_date.year, end.year + 1))
    most = max(years.values())
    return most, min(year for year, n in years.items() if n == most)
