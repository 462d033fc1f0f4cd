"""What one country gave to missions over time."""

import altair as alt

from missions.charts.drawing import LIGHT, Drawing

BAR = 8  # pixels
FEW = 24  # months that are drawn as bars; more are an area


def contributed(country, history):
    """Persons by month (`figures.contributor_history`); None where nothing is told."""
    if not history:
        return None
    rows, place = history["rows"], history["place"]
    last, top = rows[-1], max(rows, key=lambda row: row["persons"])
    finding = (
        f"{last['persons']:,} uniformed persons in missions in {last['month']:%B %Y}, the "
        f"last month of this source: number {place.number} of {place.among} contributors"
    )
    if top["month"] != last["month"]:
        finding += (
            f"; the most since {rows[0]['month']:%B %Y} were {top['persons']:,} in "
            f"{top['month']:%B %Y}"
        )

    def draw():
        values = [
            {"month": f"{row['month']:%Y-%m-%d}", "personnel": row["persons"]}
            for row in rows
        ]
        chart = alt.Chart(alt.NamedData("rows"))
        persons = alt.Y("personnel:Q", title="persons")
        # Months stand as far apart as they are, few or many.
        over = alt.X("month:T", title=None, axis=alt.Axis(grid=False, tickCount=8))
        if len(rows) > FEW:
            chart = chart.mark_area(interpolate="step-after", color=LIGHT["blue"])
        else:
            chart = chart.mark_bar(size=BAR, color=LIGHT["blue"])
        return chart.encode(over, persons), {"rows": values}

    cells = [[f"{row['month']:%B %Y}", f"{row['persons']:,}"] for row in rows]
    return Drawing(
        "contributed",
        "Personnel contributed",
        f"{finding}.",
        ["Month", "Persons"],
        cells,
        240,
        draw,
    )
