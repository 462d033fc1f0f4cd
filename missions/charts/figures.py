"""Charts of the figures of one mission."""

import altair as alt

from missions.charts.drawing import EDGE, LIGHT, ON, ON_PALE, Drawing

LETTER = 7.5  # pixels of a wide letter of a label
COMPONENTS = {
    "Troops": "blue",
    "Police": "orange",
    "Military observers": "green",
    "Civilians": "purple",
}
CAUSES = {
    "Malicious act": "red",
    "Accident": "orange",
    "Illness": "blue",
    "Self-inflicted": "purple",
    "Other": "green",
    "Unknown": "grey",
}


# Of a line: colour, and the shape of its points.
LINES = {"blue": "circle", "red": "square", "green": "triangle-up", "purple": "diamond"}
# Room for a name in a band: of all months to either side, of the highest stack.
ROOM, HIGH = 0.07, 0.08


def coloured(palette, used):
    names = [name for name in palette if name in used]
    return alt.Scale(domain=names, range=[LIGHT[palette[name]] for name in names])


def room_for(names):
    """An axis with room for its labels: a reader's letters may be wider than ours."""
    longest = max(map(len, names))
    return alt.Axis(minExtent=min(LETTER * longest, 300), labelLimit=300)


def strength(tables):
    """Persons by component over time, from the preferred source (`figures.strength_table`);
    None where there is none."""
    if not tables:
        return None
    table = tables[0]
    month, _, most = max(table["rows"], key=lambda row: row[2])
    first, last = table["rows"][0][0], table["rows"][-1][0]
    finding = f"At its largest, {most:,} person{'s' * (most != 1)} in {month:%B %Y}"
    if first != last:
        finding += f"; this source reports from {first:%B %Y} to {last:%B %Y}"
    rows = [
        [
            f"{month:%B %Y}",
            *("" if c is None else f"{c:,}" for c in cells),
            f"{total:,}",
        ]
        for month, cells, total in table["rows"]
    ]

    def draw():
        values = [
            {
                "month": f"{month:%Y-%m-%d}",
                "component": name,
                "personnel": n,
                "place": place,
            }
            for month, cells, _ in table["rows"]
            for place, (name, n) in enumerate(
                zip(table["components"], cells, strict=True)
            )
            if n is not None
        ]
        components = alt.Color(
            "component:N", scale=coloured(COMPONENTS, table["components"])
        )
        persons = "personnel:Q"
        order = alt.Order("place:Q")  # stacked as the legend is read
        base = alt.Chart(alt.NamedData("rows"))
        if len(table["rows"]) < 3:
            chart = base.mark_bar(**EDGE).encode(
                alt.X(persons, title="persons", stack=True),
                alt.Y("yearmonth(month):O", title=None),
                components,
                order,
            )
            return chart, {"rows": values}
        over = alt.X("month:T", title=None, axis=alt.Axis(grid=False, tickCount=8))
        areas = base.mark_area(interpolate="step-after", **EDGE).encode(
            over, alt.Y(persons, title="persons", stack=True), components, order
        )
        names = (
            alt.Chart(alt.NamedData("names"))
            .mark_text(fontSize=11, fontWeight="bold")
            .encode(
                over,
                alt.Y("middle:Q"),
                text="component:N",
                color=alt.Color("on:N", scale=None),
            )
        )
        return alt.layer(areas, names), {"rows": values, "names": named(table)}

    columns = ["Month", *table["components"], "Together"]
    return Drawing(
        "strength",
        "Strength at the end of the month",
        f"{finding}.",
        columns,
        rows,
        280 if len(rows) > 2 else 140,
        draw,
    )


def named(table):
    """Where each component is named in its own band: in the middle of the months around
    which the band is highest. A band that is too low for letters has no name."""
    months = [month for month, _, _ in table["rows"]]
    around = (months[-1] - months[0]) * ROOM
    highest = max(total for _, _, total in table["rows"])
    bands = [
        [sum(filter(None, cells[:i])) for i in range(len(cells) + 1)]
        for _, cells, _ in table["rows"]
    ]
    found = []
    for place, name in enumerate(table["components"]):
        best = HIGH * highest, None
        for month in months:
            if not months[0] + around <= month <= months[-1] - around:
                continue
            near = [
                band
                for other, band in zip(months, bands, strict=True)
                if abs(other - month) <= around
            ]
            foot = max(band[place] for band in near)
            top = min(band[place + 1] for band in near)
            best = max(best, (top - foot, (month, (foot + top) / 2)))
        if best[1]:
            month, middle = best[1]
            on = ON.get(COMPONENTS[name], ON_PALE)
            found.append(
                {
                    "month": f"{month:%Y-%m-%d}",
                    "middle": middle,
                    "component": name,
                    "on": on,
                }
            )
    return found


