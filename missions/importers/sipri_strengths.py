"""UN and non-UN peacekeeping (Bara and Hultman 2020), the raw reports of SIPRI: one row a
mission, conflict and month; persons.

A mission stands there once for each conflict of its area, with the same numbers: the
largest of a month counts, they are never added up. Interpolated columns are not read.
"""

from missions.importers.cells import count, month
from missions.importers.pipeline import Importer
from missions.importers.problems import Rejected
from missions.models import Strength

COMPONENTS = ("troops", "police", "military-observers")
MISSIONS = {
    "CEMAC": "fomuc",
    "CIS": "cis-tajikistan",
    "CIS JPKF": "jpkf-south-ossetia",
    "CIS PKO": "cis-abkhazia",
    "EU Artemis": "artemis",
    "EUAM": "euam-ukraine",
    "EULEX": "eulex-kosovo",
    "EUPOL DRC": "eupol-rd-congo",
    "IMT I": "imt-mindanao-1",
    "IMT II": "imt-mindanao-2",
    "ISF": "isf-timor",
    "JCC": "jcc-moldova",
    "NATO Allied H.": "allied-harmony",
    "NATO Fox": "amber-fox",
    "NATO Harvest": "essential-harvest",
    "NMOG": (("1992-07-01", "nmog-1"), ("1993-08-01", "nmog-2")),
    "Op. Licorne": "licorne",
    "Op. Sangaris": "sangaris",
    "Op. Serval": "serval",
    "RSM": "resolute-support",
    "SAPD": "sapsd",
    "SPPKF Lagoon": "sppkf",
    "UNOCI (ONUCI)": "unoci",
    "UNOSOM": "unosom-i",
    "Uphold Dem.": "mnf-haiti",
    "WEUPF": "weupol-mostar",
}
# One name, several missions: told apart by the place.
BY_PLACE = {
    ("EUPOL", "Bosnia-Herzegovina"): "eupm-bih",
    ("EUPOL", "Afghanistan"): "eupol-afghanistan",
    ("EUTM", "Mali"): "eutm-mali",
    ("EUTM", "Somalia"): "eutm-somalia",
    ("EUCAP Sahel", "Mali"): "eucap-sahel-mali",
    ("EUCAP Sahel", "Niger"): "eucap-sahel-niger",
    ("EUFOR", "Macedonia, FYR"): "eufor-concordia",
    ("EUFOR", "DR Congo (Zaire)"): "eufor-rd-congo",
    ("EUFOR", "Chad"): "eufor-tchad-rca",
    ("EUPOL", "Macedonia, FYR"): "eupol-proxima",
    ("ECOMOG", "Liberia"): "ecomog-liberia",
    ("ECOMOG", "Guinea-Bissau"): "ecomog-guinea-bissau",
    ("ECOWAS", "Ivory Coast"): "ecomici",
    ("ECOWAS", "Sierra Leone"): "ecomog-sierra-leone",
}


def read(cells, names):
    date, location, mission, *numbers = cells
    told = [count(number) for number in numbers]
    if not any(told):
        return []
    first = month(date)
    slug = BY_PLACE.get((mission, location))
    if slug:
        names.refuse_other_times(slug, first, Strength)
    elif mission in {name for name, _ in BY_PLACE}:
        raise Rejected(f"{mission!r} in {location} is no mission of this base")
    else:
        slug = names.mission(mission, first)
    return [
        (slug, first.isoformat(), component, str(number), location)
        for component, number in zip(COMPONENTS, told, strict=True)
        if number
    ]


IMPORTER = Importer(
    name="sipri-strengths",
    about="Bara and Hultman 2020: strength as SIPRI reports it, UN and others",
    source="bara-hultman-2020",
    model=Strength,
    columns=(
        *("date", "location", "mission", "SIPRI_troops", "SIPRI_police"),
        "SIPRI_observers",
    ),
    fields=("mission_id", "month", "component", "personnel"),
    read=read,
    merged=("personnel", "max"),
    missions=MISSIONS,
    repeats=True,
)
