"""Figures of missions, shaped for tables: no HTML, no HTTP."""

import datetime
from collections import Counter, defaultdict, namedtuple

from django.db.models import Count, Q, Sum

from api.state import today
from missions.codes import Cause, Component, Gender
from missions.models import Contribution, Fatality, Strength
from sources.dates import as_known


def strength_table(mission):
    """Strength by source: a list of `{source, components, rows}`, the preferred source
    first; a row is `(month, [personnel by component or None], total)`, in persons."""
    return strength_tables([mission])[mission.pk]


def strength_tables(missions):
    """The `strength_table` of each mission, by its key. One query."""
    counted = (
        Strength.objects.filter(mission__in=missions)
        .select_related("source")
        .order_by("month")
    )
    told = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    for row in counted:
        told[row.mission_id][row.source][row.month][row.component] = row.personnel
    return {
        mission.pk: [
            strength_of(source, months)
            for source, months in sorted(told[mission.pk].items(), key=preferred)
        ]
        for mission in missions
    }


def strength_of(source, months):
    used = {component for cells in months.values() for component in cells}
    components = [c for c in Component if c.value in used]
    return {
        "source": source,
        "components": [component.label for component in components],
        "rows": [
            (month, [cells.get(c.value) for c in components], sum(cells.values()))
            for month, cells in months.items()
        ],
    }


def fatality_table(mission):
    """Deaths by source: a list of `{source, causes, rows, totals}`; a row is
    `(year, [deaths by cause], total)`."""
    return fatality_tables([mission])[mission.pk]


def fatality_tables(missions):
    """The `fatality_table` of each mission, by its key. One query."""
    counted = (
        Fatality.objects.filter(mission__in=missions)
        .select_related("source")
        .order_by("date")
    )
    told = defaultdict(lambda: defaultdict(lambda: defaultdict(Counter)))
    for row in counted:
        told[row.mission_id][row.source][row.date.year][row.cause] += row.deaths
    return {
        mission.pk: [
            fatalities_of(source, years)
            for source, years in sorted(told[mission.pk].items(), key=preferred)
        ]
        for mission in missions
    }


def fatalities_of(source, years):
    used = {cause for cells in years.values() for cause in cells}
    causes = [cause for cause in Cause if cause.value in used]
    rows = [
        (year, [cells[c.value] for c in causes], sum(cells.values()))
        for year, cells in years.items()
    ]
    return {
        "source": source,
        "causes": [cause.label for cause in causes],
        "rows": rows,
        "totals": [sum(row[1][i] for row in rows) for i in range(len(causes))],
        "total": sum(row[2] for row in rows),
    }


def preferred(entry):
    """A key that sorts pairs of a source and what it tells: the preferred first."""
    source, _ = entry
    return source.rank, source.pk


# When a source that tells who is in office was closed: its open ends mean that month.
CLOSED = {"un-leadership": datetime.date(2019, 9, 1)}


def leader_table(mission):
    """Leaders of a mission from `whole`, each with the end of service in words."""
    return [(leader, served_until(leader, mission)) for leader in mission.leaders.all()]


def served_until(leader, mission):
    """An open end is `in office` as of the day on which the source looked, and not today;
    where the mission had ended by then, the end is not known."""
    if leader.end_date:
        return as_known(leader.end_date, leader.end_precision)
    closed = CLOSED.get(leader.source_id)
    over = mission.end_date and mission.end_date < (closed or today())
    if over:
        return "not known"
    return f"in office in {closed:%B %Y}" if closed else "no end on record"


def contributor_table(mission):
    """Contributors in the last month of the preferred source, the largest first:
    `{month, source, title, countries, total, rows}`, a row `{country, personnel, women}`,
    in persons; None where no source names any. `title` is that of the source."""
    preferred = mission.contributions.order_by("source__rank", "source", "-month")
    last = preferred.values_list("source", "source__title", "month").first()
    if not last:
        return None
    source, title, month = last
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
        "title": title,
        "countries": len(rows),
        "total": sum(row["personnel"] for row in rows),
        "rows": rows,
    }


def contributor_history(country):
    """What a country gave over time, by the preferred source: `{source, title, rows,
    place}`, a row `{month, persons}`, in order of months, `place` its `Place` among
    contributors in the last month; None where nothing is told."""
    told = defaultdict(list)
    for row in Contribution.objects.by_month(country):
        told[row["source__rank"], row["source"]].append(row)
    if not told:
        return None
    (_, source), rows = min(told.items())
    persons = dict(Contribution.objects.by_country(source, rows[-1]["month"]))
    return {
        "source": source,
        "title": rows[0]["source__title"],
        "rows": rows,
        "place": place(country.pk, persons),
    }


Place = namedtuple("Place", "n number among")


def place(key, numbers):
    """The `Place` of a key among numbers by key, 1 for the most; None where it has none."""
    if key not in numbers:
        return None
    n = numbers[key]
    return Place(n, 1 + sum(other > n for other in numbers.values()), len(numbers))


def served_in(country, history):
    """The missions in which a country's people served in the last month of its history:
    rows of `mission`, `mission__acronym`, `mission__name`, `persons`."""
    if not history:
        return []
    last = history["rows"][-1]["month"]
    return list(Contribution.objects.by_mission(country, history["source"], last))


def deployment_table(mission, year=None):
    """Where the mission was in a year: `{year, years, source, rows}`, a row `{place,
    latitude, longitude, personnel}`, the largest first, `personnel` None where no number
    is known. Without a year that of the most personnel. None where no place is known."""
    told = defaultdict(lambda: defaultdict(list))
    for row in mission.deployments.select_related("source"):
        told[row.source][row.year].append(
            {
                "place": row.place,
                "latitude": float(row.latitude),
                "longitude": float(row.longitude),
                "personnel": row.personnel,
            }
        )
    if not told:
        return None
    source, years = min(told.items(), key=preferred)
    chosen = year or max(sorted(years), key=lambda y: persons(years[y]))
    if chosen not in years:
        return None
    return {
        "year": chosen,
        "years": sorted(years),
        "source": source,
        "rows": sorted(
            years[chosen], key=lambda row: (-(row["personnel"] or 0), row["place"])
        ),
    }


def persons(places):
    return sum(place["personnel"] or 0 for place in places)
