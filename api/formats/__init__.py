"""Writers of whole results: rows go in one by one, bytes come out, and memory does not
grow with their number."""

from api.formats.copied import Copied, stored_as_told
from api.formats.flat import write_csv, write_jsonl
from api.formats.geojson import Point, write_geojson
from api.formats.parquet import write_parquet
from api.formats.xlsx import MOST_ROWS, write_xlsx

__all__ = [
    "MOST_ROWS",
    "Copied",
    "Point",
    "stored_as_told",
    "write_csv",
    "write_geojson",
    "write_jsonl",
    "write_parquet",
    "write_xlsx",
]
