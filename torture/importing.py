"""A large file of contributions in the form of the United Nations' hub, to be imported."""

import csv
import datetime
import itertools

from torture.site import ROOT

HEAD = (
    *("contribution_id", "contributing_country", "isocode3", "m49_code"),
    *("mission_acronym", "personnel_type", "last_reporting_date"),
    *("female_personnel", "male_personnel"),
)
MISSIONS = ("MINUSMA", "MONUSCO", "UNMISS", "UNIFIL", "MINUSCA")
FIRST, LAST = 2015, 2016  # when all of them were in the field


def figures(file, countries=190):
    """Write the file; give its path. So many states contribute to each mission in each
    month."""
    with (ROOT / "data/countries/countries.csv").open(encoding="utf-8") as listed:
        states = [
            (row["name"], row["iso3"], int(row["m49"]))
            for row in csv.DictReader(listed)
            if row["kind"] == "state" and row["m49"]
        ][:countries]
    months = [(y, m) for y in range(FIRST, LAST + 1) for m in range(1, 13)]
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(HEAD)
        for number, (month, mission, state) in enumerate(
            itertools.product(months, MISSIONS, states), 1
        ):
            day = datetime.date(*month, 28).isoformat()
            rows.writerow([number, *state, mission, "troops", day, 1, 9])
    return file
