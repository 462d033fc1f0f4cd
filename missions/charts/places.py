"""Where the personnel of one mission were in a year, on a map."""

from math import asinh, atan, degrees, pi, radians, sinh, sqrt, tan

import altair as alt

from missions.charts.drawing import LIGHT, WIDTH, Drawing
from organizations.outlines import outlines

HEIGHT = 420  # pixels
LEAST = 1.0  # degrees that a map shows at least, each way
MARGIN = 0.3  # of what is shown, around the outermost places
LETTER, LINE = 6.5, 13  # pixels of a name
CIRCLES = (24, 900)  # square pixels of the smallest and the largest circle
DECIMALS = 2  # of a degree: as fine as the picture


def deployment(table, hosts):
    """Places and estimated troops in a year (`figures.deployment_table`), with the M49
    codes of the hosts; None where no place is known."""
    if not table:
        return None
    rows = table["rows"]
    known = [row for row in rows if row["personnel"]]
    finding = f"In {table['year']} at {len(rows)} place{'' if len(rows) == 1 else 's'}"
    if known:
        top = known[0]
        finding += (
            f"; the most at {top['place']}: an estimated {top['personnel']:,} troops"
        )

    def draw():
        shown = window(rows)
        land = [
            {"type": "Feature", "geometry": near, "host": code in hosts}
            for code, near in within(*shown)
        ]
        projection = alt.Projection(
            type="mercator",
            center=centre_of(*shown),
            scale=scale_of(*shown),
            translate=[WIDTH / 2, HEIGHT / 2],
        )
        ground = (
            alt.Chart(alt.NamedData("land"))
            .mark_geoshape(stroke=LIGHT["quiet"], strokeWidth=0.6, clip=True)
            .encode(
                fill=alt.condition(
                    "datum.host", alt.value(LIGHT["shade-1"]), alt.value(LIGHT["land"])
                )
            )
        )
        base = alt.Chart(alt.NamedData("places")).encode(
            longitude="longitude:Q", latitude="latitude:Q"
        )
        circles = base.mark_circle(
            color=LIGHT["red"], opacity=0.75, stroke="white", strokeWidth=0.7
        ).encode(
            alt.Size(
                "personnel:Q",
                scale=alt.Scale(range=CIRCLES, domain=[0, most(rows)]),
                legend=alt.Legend(
                    title="troops (est.)",
                    values=sizes(rows),
                    orient="bottom-left",
                    direction="vertical",
                    symbolType="circle",
                    fillColor=LIGHT["land"],
                    padding=6,
                )
                if known
                else None,
            ),
            description="said:N",
        )
        names = base.mark_text(
            align="left", dx=alt.expr("datum.gap"), fontSize=11, color=LIGHT["ink"]
        ).encode(text="name:N")
        chart = alt.layer(ground, circles, names).properties(projection=projection)
        return chart, {"land": land, "places": placed(rows, shown)}

    cells = [
        [row["place"], f"{row['personnel']:,}" if row["personnel"] else "no number"]
        for row in rows
    ]
    return Drawing(
        "deployment",
        f"Where it was in {table['year']}",
        f"{finding}.",
        ["Place", "Troops, estimated"],
        cells,
        HEIGHT,
        draw,
    )


def placed(rows, shown):
    """Rows for the map. A place is named where its name covers no other name."""
    names, found = [], []
    for row in rows:
        personnel = row["personnel"] or 0
        size = CIRCLES[0] + (CIRCLES[1] - CIRCLES[0]) * personnel / most(rows)
        gap = sqrt(size / pi) + 3
        x, y = pixel(row["longitude"], row["latitude"], shown)
        name = x + gap, y, x + gap + LETTER * len(row["place"])
        free = name[2] < WIDTH and all(
            abs(y - other[1]) > LINE or name[0] > other[2] or name[2] < other[0]
            for other in names
        )
        if free:
            names.append(name)
        found.append(
            {
                **{key: row[key] for key in ("place", "latitude", "longitude")},
                "personnel": personnel,
                "name": row["place"] if free else "",
                "gap": round(gap, 1),
                "said": f"{row['place']}: {row['personnel'] or 'no number'}",
            }
        )
    return found


def most(rows):
    return max((row["personnel"] or 0 for row in rows), default=0) or 1


def sizes(rows):
    """Up to three round numbers for the legend."""
    return [n for n in (20, 100, 500, 1000, 2000, 5000) if n <= most(rows)][-3:]


def window(rows):
    """West, south, east and north of what the map shows, in degrees."""
    edges = []
    for name in ("longitude", "latitude"):
        values = [row[name] for row in rows]
        low, high = min(values), max(values)
        around = max((high - low) * MARGIN, (LEAST - (high - low)) / 2)
        edges.append((low - around, high + around))
    (west, east), (south, north) = edges
    return west, max(south, -80), east, min(north, 80)


def within(west, south, east, north):
    """Outlines that reach into a window, and some way beyond, as the picture is wider
    than the window or higher."""
    wide, high = max(east - west, north - south), max(east - west, north - south)
    for code, geometry in outlines().items():
        polygons = []
        for polygon in geometry["coordinates"]:
            xs = [x for x, _ in polygon[0]]
            ys = [y for _, y in polygon[0]]
            if (
                max(xs) > west - wide * 2
                and min(xs) < east + wide * 2
                and max(ys) > south - high
                and min(ys) < north + high
            ):
                # A picture wants its rings the other way round than RFC 7946.
                polygons.append([thin(ring)[::-1] for ring in polygon])
        if polygons:
            yield code, {"type": "MultiPolygon", "coordinates": polygons}


def thin(points):
    """A ring without points that the picture cannot tell apart."""
    grid = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in points]
    return [p for i, p in enumerate(grid) if i == 0 or p != grid[i - 1]]


def mercator(latitude):
    return asinh(tan(radians(latitude)))


def centre_of(west, south, east, north):
    """The middle of the picture, whose degrees of latitude are not alike."""
    between = (mercator(south) + mercator(north)) / 2
    return [(west + east) / 2, degrees(atan(sinh(between)))]


def pixel(longitude, latitude, shown):
    scale, (x, y) = scale_of(*shown), centre_of(*shown)
    across = scale * radians(longitude - x)
    return WIDTH / 2 + across, HEIGHT / 2 - scale * (mercator(latitude) - mercator(y))


def scale_of(west, south, east, north):
    """Pixels for a radian, so that the window fits."""
    across = WIDTH / radians(east - west)
    up = HEIGHT / (mercator(north) - mercator(south))
    return min(across, up)
