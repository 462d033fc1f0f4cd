"""Charts of many missions: when they were, where they were, how many there were."""

from collections import Counter

import altair as alt

from missions.charts.drawing import LIGHT, Drawing
from organizations.outlines import flat_outlines
from sources.dates import as_known

KINDS = {  # of the types below them too
    "observation": ("Observation", "sky"),
    "traditional": ("Traditional", "blue"),
    "multidimensional": ("Multidimensional", "green"),
    "enforcement": ("Enforcement", "red"),
    "political": ("Political", "purple"),
}
OTHER = ("Other", "grey")
STEPS = {  # missions of a host, up to this many: what the map calls it
    1: "1 mission",
    3: "2 or 3",
    7: "4 to 7",
    10_000: "8 and more",
}
NAME = 220  # pixels of a name at most
RUNNERS = ("United Nations", "Others")
SHADES = [LIGHT[f"shade-{n}"] for n in range(1, 5)]


def kind_of(mission):
    """What the palette calls the type of a mission, or that above it."""
    kind = mission.mission_type
    return (KINDS.get(kind.pk) or KINDS.get(kind.parent_id) or OTHER)[0]


def timeline(missions, today):
    """A bar for each mission from deployment to withdrawal, earliest first. `missions`
    are of `for_list`."""
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

    def draw():
        first = rows[0].start_date.year
        values = [
            {
                "mission": str(m),
                "key": m.pk,
                "start": f"{m.start_date}",
                "end": f"{m.end_date or today}",
                "kind": kind_of(m),
                "href": m.get_absolute_url(),
                "said": f"{m}, {m.period}",
                # Names of the first decades would begin outside the picture.
                "room": m.start_date.year > first + 30 or m.end_date is None,
            }
            for m in rows
        ]
        there = {value["kind"] for value in values}
        kinds = [kind for kind in (*KINDS.values(), OTHER) if kind[0] in there]
        scale = alt.Scale(
            domain=[name for name, _ in kinds],
            range=[LIGHT[colour] for _, colour in kinds],
        )
        base = alt.Chart(alt.NamedData("rows")).encode(
            alt.Y("key:N", sort=[m.pk for m in rows], axis=None), href="href:N"
        )
        bars = base.mark_bar(height=9, cornerRadius=2).encode(
            alt.X(
                "start:T",
                title=None,
                axis=alt.Axis(orient="top", tickCount={"interval": "year", "step": 10}),
            ),
            alt.X2("end:T"),
            alt.Color("kind:N", scale=scale),
            description="said:N",
        )
        named = {"text": "mission:N", "color": alt.value(LIGHT["quiet"])}
        before = base.transform_filter("datum.room").mark_text(
            align="right", dx=-5, fontSize=10, limit=NAME
        )
        after = base.transform_filter("!datum.room").mark_text(
            align="left", dx=5, fontSize=10, limit=NAME
        )
        chart = alt.layer(
            bars,
            before.encode(alt.X("start:T"), **named),
            after.encode(alt.X("end:T"), **named),
        )
        return chart, {"rows": values}

    columns = ["Mission", "Name", "From", "To"]
    table = [
        [
            str(m),
            m.name,
            as_known(m.start_date, m.start_precision),
            as_known(m.end_date, m.end_precision) or "ongoing",
        ]
        for m in rows
    ]
    return Drawing(
        "timeline", "Timeline", f"{finding}.", columns, table, 60 + 14 * len(rows), draw
    )


def most_at_once(missions, today):
    """The most missions that were in the field in one year, and the first such year."""
    years = Counter()
    for mission in missions:
        end = mission.end_date or max(today, mission.start_date)
        years.update(range(mission.start_date.year, end.year + 1))
    most = max(years.values())
    return most, min(year for year, n in years.items() if n == most)


def world(missions, link):
    """Hosts by the number of missions they had. `link` makes the address of a host's
    missions from its ISO3."""
    found = {}
    for mission in missions:
        for country in mission.host_countries:
            found.setdefault(country.iso3, [country, []])[1].append(mission)
    if not found:
        return None
    hosts = sorted(found.values(), key=lambda pair: (-len(pair[1]), pair[0].name))
    country, most = hosts[0]
    finding = f"{len(hosts)} hosts; most missions in {country.name}: {len(most)}"

    def draw():
        outlines = flat_outlines()
        by_code = {country.m49: (country, held) for country, held in hosts}
        land, filled = [], []
        for code, geometry in outlines.items():
            if code not in by_code:
                land += geometry["coordinates"]
                continue
            host, held = by_code[code]
            filled.append(
                {
                    "type": "Feature",
                    "geometry": geometry,
                    "missions": next(
                        said for most, said in STEPS.items() if len(held) <= most
                    ),
                    "href": link(host.iso3),
                    "said": f"{host.name}: {len(held)}",
                }
            )
        rest = {"type": "MultiPolygon", "coordinates": land}
        ground = alt.Chart(alt.NamedData("rest")).mark_geoshape(fill=LIGHT["land"])
        shapes = (
            alt.Chart(alt.NamedData("hosts"))
            .mark_geoshape(stroke=LIGHT["land"], strokeWidth=0.5)
            .encode(
                alt.Color(
                    "missions:N",
                    scale=alt.Scale(domain=list(STEPS.values()), range=SHADES),
                ),
                href="href:N",
                description="said:N",
            )
        )
        chart = alt.layer(ground, shapes).properties(
            projection=alt.Projection(type="identity"),
        )
        return chart, {
            "rest": [{"type": "Feature", "geometry": rest}],
            "hosts": filled,
        }

    rows = [
        [country.name, str(len(held)), ", ".join(map(str, held))]
        for country, held in hosts
    ]
    columns = ["Host", "Missions", "Which"]
    return Drawing("map", "Map of hosts", f"{finding}.", columns, rows, 390, draw)


def at_once(periods, today, runners=RUNNERS):
    """How many missions were in the field in each year. `periods` are start, end and the
    name of who runs it, one of `runners`, at most two."""
    years = {}
    for start, end, runner in periods:
        for year in range(start.year, min(end or today, today).year + 1):
            years.setdefault(year, Counter())[runner] += 1
    if not years:
        return None
    totals = {year: sum(counter.values()) for year, counter in years.items()}
    most = max(totals, key=lambda year: (totals[year], -year))
    finding = f"Most at once in {most}: {totals[most]}; in {today.year}: " + str(
        totals.get(today.year, 0)
    )

    def draw():
        values = [
            {"year": year, "run by": runner, "missions": years[year][runner]}
            for year in sorted(years)
            for runner in runners
        ]
        chart = (
            alt.Chart(alt.NamedData("rows"))
            .mark_bar()
            .encode(
                alt.X(
                    "year:O",
                    title=None,
                    axis=alt.Axis(labelAngle=0, values=list(range(1950, 2031, 10))),
                ),
                alt.Y("missions:Q", title="missions in the field"),
                alt.Color(
                    "run by:N",
                    scale=alt.Scale(
                        domain=runners, range=[LIGHT["blue"], LIGHT["orange"]]
                    ),
                    legend=alt.Legend() if len(runners) > 1 else None,
                ),
            )
        )
        return chart, {"rows": values}

    rows = [
        [str(year), *(str(years[year][r]) for r in runners), str(totals[year])]
        for year in sorted(years)
    ]
    columns = ["Year", *runners, "Together"]
    return Drawing(
        "at-once", "Missions in the field", f"{finding}.", columns, rows, 260, draw
    )
