"""What stands in the cells of files, and what it costs to write them."""

import io
import tracemalloc

import openpyxl
import pytest
from django.db import connection

from tests import factories
from tests.api.test_formats import frame_of_csv, get
from tests.live import connect

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
