"""Providing for Peacekeeping (IPI), strength by mission: one row a mission and month, at
the end of the month; persons; `NA` is none reported."""

from missions.importers.cells import count, month
from missions.importers.pipeline import Importer
from missions.importers.problems import Rejected
from missions.models import Strength

COMPONENTS = ("troops", "police", "military-observers")
# Months that contradict those beside them: see the limits of the source.
KNOWN_WRONG = {
    *(("onusal", f"1993-{number:02}-01") for number in range(1, 8)),
    ("unavem-ii", "1992-08-01"),
    *(("unomig", f"1995-{number:02}-01") for number in range(5, 12)),
    *(("minurso", f"1999-{number}-01") for number in (10, 11)),
    ("unmogip", "1991-05-01"),
    *(("untso", f"2005-{number:02}-01") for number in range(8, 13)),
    *(("untso", f"2006-{number:02}-01") for number in range(1, 9)),
}
# Until July 1992 all military stand under troops; in these there were observers only.
ALL_MILITARY_UNTIL = "1992-07-01"
OBSERVERS_ONLY = {"unavem-i", "unavem-ii", "uniimog", "unmogip", "untso"}
MISSIONS = {
    "ONUCI": "unoci",
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
    date, mission, *numbers, _ = cells
    first = month(date)
    slug = names.mission(mission, first)
    if (slug, first.isoformat()) in KNOWN_WRONG:
        raise Rejected("a month that is known to be wrong: see the limits of ipi-ppp")
    told = [count(number) for number in numbers]
    total = count(cells[-1])
    if total is not None and total != sum(filter(None, told)):
        raise Rejected(f"the total {total} is not the sum of its components")
    if slug in OBSERVERS_ONLY and first.isoformat() <= ALL_MILITARY_UNTIL:
        troops, police, observers = told
        told = [None, police, troops if observers is None else observers]
    return [
        (slug, first.isoformat(), component, str(number), mission)
        for component, number in zip(COMPONENTS, told, strict=True)
        if number is not None
    ]


IMPORTER = Importer(
    name="ipi-strengths",
    about="IPI Providing for Peacekeeping, strength by mission and month",
    source="ipi-ppp",
    model=Strength,
    columns=("Date", "Mission", "Troops", "Police", "Observers", "Total"),
    fields=("mission_id", "month", "component", "personnel"),
    read=read,
    merged=("personnel", "sum"),
    missions=MISSIONS,
)
