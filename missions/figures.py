"""Figures of one mission, shaped for tables: no HTML, no HTTP."""

from collections import defaultdict

from missions.codes import Cause, Component


def strength_table(mission):
    """Strength by source: a list of `{source, components, rows}`, the preferred source
    first; a row is `(month, [personnel by component or None], total)`, in persons."""
    by_source = defaultdict(lambda: defaultdict(dict))
    sources = {}
    for row in mission.strengths.select_related("source").order_by("month"):
        sources[row.source_id] = row.source
        by_source[row.source_id][row.month][row.component] = row.personnel
    tables = []
    for key in sorted(by_source, key=lambda key: (sources[key].rank, key)):
        months = by_source[key]
        used = {component for cells in months.values() for component in cells}
        components = [c for c in Component if c.value in used]
        tables.append(
            {
                "source": sources[key],
                "components": [component.label for component in components],
                "rows": [
                    (
                        month,
                        [cells.get(c.value) for c in components],
                        sum(cells.values()),
                    )
                    for month, cells in months.items()
                ],
            }
        )
    return tables


def fatality_table(mission):
    """Deaths by source: a list of `{source, causes, rows, totals}`; a row is
    `(year, [deaths by cause], total)`."""
    by_source = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    sources = {}
    for row in mission.fatality_rows.select_related("source").order_by("date"):
        sources[row.source_id] = row.source
        by_source[row.source_id][row.date.year][row.cause] += row.deaths
    tables = []
    for key in sorted(by_source, key=lambda key: (sources[key].rank, key)):
        years = by_source[key]
        used = {cause for cells in years.values() for cause in cells}
        causes = [cause for cause in Cause if cause.value in used]
        rows = [
            (year, [cells[c.value] for c in causes], sum(cells.values()))
            for year, cells in years.items()
        ]
        tables.append(
            {
                "source": sources[key],
                "causes": [cause.label for cause in causes],
                "rows": rows,
                "totals": [sum(row[1][i] for row in rows) for i in range(len(causes))],
                "total": sum(row[2] for row in rows),
            }
        )
    return tables
