"""Files of published tables, row by row: memory does not grow with the file."""

import csv
import hashlib
from contextlib import contextmanager
from pathlib import Path

from missions.importers.fetching import fetched
from missions.importers.problems import ImportProblem

LONGEST_LINE = 1_000_000  # bytes; the tables of this field have some hundred
ARCHIVES = {b"PK\x03\x04": "a ZIP archive", b"\x1f\x8b": "a gzip archive"}


@contextmanager
def opened(location):
    """A CSV file by path or https address, open for reading, as a `CsvFile`."""
    if "://" in location:
        with fetched(location) as file:
            yield CsvFile(file, Path(location.rpartition("/")[2] or "figures.csv").name)
        return
    path = Path(location)
    try:
        with path.open("rb") as file:
            yield CsvFile(file, str(path))
    except OSError as error:
        raise ImportProblem(f"{path}: cannot be read: {error.strerror}") from None


class CsvFile:
    """An open CSV file with a header row."""

    def __init__(self, file, name):
        self.file, self.name = file, name
        self.file.seek(0)
        self.digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.size = file.tell()
        self.file.seek(0)
        self.refuse_what_is_no_table()

    def refuse_what_is_no_table(self):
        if not self.size:
            raise ImportProblem(f"{self.name}: the file is empty")
        start = self.file.read(4)
        for magic, what in ARCHIVES.items():
            if start.startswith(magic):
                raise ImportProblem(
                    f"{self.name}: this is {what}; unpack it and name the CSV file"
                )
        self.file.seek(-1, 2)
        if self.file.read(1) != b"\n":
            raise ImportProblem(
                f"{self.name}: the file ends inside a line: is it cut off? Fetch it "
                "again, or end it with a line break if it is whole"
            )
        self.file.seek(0)

    def rows(self, columns, told=lambda _: None):
        """The header, then pairs of a line number and the cells of a row, in the order of
        `columns`; a row of another length comes as its bare cells, a list.

        `told` is called with the number of bytes of each line read.
        """
        reader = csv.reader(self.lines(told), strict=True)
        try:
            header = next(reader)
            places = self.places(header, columns)
            yield header
            width = len(header)
            for cells in reader:
                if len(cells) == width:
                    yield reader.line_num, tuple([cells[place] for place in places])
                else:
                    yield reader.line_num, cells
        except csv.Error as error:
            raise ImportProblem(
                f"{self.name}:{reader.line_num}: not CSV: {error}"
            ) from None

    def lines(self, told):
        number = 0
        while line := self.file.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise ImportProblem(
                    f"{self.name}:{number}: a line of more than {LONGEST_LINE:,} bytes"
                )
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                byte = line[error.start]
                raise ImportProblem(
                    f"{self.name}:{number}: byte 0x{byte:02x} is not UTF-8; the file is "
                    "probably Latin-1: iconv -f latin1 -t utf-8 makes it UTF-8"
                ) from None
            told(len(line))
            yield text

    def places(self, header, columns):
        """Where each column stands in a row."""
        twice = sorted({name for name in columns if header.count(name) > 1})
        missing = [name for name in columns if name not in header]
        if missing or twice:
            wrong = (
                f"the columns {', '.join(missing)} are missing"
                if missing
                else f"the columns {', '.join(twice)} are there twice"
            )
            raise ImportProblem(
                f"{self.name}:1: {wrong}; the header is {', '.join(header)[:300]}"
            )
        return [header.index(name) for name in columns]
