"""Parquet with real types: dates are dates, numbers numbers, lists lists."""

import io
from itertools import islice

import pyarrow
from pyarrow import parquet

from api.columns import text, typed

TYPES = {
    "text": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "flag": pyarrow.bool_(),
    "date": pyarrow.date32(),
    "month": pyarrow.date32(),  # its first day
}
ROWS_A_GROUP = 20_000


class Sink(io.RawIOBase):
    """A file that gives away what is written to it."""

    def __init__(self):
        super().__init__()
        self.parts, self.size = [], 0

    def writable(self):
        return True

    def write(self, data):
        content = bytes(data)
        self.parts.append(content)
        self.size += len(content)
        return len(content)

    def tell(self):
        return self.size

    def taken(self):
        parts, self.parts = self.parts, []
        return b"".join(parts)


def write_parquet(columns, rows, about=None):
    """Bytes of a Parquet file; `about` goes into its metadata."""
    schema = pyarrow.schema(
        [(column.name, column_type(column)) for column in columns],
        metadata={str(name): str(value) for name, value in (about or {}).items()},
    )
    sink = Sink()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        rows = iter(rows)
        while group := list(islice(rows, ROWS_A_GROUP)):
            arrays = [
                pyarrow.array([cell(column, row) for row in group], column_type(column))
                for column in columns
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
            yield sink.taken()
    yield sink.taken()


def column_type(column):
    kind = TYPES[column.kind]
    return pyarrow.list_(kind) if column.many else kind


def cell(column, row):
    value = typed(column.cell(row), column.kind)
    if not column.many or value is None:
        return value
    # A list in a list is one text: the tasks of each of a mission's mandates.
    return [text(item, "|") if isinstance(item, list) else item for item in value]
