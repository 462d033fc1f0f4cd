"""Published datasets become rows of figures, or a clear report."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from missions.importers import IMPORTERS
from missions.importers.pipeline import run
from missions.models import (
    Budget,
    Contribution,
    Deployment,
    Fatality,
    Mission,
    Strength,
)
from sources.loader.load import load
from sources.models import DataState

pytestmark = pytest.mark.usefixtures("db", "loaded")

HUB = (
    "contribution_id,contributing_country,isocode3,m49_code,mission_acronym,"
    "personnel_type,last_reporting_date,female_personnel,male_personnel\n"
)
ROW = "1,Bangladesh,BGD,50,MINUSMA,troops,2015-06-30,10,1000\n"
DEATHS = (
    "id,incident_date,casualty_id,mission_acronym,type_of_casualty,gender,"
    "casualty_nationality,casualty_personnel_type,type_of_incident,m49_code,isocode3\n"
)
PLACES = "mission,year,location,latitude,longitude,ave.no.troops\n"


@pytest.fixture
def file(tmp_path):
    def write(content, name="figures.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def rejected(path):
    """Pairs of the line and the reason of each rejected row."""
    with Path(f"{path}.rejected.csv").open(newline="", encoding="utf-8") as rows:
        return [(int(row["line"]), row["reason"]) for row in csv.DictReader(rows)]


def held(model, source, *fields):
    return list(model.objects.filter(source=source).values_list(*fields))


def test_contributions_of_the_hub_are_added_up_by_component(file):
    path = file(
        HUB
        + ROW
        + "2,Bangladesh,BGD,50,MINUSMA,staff_officer,2015-06-30,1,20\n"
        + "3,Bangladesh,BGD,50,MINUSMA,formed_police_units,2015-06-30,0,140\n"
        + "4,Bangladesh,BGD,50,MINUSMA,individual_police,2015-06-30,2,5\n"
        + "5,Bangladesh,BGD,50,MINUSMA,experts_on_mission,2015-06-30,,\n"
    )

    report = run(IMPORTERS["un-contributions"], path)

    fields = ("country", "component", "gender", "personnel")
    assert held(Contribution, "un-hub-contributions", *fields) == [
        ("BGD", "police", "female", 2),
        ("BGD", "police", "male", 145),
        ("BGD", "troops", "female", 11),
        ("BGD", "troops", "male", 1020),
    ]
    assert (report.read, report.empty, report.rejected) == (5, 1, 0)
    assert report.unread == ("m49_code",)
    assert not Path(f"{path}.rejected.csv").exists()


def test_budgets_are_added_up_over_their_classes_in_whole_dollars(file):
    path = file(
        "Mission_acronym,Start_date,End_date,Budget_class,Budget_subclass,Apportionment,"
        "Expenditure,Document_symbol,Variance\n"
        "MINUSMA,2014-07-01,2015-06-30,Operational costs,Fuel,1000.5,900.2,A/70/592,100\n"
        "MINUSMA,2014-07-01,2015-06-30,Civilian,Staff,2000,1999.8,A/70/592,0.2\n"
        "MINUSMA,2014-07-01,2015-06-30,Total,Gross,3000.5,2900,A/70/592,100\n"
    )

    report = run(IMPORTERS["un-budgets"], path)

    assert held(Budget, "un-hub-budgets", "mission", "kind", "amount", "currency") == [
        ("minusma", "apportioned", 3000500, "USD"),
        ("minusma", "expended", 2900000, "USD"),
    ]
    assert report.empty == 1


def test_each_death_is_a_row_and_merged_missions_are_told_apart(file):
    path = file(
        DEATHS
        + "1,1958-03-01,A,UNEF,Fatality,M,Canada,Military,Accident,124,CAN\n"
        + "2,1974-03-01,B,UNEF,Fatality,M,Côte dIvoire,Local ,Illness,,\n"
        + "3,1974-03-01,C,UNEF,Fatality,M,Côte dIvoire,Local ,Illness,,\n"
        + "4,1994-03-01,D,UNOSOM,Fatality,M,ZZ [Undetermined],Police,"
        + "To Be Determined,,\n"
    )

    run(IMPORTERS["un-fatalities"], path)

    fields = ("mission", "country", "personnel_type", "cause", "deaths")
    assert held(Fatality, "un-hub-fatalities", *fields) == [
        ("unef-i", "CAN", "military", "accident", 1),
        ("unef-ii", "CIV", "civilian-local", "illness", 2),
        ("unosom-ii", None, "police", "unknown", 1),
    ]
    unef = Mission.objects.get(pk="unef-ii")
    assert unef.fatalities == 2  # what follows from figures follows at once


def test_a_mission_counts_once_over_several_conflicts(file):
    path = file(
        "date,location,mission,org,SIPRI_troops,SIPRI_police,SIPRI_observers\n"
        "2014-06-01,Mali,MINUSMA,1,8000,900,\n"
        "2014-06-01,Mali,MINUSMA,1,8000,950,\n"
        "2014-07-01,Mali,MINUSMA,1,,,\n"
        "2014-06-01,Mali,EUTM,3,300,,\n"
    )

    report = run(IMPORTERS["sipri-strengths"], path)

    fields = ("mission", "component", "personnel")
    assert held(Strength, "bara-hultman-2020", *fields) == [
        ("eutm-mali", "troops", 300),
        ("minusma", "police", 950),
        ("minusma", "troops", 8000),
    ]
    assert (report.empty, report.rejected) == (1, 0)


REJECTIONS = [
    ("un-contributions", HUB, ROW.replace("06-30", "13-30"), "no day of the calendar"),
    ("un-contributions", HUB, ROW.replace("2015", "2035"), "lies in the future"),
    ("un-contributions", HUB, ROW.replace("06-30", "30/06"), "is not a date such as"),
    ("un-contributions", HUB, ROW.replace(",10,", ",-10,"), "'-10' is negative"),
    ("un-contributions", HUB, ROW.replace("1000", '"1,5"'), "has a comma"),
    ("un-contributions", HUB, ROW.replace("1000", "many"), "not a whole number"),
    ("un-contributions", HUB, ROW.replace("BGD", "XXX"), "'XXX' is no country"),
    ("un-contributions", HUB, ROW.replace("MINUSMA", "MINISMA"), "is no mission of"),
    ("un-contributions", HUB, ROW.replace("2015", "2003"), "long before minusma began"),
    ("un-contributions", HUB, ROW.replace("2015", "2025"), "is after minusma ended"),
    (
        "un-contributions",
        HUB,
        ROW.replace("troops", "sailors"),
        "is not one of: troops",
    ),
    ("un-contributions", HUB, ROW.replace(",1000", ""), "more or fewer cells"),
    ("un-contributions", HUB, ROW.replace("1,B", "synthetic-1,B"), "make_figures"),
    ("un-contributions", HUB, ROW, "tells again what line 2 tells"),
    (
        "geopko-deployments",
        PLACES,
        "MINUSMA,2015,Gao,-0.05,16.27,100\n",
        "have changed places",
    ),
    (
        "geopko-deployments",
        PLACES,
        "MINUSMA,2015,Gao,16.2,181,1\n",
        "beyond 180 degrees",
    ),
    ("geopko-deployments", PLACES, "MINUSMA,2015,Gao,99,0,1\n", "are latitude and"),
    ("geopko-deployments", PLACES, "MINUSMA,2015,Gao,50.1,0,1\n", "far from the hosts"),
    (
        "geopko-deployments",
        PLACES,
        "MINUSMA,2024,Gao,16.2,0,1\n",
        "after minusma ended",
    ),
    ("geopko-deployments", PLACES, "MINUSMA,15,Gao,16.2,0,1\n", "not a year such as"),
    ("geopko-deployments", PLACES, "MINUSMA,2015,,16.2,0,1\n", "a name is missing"),
]
GOOD = {
    "un-contributions": ROW + ROW.replace("troops", "individual_police"),
    "geopko-deployments": "MINUSMA,2015,Gao,16.2,-0.05,800\nUNMIL,2015,Monrovia,6.3,"
    "-10.8,\n",
}


@pytest.mark.parametrize(("name", "header", "row", "reason"), REJECTIONS)
def test_a_row_that_cannot_be_taken_is_kept_with_its_reason(
    file, name, header, row, reason
):
    path = file(header + GOOD[name] + row)

    report = run(IMPORTERS[name], path)

    [(line, told)] = rejected(path)
    assert (line, report.rejected) == (4, 1)
    assert reason in told
    assert report.after == {"un-contributions": 4, "geopko-deployments": 2}[name]


FATAL = [
    (b"", "the file is empty"),
    (HUB.encode(), "a header and no row"),
    (HUB.replace("isocode3", "iso").encode(), "columns isocode3 are missing"),
    ((HUB[:-1] + ",isocode3\n").encode(), "columns isocode3 are there twice"),
    ((HUB + ROW[:-9]).encode(), "ends inside a line"),
    (("\ufeff" + HUB + ROW + "x,\xd4\n").encode("latin-1", "ignore"), "is not UTF-8"),
    (b"PK\x03\x04" + bytes(40), "a ZIP archive"),
    (b"\x1f\x8b\x08" + bytes(40), "a gzip archive"),
    ((HUB + '"1,' + ROW).encode(), "not CSV"),
    ((HUB + ROW.replace("Bang", "B" * 1_000_001)).encode(), "a line of more than"),
    ((HUB + ROW + ROW.replace("MINUSMA", "A") * 3).encode(), "3 of 4 rows cannot be"),
    ((HUB + ROW.replace("10,1000", ",")).encode(), "no row has a figure"),
]


@pytest.mark.parametrize(("content", "reason"), FATAL)
def test_a_file_that_cannot_be_taken_leaves_everything_as_it_was(file, content, reason):
    first = file(HUB + ROW, "first.csv")
    run(IMPORTERS["un-contributions"], first)
    before = state_of_everything()

    with pytest.raises(CommandError, match=reason) as error:
        call_command("import_figures", "un-contributions", file(content))

    assert "figures.csv" in str(error.value)
    assert state_of_everything() == before


def state_of_everything():
    state = DataState.objects.get()
    return (
        state.imports,
        state.changed_at,
        held(Contribution, "un-hub-contributions", "personnel"),
        Contribution.objects.count(),
    )


def test_a_byte_order_mark_is_no_part_of_the_first_column(file):
    columns = HUB.replace("contribution_id,", "").replace("\n", ",contribution_id\n")
    row = ROW.removeprefix("1,").replace("\n", ",1\n")

    report = run(IMPORTERS["un-contributions"], file("\ufeff" + columns + row))

    assert report.after == 2


def test_an_import_replaces_the_rows_of_its_source_and_no_others(file):
    others = Contribution.objects.exclude(source="un-hub-contributions")
    before = list(others.values_list())
    run(IMPORTERS["un-contributions"], file(HUB + ROW))

    report = run(
        IMPORTERS["un-contributions"], file(HUB + ROW.replace("10,1000", "0,7"))
    )

    assert (report.before, report.after) == (2, 1)
    assert held(Contribution, "un-hub-contributions", "personnel") == [(7,)]
    assert list(others.values_list()) == before


def test_the_same_file_again_changes_nothing(file):
    path = file(HUB + ROW)
    run(IMPORTERS["un-contributions"], path)
    before = state_of_everything()

    assert run(IMPORTERS["un-contributions"], path).unchanged
    assert state_of_everything() == before


def test_a_dry_run_reports_and_writes_nothing(file, capsys):
    before = state_of_everything()

    path = file(HUB + ROW + ROW.replace("BGD", "XXX"))
    call_command("import_figures", "un-contributions", path, dry_run=True)

    told = capsys.readouterr().out
    assert "2 rows would take the place of 0" in told
    assert len(rejected(path)) == 1
    assert state_of_everything() == before


def test_an_interrupted_import_leaves_the_old_rows(file):
    run(IMPORTERS["un-contributions"], file(HUB + ROW))
    before = state_of_everything()
    read = []

    def interrupt(bytes_read):
        read.append(bytes_read)
        if len(read) == 3:
            raise KeyboardInterrupt

    path = file(HUB + "x,\n" + ROW * 9, "second.csv")
    with pytest.raises(KeyboardInterrupt):
        run(IMPORTERS["un-contributions"], path, progress=interrupt)

    assert state_of_everything() == before
    assert [p.name for p in Path(path).parent.iterdir()] == [
        "figures.csv",
        "second.csv",
    ]


def test_a_load_keeps_what_was_imported_in_place_of_the_curated_rows(file):
    curated = Deployment.objects.count()
    run(IMPORTERS["geopko-deployments"], file(PLACES + GOOD["geopko-deployments"]))

    load(settings.DATA_DIR, store_answers=False)

    assert curated > 7000
    assert Deployment.objects.count() == 2
    assert list(DataState.objects.get().imports) == ["deployment:geo-pko-2-3"]
