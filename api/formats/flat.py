"""CSV (RFC 4180, UTF-8, one header row) and JSON lines."""

import csv
import io

import orjson

from api.columns import safe, text
from api.formats.copied import CHUNK, Copied


def write_csv(columns, rows, about=None):
    """Bytes of a CSV file. A text that a spreadsheet would run is made safe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in columns])
    if isinstance(rows, Copied):
        yield taken(buffer)
        yield from rows.lines()
        return
    texts = [column.kind == "text" or column.many for column in columns]
    for row in rows:
        cells = [text(column.cell(row)) for column in columns]
        writer.writerow(
            [
                safe(cell) if is_text else cell
                for cell, is_text in zip(cells, texts, strict=True)
            ]
        )
        if buffer.tell() > CHUNK:
            yield taken(buffer)
    yield taken(buffer)


def taken(buffer):
    """What a buffer holds, as bytes; it is empty afterwards."""
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def write_jsonl(columns, rows, about=None):
    """Bytes of JSON lines: a record a line, nested as in JSON."""
    lines, size = [], 0
    for row in rows:
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
        lines.append(line)
        size += len(line)
        if size > CHUNK:
            yield b"".join(lines)
            lines, size = [], 0
    yield b"".join(lines)
