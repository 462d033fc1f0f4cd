"""Outlines of countries, from the public-domain map of Natural Earth."""

import json
from functools import lru_cache
from itertools import accumulate, pairwise, starmap
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

FILE = Path(__file__).parent / "basemap" / "countries-50m.json"
DECIMALS = 3  # of a degree: some 100 m, finer than the map is


class Outline:
    """The outline of a country by its M49 code, or None where the map has none."""

    fields = ("m49",)

    def __call__(self, row):
        return outlines().get(row["m49"])


@lru_cache(maxsize=1)
def outlines():
    """GeoJSON geometries by M49 code."""
    topology = json.loads(FILE.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [decoded(arc, scale, shift) for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    found = {}
    for country in countries:
        polygons = found.setdefault(country.get("id"), [])
        polygons += polygons_of(country, arcs)  # one state may stand there twice
    found.pop(None, None)
    return {
        code: {"type": "MultiPolygon", "coordinates": polygons}
        for code, polygons in found.items()
    }


def decoded(arc, scale, shift):
    """An arc in degrees: TopoJSON holds differences of whole numbers."""
    xs = accumulate(point[0] for point in arc)
    ys = accumulate(point[1] for point in arc)
    return [
        [
            round(x * scale[0] + shift[0], DECIMALS),
            round(y * scale[1] + shift[1], DECIMALS),
        ]
        for x, y in zip(xs, ys, strict=True)
    ]


def polygons_of(country, arcs):
    several = country["type"] == "MultiPolygon"
    polygons = country["arcs"] if several else [country["arcs"]]
    return [
        [
            ring(indexes, arcs, outer=number == 0)
            for number, indexes in enumerate(polygon)
        ]
        for polygon in polygons
    ]


def ring(indexes, arcs, *, outer):
    """A closed ring; RFC 7946 wants the outer one counter-clockwise, holes clockwise."""
    points = []
    for index in indexes:
        # A negative number means the arc in the other direction.
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += part[1:] if points else part
    return points if (area(points) > 0) == outer else points[::-1]


def area(points):
    """Twice the signed area: positive where the ring runs counter-clockwise."""
    pairs = pairwise(points)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)


WIDTH = 760  # pixels of the flat map
STEP = 1.2  # of a pixel: the grid of its points
LEAST = 3  # square pixels: an island that is smaller is not seen
ANTARCTICA = "010"
# Šavrič, Patterson and Jenny (2018), The Equal Earth map projection.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
EDGE = 2.706629  # the projected longitude of 180 degrees east


def flat(longitude, latitude):
    """A point on the flat map in pixels, y downwards: Equal Earth, which keeps areas."""
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    across = (2 * sqrt(3) * radians(longitude) * cos(angle)) / (
        3 * (9 * A4 * sixth * square + 7 * A3 * sixth + 3 * A2 * square + A1)
    )
    up = angle * (A1 + A2 * square + sixth * (A3 + A4 * square))
    scale = WIDTH / 2 / EDGE
    return across * scale, -up * scale


@lru_cache(maxsize=1)
def flat_outlines():
    """The outlines for a map of the world, in pixels and by M49 code: coarse, without
    small islands, unless they are all of a country."""
    found = {}
    for code, geometry in outlines().items():
        if code == ANTARCTICA:
            continue
        rings = [coarse(polygon[0]) for polygon in geometry["coordinates"]]
        large = [ring for ring in rings if abs(area(ring)) / 2 >= LEAST]
        found[code] = {
            "type": "MultiPolygon",
            "coordinates": [[ring] for ring in large or [dot(rings[0][0])]],
        }
    return found


def coarse(points):
    """A ring on the grid of the flat map, without repetition. What crosses the date line
    goes on beyond the edge."""
    if any(abs(x1 - x2) > 180 for (x1, _), (x2, _) in pairwise(points)):
        points = [(x + 360 if x < 0 else x, y) for x, y in points]
    grid = [
        (round(round(x / STEP) * STEP, 2), round(round(y / STEP) * STEP, 2))
        for x, y in starmap(flat, points)
    ]
    return [p for i, p in enumerate(grid) if i == 0 or p != grid[i - 1]]


def dot(point):
    """What is too small for an outline: a diamond of two pixels."""
    x, y = point
    return [(x - 1, y), (x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]
