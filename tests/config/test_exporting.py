"""The base in one folder, that opens without the site."""

import csv
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from config import codebook
from config.dump import tables
from config.exporting import export, write_csv
from missions.models import Contribution, Mission, MissionYear
from sources.loader import files
from tests import factories

pytestmark = pytest.mark.usefixtures("db", "loaded")
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def folder(loaded, django_db_blocker, tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "base"
    with django_db_blocker.unblock():
        export(path)
    return path


@pytest.fixture(scope="module")
def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def run(*command):
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120
    )


def test_frictionless_finds_no_error(folder):
    done = run(BIN / "frictionless", "validate", folder / "datapackage.json", "--json")

    report = json.loads(done.stdout)
    assert report["valid"], report
    assert report["stats"]["tasks"] == len(list((folder / "tables").iterdir())) + 2


def test_the_tables_hold_every_row(folder, package):
    base = sqlite3.connect(folder / "peacekeeping.sqlite")
    for table in tables():
        held = table.model._base_manager.count()
        [in_sqlite] = base.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        with (folder / "tables" / f"{table.name}.csv").open(newline="") as file:
            in_csv = sum(1 for _ in csv.DictReader(file))
        assert in_sqlite == in_csv == held, table.name
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.close()


def test_a_text_that_would_run_begins_with_an_apostrophe(tmp_path):
    factories.SourceFactory(slug="a-formula", title="=1+1", publisher="@x", isbn="-5")
    table = next(table for table in tables() if table.name == "source")

    write_csv(table, tmp_path / "source.csv")

    with (tmp_path / "source.csv").open(newline="") as file:
        [row] = (r for r in csv.DictReader(file) if r["slug"] == "a-formula")
    assert (row["title"], row["publisher"], row["isbn"]) == ("'=1+1", "'@x", "'-5")


def test_a_fact_is_the_same_in_all_forms(folder):
    mission = Mission.objects.get(pk="unef-i")
    base = sqlite3.connect(folder / "peacekeeping.sqlite")
    row = base.execute(
        "SELECT name, start_date, start_precision, latitude, ucdp_conflicts, "
        "mission_type FROM mission WHERE slug = 'unef-i'"
    ).fetchone()
    base.close()
    with (folder / "tables" / "mission.csv").open(newline="", encoding="utf-8") as file:
        told = next(r for r in csv.DictReader(file) if r["slug"] == "unef-i")

    assert row == (
        *(mission.name, mission.start_date.isoformat(), mission.start_precision),
        *(float(mission.latitude), json.dumps(mission.ucdp_conflicts)),
        mission.mission_type_id,
    )
    assert told["name"] == mission.name
    assert told["start_date"] == mission.start_date.isoformat()
    assert json.loads(told["ucdp_conflicts"]) == mission.ucdp_conflicts


def test_datasette_opens_the_file(folder):
    done = run(
        *(BIN / "datasette", folder / "peacekeeping.sqlite"),
        *("--get", "/peacekeeping/mission/unef-i.json?_shape=array"),
    )

    [mission] = json.loads(done.stdout)
    assert mission["acronym"] == "UNEF I"


def test_pandas_reads_a_table(folder):
    pandas = pytest.importorskip("pandas", reason="PANDAS IS A DEVELOPMENT DEPENDENCY")

    frame = pandas.read_csv(folder / "tables" / "contribution.csv")

    assert len(frame) == Contribution.objects.count()


def test_the_records_can_be_loaded_again(folder):
    assert files.digest(folder / "data") == files.digest(settings.DATA_DIR)


def test_every_column_of_a_table_has_a_meaning(package):
    silent = [
        f"{table['name']}.{field['name']}"
        for table in package["resources"]
        if table["path"].startswith("tables/")
        for field in table["schema"]["fields"]
        if not field.get("description")
    ]

    assert silent == []


def test_no_meaning_is_told_of_what_is_not_there():
    columns = {(table.name, c.name) for table in tables() for c in table.columns}
    known = {f"{table}.{column}" for table, column in columns}

    told = set(codebook.words()["tables"])
    assert told - known - {column for _, column in columns} == set()


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match="is not empty"):
        call_command("export", tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_failed_export_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("config.exporting.write_sqlite", fail)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("export", tmp_path / "base")

    assert list(tmp_path.iterdir()) == []


def test_the_panels_agree_with_the_records():
    for mission in Mission.objects.exclude(fatalities=None):
        rows = MissionYear.objects.filter(mission=mission)
        assert sum(row.deaths for row in rows) <= mission.fatalities, mission
        assert max((row.personnel_max or 0) for row in rows) <= (
            mission.peak_personnel or 10**6
        ), mission
