"""One question, one answer, every form: page, JSON and every file hold the same records."""

import csv
import io
import json
import re

import openpyxl
import pandas
import pytest
from pyarrow import parquet

from config.api import RESOURCES

pytestmark = pytest.mark.django_db


def body(response):
    assert response.status_code == 200, response.content
    if response.streaming:
        return b"".join(response.streaming_content)
    return response.content


def get(client, url, form):
    mark = "&" if "?" in url else "?"
    return body(client.get(f"{url}{mark}format={form}"))


def frame_of_csv(data, **options):
    return pandas.read_csv(
        io.BytesIO(data), keep_default_na=False, dtype=str, **options
    )


def keys_in(data, form, key="slug"):
    """The keys of the records in a file."""
    if form == "csv":
        return list(frame_of_csv(data)[key])
    if form == "jsonl":
        return [json.loads(line)[key] for line in data.splitlines()]
    if form == "xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(data))["Data"].values
        column = next(rows).index(key)
        return [row[column] for row in rows]
    if form == "parquet":
        return parquet.read_table(io.BytesIO(data)).column(key).to_pylist()
    return [f["properties"][key] for f in json.loads(data)["features"]]


QUERIES = [
    "",
    "?organization=un&region=africa",
    "?active_on=1994&ordering=-name",
    "?q=elections",
    "?mission_type=observation&ordering=end_date",
    "?consent=withdrawn",
    "?organization__not=un",
    "?status=planned",
]


@pytest.mark.parametrize("query", QUERIES)
def test_page_json_and_files_hold_the_same_records(client, loaded, query):
    expected, url = [], f"/api/v1/missions/{query}"
    while url:
        page = client.get(url).json()
        expected += [row["slug"] for row in page["results"]]
        url = page["next"]
    shown, url = [], f"/missions/{query}"
    while url:
        text = body(client.get(url)).decode()
        shown += re.findall(
            r'<th scope="row"[^>]*><a href="/missions/([^/]+)/[?"]', text
        )
        following = re.search(r'rel="next" href="([^"]+)"', text)
        url = following and "/missions/" + following[1].replace("&amp;", "&")

    assert len(expected) == page["count"]
    assert shown == expected
    for form in ("csv", "jsonl", "xlsx", "parquet", "geojson"):
        assert keys_in(get(client, f"/api/v1/missions/{query}", form), form) == expected


@pytest.mark.parametrize("name", RESOURCES)
def test_every_resource_in_every_format_has_every_row(client, loaded, name):
    url = f"/api/v1/{name}/"
    count = client.get(url).json()["count"]

    assert (
        len(list(csv.DictReader(io.StringIO(get(client, url, "csv").decode()))))
        == count
    )
    assert len(get(client, url, "jsonl").splitlines()) == count
    assert parquet.read_table(io.BytesIO(get(client, url, "parquet"))).num_rows == count
    book = openpyxl.load_workbook(io.BytesIO(get(client, url, "xlsx")), read_only=True)
    assert sum(1 for _ in book["Data"].values) == count + 1


@pytest.mark.parametrize(
    "name", ["missions", "mandates", "fatalities", "country-codes"]
)
def test_csv_parses_back_to_the_values_of_json(client, loaded, name):
    url = f"/api/v1/{name}/?page_size=500"
    rows = client.get(url).json()["results"]

    found = list(csv.DictReader(io.StringIO(get(client, url, "csv").decode())))

    for row, cells in zip(rows, found, strict=False):
        for column, value in row.items():
            assert parsed(cells[column], value) == value


def parsed(cell, like):
    """A cell as the type that JSON has there."""
    if like is None:
        return None if cell == "" else cell
    if isinstance(like, list):
        return (
            [part.replace("\\;", ";") for part in re.split(r"(?<!\\);", cell)]
            if cell
            else []
        )
    return type(like)(cell)


