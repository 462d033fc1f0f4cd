"""Geo-PKO, where missions were by year: one row a mission, year and location; persons are
estimates from maps of the missions, none where no number is known."""

from functools import lru_cache

from missions.importers.cells import coordinate, decimal, text, year
from missions.importers.pipeline import Importer
from missions.importers.problems import Rejected
from missions.models import Deployment
from organizations.outlines import outlines

NEAR = 1.5  # degrees around a host state within which a place is taken as in it
FAR = 12  # degrees around it beyond which no place of the mission is
MISSIONS = {"UN Mission in Colombia": "unmc"}


def read(cells, names):
    mission, written, place, latitude, longitude, personnel = cells
    at = year(written)
    slug = names.named(mission, None)
    names.refuse_other_years(slug, at)
    north = coordinate(latitude, "latitude", 90)
    east = coordinate(longitude, "longitude", 180)
    refuse_far(slug, names.hosts[slug], north, east)
    persons = round(decimal(personnel) or 0)
    return [
        (
            *(slug, str(at), text(place).replace("\\", "\\\\")),
            *(f"{north:.4f}", f"{east:.4f}", str(persons) if persons else "\\N", ""),
        )
    ]


def refuse_far(slug, hosts, north, east):
    """A place is in or near a host state of its mission."""
    boxes = [box(m49) for m49 in hosts if m49 in outlines()]
    if not boxes or within(boxes, north, east, NEAR):
        return
    if within(boxes, east, north, NEAR):
        raise Rejected(
            f"{north}, {east} is far from the hosts of {slug}; exchanged it is in them: "
            "latitude and longitude have changed places"
        )
    if not within(boxes, north, east, FAR):
        raise Rejected(f"{north}, {east} is far from the hosts of {slug}")


def within(boxes, north, east, margin):
    return any(
        south - margin <= north <= upper + margin
        and west - margin <= east <= right + margin
        for south, upper, west, right in boxes
    )


@lru_cache
def box(m49):
    """South, north, west and east ends of a country, in degrees."""
    points = [
        point for polygon in outlines()[m49]["coordinates"] for point in polygon[0]
    ]
    return (
        *(min(y for _, y in points), max(y for _, y in points)),
        *(min(x for x, _ in points), max(x for x, _ in points)),
    )


IMPORTER = Importer(
    name="geopko-deployments",
    about="Geo-PKO, places of missions by year (the file FrontMap)",
    source="geo-pko-2-3",
    model=Deployment,
    columns=("mission", "year", "location", "latitude", "longitude", "ave.no.troops"),
    fields=("mission_id", "year", "place", "latitude", "longitude", "personnel"),
    read=read,
    merged=("personnel", "max"),
    missions=MISSIONS,
    repeats=True,  # one row for each map of a year, all with the mean of the year
)
