"""Outlines of countries, from the public-domain map of Natural Earth."""

import json
from functools import lru_cache
from itertools import accumulate, pairwise
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