def fatalities(tables):
    """Deaths by year and cause, from the preferred source (`figures.fatality_table`)."""
    if not tables:
        return None
    table = tables[0]
    year, _, most = max(table["rows"], key=lambda row: row[2])
    cause, deaths = max(
        zip(table["causes"], table["totals"], strict=True), key=lambda pair: pair[1]
    )
    finding = f"{table['total']:,} death{'s' * (table['total'] != 1)} in all"
    if len(table["rows"]) > 1:
        finding += f", most of them in {year} ({most:,})"
    if len(table["causes"]) > 1:
        finding += f"; first among the causes: {cause.lower()} ({deaths:,})"
    rows = [
        [str(year), *map(str, cells), str(total)]
        for year, cells, total in table["rows"]
    ]
    rows.append(["All years", *map(str, table["totals"]), str(table["total"])])

    def draw():
        values = [
            {"year": year, "cause": name, "deaths": n, "place": place}
            for year, cells, _ in table["rows"]
            for place, (name, n) in enumerate(zip(table["causes"], cells, strict=True))
            if n
        ]
        years = [row[0] for row in table["rows"]]
        chart = (
            alt.Chart(alt.NamedData("rows"))
            .mark_bar(**EDGE)
            .encode(
                alt.X(
                    "year:O",
                    title=None,
                    scale=alt.Scale(domain=list(range(min(years), max(years) + 1))),
                    axis=alt.Axis(
                        labelOverlap="greedy", labelSeparation=8, labelAngle=0
                    ),
                ),
                alt.Y("deaths:Q", title="deaths", axis=alt.Axis(tickMinStep=1)),
                alt.Color("cause:N", scale=coloured(CAUSES, table["causes"])),
                alt.Order("place:Q"),
            )
        )
        return chart, {"rows": values}

    columns = ["Year", *table["causes"], "Together"]
    return Drawing(
        "fatalities",
        "Deaths by year and cause",
        f"{finding}.",
        columns,
        rows,
        260,
        draw,
    )


def contributors(table):
    """The largest contributors in the last month reported (`figures.contributor_table`)."""
    if not table:
        return None
    names = [row["country"] for row in table["rows"][:10]]
    top = table["rows"][0]
    finding = (
        f"In {table['month']:%B %Y} {table['countries']} "
        f"state{'s' * (table['countries'] != 1)} contributed; the largest "
        f"was {top['country']} with {top['personnel']:,} of {table['total']:,} persons"
    )

    def draw():
        values = [
            {"country": row["country"], "personnel": row["personnel"]}
            for row in table["rows"][:10]
        ]
        chart = alt.Chart(alt.NamedData("rows"))
        chart = chart.mark_bar(color=LIGHT["blue"]).encode(
            alt.X("personnel:Q", title="persons", axis=alt.Axis(tickCount=6)),
            alt.Y("country:N", title=None, sort=names, axis=room_for(names)),
        )
        return chart, {"rows": values}

    rows = [
        [row["country"], f"{row['personnel']:,}", row["women"]] for row in table["rows"]
    ]
    return Drawing(
        "contributors",
        "Contributors",
        f"{finding}.",
        ["State", "Persons", "Women"],
        rows,
        60 + 24 * len(names),
        draw,
    )


def compared(missions, tables):
    """Strength of several missions on one scale. `tables` are `figures.strength_table` of
    each; those without one are left out; None where none has any."""
    series = [
        (str(mission), table[0]["rows"])
        for mission, table in zip(missions, tables, strict=True)
        if table
    ]
    if not series:
        return None
    peaks = [(name, max(row[2] for row in rows)) for name, rows in series]
    peaks.sort(key=lambda pair: -pair[1])
    finding = "; ".join(f"{name} at most {peak:,} persons" for name, peak in peaks)

    def draw():
        names = [name for name, _ in series]
        values = [
            {"mission": name, "month": f"{month:%Y-%m-%d}", "personnel": total}
            for name, rows in series
            for month, _, total in rows
        ]
        colours = [LIGHT[name] for name in LINES]
        shapes = list(LINES.values())
        chart = (
            alt.Chart(alt.NamedData("rows"))
            .mark_line(point=True)
            .encode(
                alt.X("month:T", title=None, axis=alt.Axis(grid=False, tickCount=8)),
                alt.Y("personnel:Q", title="persons"),
                alt.Color(
                    "mission:N",
                    scale=alt.Scale(domain=names, range=colours[: len(names)]),
                ),
                alt.Shape(
                    "mission:N",
                    scale=alt.Scale(domain=names, range=shapes[: len(names)]),
                ),
            )
        )
        return chart, {"rows": values}

    rows = [
        [name, f"{month:%B %Y}", f"{total:,}"]
        for name, rows in series
        for month, _, total in rows
    ]
    columns = ["Mission", "Month", "Persons"]
    return Drawing(
        "compared", "Strength on one scale", f"{finding}.", columns, rows, 300, draw
    )
