"""Providing for Peacekeeping (IPI), contributions by country, mission, month, kind of
personnel and gender; persons, at the end of the month."""

from missions.importers.cells import count, month
from missions.importers.pipeline import Importer
from missions.importers.problems import Rejected
from missions.models import Contribution

KINDS = {
    "Individual Police": "police",
    "Formed Police Units": "police",
    "Experts on Mission": "military-observers",
    "Troops": "troops",
}
GENDERS = {"Male": "male", "Female": "female"}
CELLS = [(kind, gender) for kind in KINDS for gender in GENDERS]


def read(cells, names):
    date, name, iso3, mission, total, *numbers = cells
    first = month(date)
    slug = names.mission(mission, first)
    country = names.country(iso3, name)
    told = [count(number) or 0 for number in numbers]
    if count(total) != sum(told):
        raise Rejected(f"the total {total} is not the sum of its parts, {sum(told)}")
    return [
        (
            *(slug, country, first.isoformat(), KINDS[kind], GENDERS[gender]),
            *(str(number), kind),
        )
        for (kind, gender), number in zip(CELLS, told, strict=True)
        if number
    ]


IMPORTER = Importer(
    name="ipi-contributions",
    about="IPI Providing for Peacekeeping, contributions by country, mission and month",
    source="ipi-ppp",
    model=Contribution,
    columns=(
        *("Date", "Contributor", "Contributor ISO-3", "Mission", "Total Total"),
        *(f"{kind} {gender}" for kind, gender in CELLS),
    ),
    fields=("mission_id", "country_id", "month", "component", "gender", "personnel"),
    read=read,
    merged=("personnel", "sum"),
)
