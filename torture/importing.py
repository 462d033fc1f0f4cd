"""A large file of contributions in the form of the United Nations' hub, to be imported."""

import csv
import datetime

HEAD = (
    *("contribution_id", "contributing_country", "isocode3", "m49_code"),
    *("mission_acronym", "personnel_type", "last_reporting_date"),
    *("female_personnel", "male_personnel"),
)
COUNTRIES = (
    *(("Bangladesh", "BGD", 50), ("Ethiopia", "ETH", 231), ("India", "IND", 356)),
    *(("Nepal", "NPL", 524), ("Rwanda", "RWA", 646), ("Pakistan", "PAK", 586)),
    *(("Ghana", "GHA", 288), ("Senegal", "SEN", 686), ("Uruguay", "URY", 858)),
)
MISSIONS = ("MINUSMA", "MONUSCO", "UNMISS", "UNIFIL", "MINUSCA")
FIRST, LAST = 2015, 2016  # when all of them were in the field


def figures(file, copies=50):
    """Write the file; give its path. Each row stands `copies` times, in parts: they are
    added up."""
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(HEAD)
        number = 0
        for year in range(FIRST, LAST + 1):
            for month in range(1, 13):
                day = datetime.date(year, month, 28).isoformat()
                for mission in MISSIONS:
                    for country in COUNTRIES:
                        for _ in range(copies):
                            number += 1
                            rows.writerow(
                                [number, *country, mission, "troops", day, 1, 9]
                            )
    return file
