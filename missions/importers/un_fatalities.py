"""Mission fatalities since 1948 (hub DPPADPOSS-FATALITIES): one row a death, with the day
of the incident."""

from missions.importers.cells import day, one_of
from missions.importers.pipeline import Importer
from missions.importers.problems import Rejected
from missions.importers.un_contributions import COUNTRIES
from missions.models import Fatality

PERSONNEL = {
    "Military": "military",
    "Police": "police",
    "Military Observer": "military-observer",
    "International Civilian": "civilian-international",
    "Local": "civilian-local",
    "Other": "other",
}
CAUSES = {
    "Malicious Act": "malicious-act",
    "Accident": "accident",
    "Illness": "illness",
    "Self-Inflicted": "self-inflicted",
    "To Be Determined": "unknown",
    "Unknown": "unknown",
}
MISSIONS = {  # the hub merges missions of one name
    "UNEF": (("1956-11-01", "unef-i"), ("1973-10-01", "unef-ii")),
    "UNAVEM": (
        ("1988-12-01", "unavem-i"),
        ("1991-06-01", "unavem-ii"),
        ("1995-02-01", "unavem-iii"),
    ),
    "UNOSOM": (("1992-04-01", "unosom-i"), ("1993-05-01", "unosom-ii")),
    "IPTF": "unmibh",
    # The peacekeeping operation of that name is a part of a longer civilian mission.
    "MINUGUA": (
        ("1994-11-01", None),
        ("1997-01-01", "minugua"),
        ("1997-06-01", None),
    ),
}


def read(cells, names):
    identity, date, mission, kind, name, iso3, personnel, incident = cells
    if kind != "Fatality":
        raise Rejected(f"type_of_casualty is {kind!r} and not 'Fatality'")
    died = day(date)
    slug = names.mission(mission, died, Fatality)
    return [
        (
            *(slug, died.isoformat(), "day", names.country(iso3, name) or "\\N"),
            one_of(personnel, PERSONNEL, "casualty_personnel_type"),
            one_of(incident, CAUSES, "type_of_incident"),
            *("1", identity),
        )
    ]


IMPORTER = Importer(
    name="un-fatalities",
    about="UN hub DPPADPOSS-FATALITIES, each death in a mission since 1948",
    source="un-hub-fatalities",
    model=Fatality,
    columns=(
        *("casualty_id", "incident_date", "mission_acronym", "type_of_casualty"),
        *("casualty_nationality", "isocode3", "casualty_personnel_type"),
        "type_of_incident",
    ),
    fields=(
        *("mission_id", "date", "date_precision", "country_id", "personnel_type"),
        *("cause", "deaths"),
    ),
    read=read,
    merged=("deaths", "sum"),
    missions=MISSIONS,
    countries={**COUNTRIES, "ZZ [Undetermined]": None, "": None},
)
