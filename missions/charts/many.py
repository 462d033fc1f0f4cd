"""Charts of many missions: where they were, and how many there were at once."""

from collections import Counter

import altair as alt

from missions.charts.drawing import EDGE, LIGHT, Drawing
from organizations.outlines import flat_outlines

STEPS = {  # missions of a host, up to this many: what the map calls it
    1: "1 mission",
    3: "2 or 3",
    7: "4 to 7",
    10_000: "8 and more",
}
RUNNERS = ("United Nations", "Others")
SHADES = [LIGHT[f"shade-{n}"] for n in range(1, 5)]


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
    finding = in_words(hosts)

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
            .mark_geoshape(**EDGE)
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


def in_words(hosts):
    """Which host had most missions, where one did."""
    most = len(hosts[0][1])
    first = [country.name for country, held in hosts if len(held) == most]
    said = f"{len(hosts)} host{'' if len(hosts) == 1 else 's'}"
    missions = f"{most} mission{'' if most == 1 else 's'}"
    if len(first) == len(hosts):
        return f"{said}, {'with' if len(hosts) == 1 else 'each with'} {missions}"
    if len(first) == 1:
        return f"{said}; most missions in {first[0]}: {most}"
    return f"{said}; at most {missions}, in {len(first)} of them"


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
    finding = (
        f"Most in one year: {totals[most]} in {most}; at any time in {today.year}: "
        f"{totals.get(today.year, 0)}"
    )

    def draw():
        values = [
            {
                "year": year,
                "run by": runner,
                "missions": years[year][runner],
                "place": place,
            }
            for year in sorted(years)
            for place, runner in enumerate(runners)
        ]
        chart = (
            alt.Chart(alt.NamedData("rows"))
            .mark_bar(**EDGE)
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
                alt.Order("place:Q"),  # stacked as the legend is read
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
