"""The file of rows that an import could not take, for the eyes of an editor."""

import csv

import pytest

from missions.importers import IMPORTERS
from missions.importers.pipeline import run
from tests.missions.test_importers import HUB, ROW

pytestmark = pytest.mark.usefixtures("db", "loaded")


def test_a_spreadsheet_runs_nothing_of_it(tmp_path):
    path = tmp_path / "figures.csv"
    evil = "2,=HYPERLINK(1),@x,-50,+NOSUCH,troops,2015-06-30,-10,1000\n"
    path.write_text(HUB + ROW + ROW.replace("troops", "individual_police") + evil)

    run(IMPORTERS["un-contributions"], str(path))

    with (tmp_path / "figures.csv.rejected.csv").open(newline="") as rows:
        [row] = csv.DictReader(rows)
    assert row["contributing_country"] == "'=HYPERLINK(1)"
    assert row["mission_acronym"] == "'+NOSUCH"
    assert row["female_personnel"] == "-10"  # a number is a number
