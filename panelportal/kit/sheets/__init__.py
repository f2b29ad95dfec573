"""Sheets: CSV and XLSX files that people send and get; nothing else knows either format.

What is sent is measured before anything is parsed. What is handed out has
no cell that a spreadsheet would take for a formula.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import PurePosixPath

from django.http import HttpResponse

from panelportal.kit import files
from panelportal.kit.sheets import csv_text, workbooks
from panelportal.kit.sheets.bounds import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_ROWS,
    BadSheet,
)
from panelportal.kit.sheets.workbooks import Column, write_form

__all__ = ["MOST_BYTES", "MOST_ROWS", "BadSheet", "Column", "Sheet", "accept", "read_rows", "write_form"]

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {".csv": CSV_TYPE, ".xlsx": XLSX_TYPE}

DANGEROUS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # the last four are = + - @ as wide letters
TURNS_TEXT_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Sheet:
    """The header and the rows of a file: texts, without empty rows, each row as long as the header.

    `faults` are what the format itself shows to be wrong: pairs of the number of a row and what to change in it.
    """

    header: list
    rows: list  # of pairs: the number of the row as a spreadsheet shows it, and its cells
    faults: list = field(default_factory=list)


# ---- taking in -----------------------------------------------------------------------------------


def accept(upload, *, title=""):
    """Return an upload, checked and scanned so that `files.keep` may keep it, and its sheet.

    Reads no database. Raises BadSheet, and files.Refused for malware.
    """
    if upload.size > MOST_BYTES:
        raise BadSheet(f"The file must be smaller than {MOST_BYTES // files.MEGABYTE}MB.")
    upload.seek(0)
    data, name = upload.read(MOST_BYTES + 1), files.clean_name(upload.name)
    sheet = read_rows(data, name, title=title)
    return files.Sound(data, name, TYPES[_extension(name)], files.scan(data)), sheet


def read_rows(data, name, *, title=""):
    """Return the sheet that some bytes hold: CSV, or of an XLSX file the sheet of that title, else the first.

    Raises BadSheet.
    """
    if len(data) > MOST_BYTES:
        raise BadSheet(f"The file must be smaller than {MOST_BYTES // files.MEGABYTE}MB.")
    if not data.strip():
        raise BadSheet("The file is empty.")
    if data.startswith(files.OLD_OR_LOCKED_OFFICE):
        raise BadSheet("The file has a password or is in an old Excel format. Save it as .xlsx without a password.")
    extension = _extension(name)
    if (extension == ".xlsx") != data.startswith(b"PK\x03\x04"):
        raise BadSheet("The content of the file is not what its name says. Save it again as .csv or .xlsx.")
    rows, formulas = workbooks.rows_of(data, title) if extension == ".xlsx" else (csv_text.rows_of(data), {})
    return _sheet(rows, formulas)


def _extension(name):
    extension = PurePosixPath(name).suffix.lower()
    if extension not in TYPES:
        raise BadSheet("The file must be a CSV or XLSX file. Save it as .csv or .xlsx.")
    return extension


def _sheet(rows, formulas):
    texts = ((number, [_text(value, number) for value in row]) for number, row in rows)
    filled = ((number, cells) for number, cells in texts if any(cells))
    first, header = next(filled, (0, None))
    if header is None:
        raise BadSheet("The file has no rows.")
    if first in formulas:
        raise BadSheet("The headings have a formula. Type them as text.")
    header = _without_empty_end(header)
    if len(header) > MOST_COLUMNS:
        raise BadSheet(f"The file has more than {MOST_COLUMNS} columns.")
    body = [(number, _as_long_as(header, cells, number)) for number, cells in islice(filled, MOST_ROWS + 1)]
    if len(body) > MOST_ROWS:
        raise BadSheet(TOO_MANY_ROWS)
    faults = [(number, _of_formula(formulas[number])) for number, _ in body if number in formulas]
    return Sheet(header, body, faults)


def _of_formula(column):
    place = f"Column {column}" if column else "A cell"
    return f"{place} has a formula. Copy the row and paste it as values"


def _without_empty_end(cells):
    last = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]


def _as_long_as(header, cells, number):
    cells = _without_empty_end(cells)
    if len(cells) > len(header):
        raise BadSheet(f"Row {number} has more cells than the first row has headings.")
    return cells + [""] * (len(header) - len(cells))


def _text(value, number):
    """Return a cell as text on one line; a formula that was made harmless for export gets back what it was."""
    text = unicodedata.normalize("NFC", " ".join(_written(value).split()))
    if any(unicodedata.category(one) == "Cc" or one in TURNS_TEXT_ROUND for one in text):
        raise BadSheet(f"Row {number} has hidden characters. Type its cells again.")
    if len(text) > MOST_CHARACTERS:
        raise BadSheet(f"Row {number} has a cell of more than {MOST_CHARACTERS:,} characters.")
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text


def _written(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# ---- handing out ---------------------------------------------------------------------------------


def safe(value):
    """Return a value as the text of a cell that no spreadsheet takes for a formula."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", _written(value))
    return f"'{text}" if text.startswith(DANGEROUS) else text


def write_csv(header, rows):
    """Return the bytes of a CSV file in UTF-8 that Excel knows for such."""
    return csv_text.write([safe(value) for value in row] for row in (header, *rows))


def write_xlsx(header, rows, *, title="Sheet 1"):
    """Return the bytes of an XLSX file in which every cell is text."""
    return workbooks.write(([safe(value) for value in row] for row in (header, *rows)), title=title)


def csv_response(name, header, rows):
    """Return the download of a CSV file. The calling view has checked access and recorded the export."""
    return _download(write_csv(header, rows), f"{name}.csv", f"{CSV_TYPE}; charset=utf-8")


def xlsx_response(name, header, rows, *, title="Sheet 1"):
    """Return the download of an XLSX file. The calling view has checked access and recorded the export."""
    return _download(write_xlsx(header, rows, title=title), f"{name}.xlsx", XLSX_TYPE)


def workbook_response(name, data):
    """Return the download of a workbook that holds nothing of a case, such as one to fill in."""
    return _download(data, f"{name}.xlsx", XLSX_TYPE)


def _download(data, name, content_type):
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=content_type, headers=headers)