def test_csv_opens_in_pandas_with_the_right_types(client, loaded):
    data = get(client, "/api/v1/missions/", "csv")

    frame = pandas.read_csv(io.BytesIO(data), parse_dates=["start_date", "end_date"])

    assert frame["start_date"].dtype.kind == frame["end_date"].dtype.kind == "M"
    assert frame["peak_personnel"].dropna().map(float.is_integer).all()
    assert frame["latitude"].dropna().between(-90, 90).all()
    assert frame.set_index("slug").loc["minusma", "start_date"] == pandas.Timestamp(
        "2013-07-01"
    )


def test_parquet_has_real_types(client, loaded):
    table = parquet.read_table(
        io.BytesIO(get(client, "/api/v1/missions/?include=mandates", "parquet"))
    )
    strengths = parquet.read_table(
        io.BytesIO(get(client, "/api/v1/strengths/", "parquet"))
    )

    kinds = {field.name: str(field.type) for field in table.schema}
    assert kinds["start_date"] == "date32[day]"
    assert kinds["peak_personnel"] == kinds["fatalities"] == "int64"
    assert kinds["latitude"] == "double"
    assert kinds["organizations"] == "list<element: string>"
    assert kinds["mandates.adopted_on"] == "list<element: date32[day]>"
    assert kinds["mandates.ceilings.police"] == "list<element: int64>"
    assert str(strengths.schema.field("month").type) == "date32[day]"
    about = {
        name.decode(): value.decode() for name, value in table.schema.metadata.items()
    }
    assert about["release"] == "2026.11"
    assert about["rows"] == str(table.num_rows)


def test_xlsx_has_typed_cells_a_frozen_header_and_says_what_it_is(client, loaded):
    data = get(client, "/api/v1/fatalities/?mission=minusma", "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))

    sheet = book["Data"]
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, sheet[2], strict=True))
    assert sheet.freeze_panes == "A2"
    assert first["date"].is_date
    assert first["deaths"].data_type == "n"
    about = {}
    for name, value in book["About"].values:
        about.setdefault(name, []).append(value)
    assert about["release"] == ["2026.11"]
    assert about["rows"] == [sheet.max_row - 1]
    assert "mission=minusma" in about["query"][0]
    assert any("Fatalities" in source for source in about["sources"])
    assert "Peacekeeping knowledge base" in about["cite as"][0]


def test_geojson_has_the_places_of_the_records(client, loaded):
    found = json.loads(get(client, "/api/v1/missions/?fields=slug", "geojson"))
    [minusma] = [f for f in found["features"] if f["properties"]["slug"] == "minusma"]
    lands = json.loads(get(client, "/api/v1/countries/?iso3=MLI,YUG", "geojson"))

    assert minusma["geometry"] == {"type": "Point", "coordinates": [-8.0, 12.64]}
    mali, yugoslavia = lands["features"]
    assert mali["geometry"]["type"] == "MultiPolygon"
    assert yugoslavia["geometry"] is None


def test_groups_answer_alike_in_every_format(client, loaded):
    url = "/api/v1/fatalities/?group_by=year,cause&measure=sum"
    groups = client.get(url).json()["groups"]

    sums = [group["sum"] for group in groups]
    assert list(map(int, frame_of_csv(get(client, url, "csv"))["sum"])) == sums
    table = parquet.read_table(io.BytesIO(get(client, url, "parquet")))
    assert table.column("sum").to_pylist() == sums
    assert str(table.schema.field("year").type) == "int64"
    assert keys_in(get(client, url, "xlsx"), "xlsx", "sum") == sums


def test_a_file_is_an_attachment_with_a_telling_name(client, loaded):
    response = client.get("/api/v1/missions/?organization=un&active_on=1994&format=csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        'attachment; filename="missions_active-on-1994_organization-un_2026.11.csv"'
    )


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv"),
        ("application/geo+json", "application/geo+json"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("text/html,*/*;q=0.8", "application/json"),
        ("text/html", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_accept_chooses_as_format_does(client, accept, kind):
    response = client.get("/api/v1/missions/", headers={"Accept": accept})

    assert response.status_code == 200
    assert response["Content-Type"].split(";")[0] == kind


def test_what_nothing_serves_is_406(client):
    response = client.get(
        "/api/v1/leaders/", headers={"Accept": "application/geo+json"}
    )

    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"
    assert "text/csv" in response.json()["detail"]
