"""Historical Uniformed Personnel Contribution (hub DPO-UCHISTORICAL): one row a country,
mission, kind of personnel and reporting date, men and women in two columns; persons."""

from missions.importers.cells import count, month, one_of
from missions.importers.pipeline import Importer
from missions.importers.problems import Rejected
from missions.models import Contribution

KINDS = {
    "troops": "troops",
    "staff_officer": "troops",
    "formed_police_units": "police",
    "individual_police": "police",
    "experts_on_mission": "military-observers",
}
# The hub writes them in either way.
KINDS |= {kind.replace("_", " ").title(): code for kind, code in KINDS.items()}
SYNTHETIC = "synthetic-"  # how `make_figures` marks what it makes up
COUNTRIES = {
    "Côte d'Ivoire": "CIV",
    "Côte dIvoire": "CIV",
    "Türkiye": "TUR",
    "Turkey": "TUR",
    "Viet Nam": "VNM",
    "Mauritius": "MUS",
}


def read(cells, names):
    if cells[0].startswith(SYNTHETIC):
        raise Rejected("made up by make_figures: no figure of the United Nations")
    return mapped(cells, names)


def mapped(cells, names):
    _, name, iso3, mission, kind, date, women, men = cells
    first = month(date)
    slug = names.mission(mission, first)
    country = names.country(iso3, name)
    component = one_of(kind, KINDS, "personnel_type")
    start = (slug, country, first.isoformat(), component)
    return [
        (*start, gender, str(number), kind)
        for gender, number in (("female", count(women)), ("male", count(men)))
        if number
    ]


IMPORTER = Importer(
    name="un-contributions",
    about="UN hub DPO-UCHISTORICAL, uniformed personnel by country, mission and month",
    source="un-hub-contributions",
    model=Contribution,
    columns=(
        *("contribution_id", "contributing_country", "isocode3", "mission_acronym"),
        *("personnel_type", "last_reporting_date", "female_personnel"),
        "male_personnel",
    ),
    fields=("mission_id", "country_id", "month", "component", "gender", "personnel"),
    read=read,
    merged=("personnel", "sum"),
    countries=COUNTRIES,
)
