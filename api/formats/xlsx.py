"""XLSX with typed cells, a frozen header, and a sheet that says what it is."""

import tempfile

import xlsxwriter

from api.columns import safe, text, typed

MOST_ROWS = 1_048_575  # of a sheet, beside its header
LONGEST_CELL = 32_767
CUT = " … [cut: XLSX holds no longer text; CSV does]"
PIECE = 256 * 1024


def write_xlsx(columns, rows, about=None):
    """Bytes of a workbook. It is written to a temporary file first, row by row."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        write_rows(book, columns, rows)
        write_about(book, about or {})
        book.close()
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def write_rows(book, columns, rows):
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "month": book.add_format({"num_format": "yyyy-mm"}),
    }
    sheet = book.add_worksheet("Data")
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.name, head)
        sheet.set_column(number, number, 14 if column.kind != "text" else 24)
    line = 0
    for line, row in enumerate(rows, start=1):
        for number, column in enumerate(columns):
            write_cell(sheet, line, number, column, column.cell(row), formats)
    if columns:
        sheet.autofilter(0, 0, line, len(columns) - 1)


def write_cell(sheet, line, number, column, value, formats):
    if value is None:
        return
    if column.many or column.kind == "text":
        sheet.write_string(line, number, fitting(safe(text(value))))
    elif column.kind in formats:
        sheet.write_datetime(
            line, number, typed(value, column.kind), formats[column.kind]
        )
    elif column.kind == "flag":
        sheet.write_boolean(line, number, value)
    else:
        sheet.write_number(line, number, value)


def fitting(written):
    if len(written) <= LONGEST_CELL:
        return written
    return written[: LONGEST_CELL - len(CUT)] + CUT


def write_about(book, about):
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 14, book.add_format({"bold": True}))
    sheet.set_column(1, 1, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    line = 0
    for name, value in about.items():
        for item in value if isinstance(value, list) else [value]:
            sheet.write_string(line, 0, name)
            if isinstance(item, int):
                sheet.write_number(line, 1, item)
            else:
                sheet.write_string(line, 1, safe(str(item)))
            line += 1
