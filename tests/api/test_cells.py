"""What stands in the cells of files, and what it costs to write them."""

import csv
import io
import itertools
import tracemalloc

import openpyxl
import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import JSONField

from api.columns import safe
from config.api import RESOURCES
from tests import factories
from tests.api.test_formats import frame_of_csv, get
from tests.live import connect
from tests.marked import make_world

pytestmark = pytest.mark.django_db


def test_a_text_that_a_spreadsheet_would_run_is_made_safe(client):
    for number, name in enumerate(["=1+1", "+1", "-1", "@x", "\tx", "plain"]):
        factories.MissionFactory(
            slug=f"m{number}", name=name, latitude=-1, longitude=-2
        )

    rows = frame_of_csv(
        get(client, "/api/v1/missions/?ordering=name&fields=name", "csv")
    )
    data = get(client, "/api/v1/missions/?fields=name,latitude", "xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(data))["Data"].values]

    safe = {"'=1+1", "'+1", "'-1", "'@x", "'\tx", "plain"}
    assert set(rows["name"]) == safe
    assert set(cells[1:]) == safe
    numbers = frame_of_csv(get(client, "/api/v1/missions/?fields=latitude", "csv"))
    assert set(numbers["latitude"]) == {"-1.0"}  # a number is a number


BEGINNINGS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)


def formula(field, number):
    """A text that a spreadsheet would run, as long as a field takes it."""
    if isinstance(field, ArrayField | JSONField):
        return ["=1"]
    return "=1+1"[: field.max_length]


def cells_of(form, body):
    if form == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(body)).worksheets
        return [c for sheet in sheets for row in sheet.iter_rows() for c in row]
    return [c for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for c in row]


def test_no_file_holds_a_formula_whatever_the_records_say(client, tmp_path):
    world = make_world(formula)
    assert len(world) > 60
    found = 0
    for name, viewset in RESOURCES.items():
        include = ",".join(viewset().selection.includes)
        questions = ["", f"&include={include}"] if include else [""]
        questions += [f"&group_by={group}" for group in viewset.filterset_class.groups]
        for form, question in itertools.product(("csv", "xlsx"), questions):
            body = get(client, f"/api/v1/{name}/?{question[1:]}", form)
            for cell in cells_of(form, body):
                if form == "xlsx":
                    assert cell.data_type != "f", (name, question)
                    cell = cell.value if isinstance(cell.value, str) else ""
                found += cell.startswith("'=")
                is_number = cell[1:].replace(".", "").isdigit()
                assert is_number or not cell.startswith(BEGINNINGS), (name, cell)
    compared = client.get("/missions/compare/?missions=one,two&format=csv").content
    assert not any(c.startswith(BEGINNINGS) for c in cells_of("csv", compared))
    assert found > 100


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_each_beginning_of_a_formula_is_known(beginning):
    assert safe(f"{beginning}1+1") == f"'{beginning}1+1"
    assert safe(f" {beginning}") == f" {beginning}"
    assert safe("") == ""


def test_a_separator_within_a_value_can_be_told_from_one_between_values(client):
    mission = factories.MissionFactory()
    factories.MissionAliasFactory(mission=mission, name="One; or two")
    factories.MissionAliasFactory(mission=mission, name="Three")

    frame = frame_of_csv(get(client, "/api/v1/missions/?fields=aliases.name", "csv"))

    assert list(frame["aliases.name"]) == ["One\\; or two;Three"]


def test_lists_within_lists_keep_their_places(client):
    mission = factories.MissionFactory()
    for number in range(2):
        mandate = factories.MandateFactory(mission=mission, slug=f"d{number}")
        for task in range(number):
            mandate.tasks_added.add(factories.MandateTaskFactory(slug=f"t{task}"))
    last = factories.MandateFactory(mission=mission, slug="d2")
    last.tasks_added.set(["t0", factories.MandateTaskFactory(slug="t9")])

    frame = frame_of_csv(
        get(client, "/api/v1/missions/?fields=mandates.tasks_added", "csv")
    )

    assert list(frame["mandates.tasks_added"]) == [";t0;t0|t9"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_memory_does_not_grow_with_the_rows(client, form, monkeypatch):
    monkeypatch.setattr("api.formats.parquet.ROWS_A_GROUP", 1000)
    mission = factories.MissionFactory()
    source = factories.SourceFactory()
    country = factories.CountryFactory()

    def peak(rows):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM missions_contribution")
            cursor.execute(
                "INSERT INTO missions_contribution (mission_id, country_id, month, "
                "component, gender, personnel, source_id) SELECT %s, %s, "
                "date '1600-01-01' + n * interval '1 month', 'troops', '', n, %s "
                "FROM generate_series(1, %s) n",
                [mission.pk, country.pk, source.pk, rows],
            )
        response = client.get(f"/api/v1/contributions/?format={form}")
        tracemalloc.start()
        try:
            for _ in response.streaming_content:
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)  # what is made once and kept
    few = peak(3000)

    assert peak(12_000) < few * 2


@pytest.mark.django_db(transaction=True)
def test_a_file_does_not_mix_two_states_of_the_data(client):
    source = factories.SourceFactory()
    mission = factories.MissionFactory()
    for number in range(1, 2001):
        factories.StrengthFactory(
            mission=mission,
            source=source,
            month=f"{1700 + number // 12}-{number % 12 + 1:02}-01",
        )
    parts = client.get("/api/v1/strengths/?format=jsonl").streaming_content
    first = next(iter(parts))

    with connect(connection.settings_dict["NAME"], autocommit=True) as other:
        other.execute("DELETE FROM missions_strength")

    assert first
    assert len((first + b"".join(parts)).splitlines()) == 2000
