"""Figures of one mission, shaped for tables: no HTML, no HTTP."""

from collections import defaultdict

from django.db.models import Count, Q, Sum

from missions.codes import Cause, Component, Gender


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


def contributor_table(mission):
    """Contributors in the last month of the preferred source, the largest first:
    `{month, source, countries, total, rows}`, a row `{country, personnel, women}`, in
    persons; None where no source names any."""
    preferred = mission.contributions.order_by("source__rank", "source", "-month")
    last = preferred.values_list("source", "month").first()
    if not last:
        return None
    source, month = last
    counted = (
        mission.contributions.filter(source=source, month=month)
        .values("country__name")
        .annotate(
            persons=Sum("personnel"),
            women=Sum("personnel", filter=Q(gender=Gender.FEMALE)),
            told=Count("pk", filter=~Q(gender="")),
        )
        .order_by("-persons", "country__name")
    )
    rows = [
        {
            "country": row["country__name"],
            "personnel": row["persons"],
            "women": f"{row['women'] or 0:,}" if row["told"] else "not told apart",
        }
        for row in counted
    ]
    return {
        "month": month,
        "source": source,
        "countries": len(rows),
        "total": sum(row["personnel"] for row in rows),
        "rows": rows,
    }
