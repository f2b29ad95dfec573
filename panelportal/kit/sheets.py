"""Sheets: CSV and XLSX files that people send and get, and the only module that knows either format.

What is sent is measured before anything is parsed. What is handed out has
no cell that a spreadsheet would take for a formula.
"""

import csv
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from pathlib import PurePosixPath

from django.http import HttpResponse

from panelportal.kit import files

MOST_BYTES = 2 * files.MEGABYTE
UNPACKED_BYTES = 30 * files.MEGABYTE  # of all the parts of an XLSX file
MOST_PARTS = 500
MOST_ROWS = 5_000  # beside the header
ROWS_LOOKED_AT = 20_000  # empty ones included
MOST_COLUMNS = 30
MOST_CHARACTERS = 1_000  # of one cell

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {".csv": CSV_TYPE, ".xlsx": XLSX_TYPE}

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
TURNS_TEXT_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# What openpyxl raises for workbooks that are broken or made to break it: not one type of error, but all of these.
BROKEN_PARTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError)  # the last is that of XML parsers
BROKEN_SENSE = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, RuntimeError)


class BadSheet(Exception):
    """A file that cannot be read as a sheet, with a sentence for the person who sent it."""


@dataclass(frozen=True)
class Sheet:
    """The header and the rows of a file: texts, without empty rows, each row as long as the header."""

    header: list
    rows: list  # of pairs: the number of the row as a spreadsheet shows it, and its cells


# ---- taking in -----------------------------------------------------------------------------------


def accept(upload):
    """Return an upload, checked and scanned so that `files.keep` may keep it, and its sheet.

    Reads no database. Raises BadSheet, and files.Refused for malware.
    """
    if upload.size > MOST_BYTES:
        raise BadSheet(f"The file must be smaller than {MOST_BYTES // files.MEGABYTE}MB.")
    upload.seek(0)
    data, name = upload.read(MOST_BYTES + 1), files.clean_name(upload.name)
    sheet = read_rows(data, name)
    return files.Sound(data, name, TYPES[_extension(name)], files.scan(data)), sheet


def read_rows(data, name):
    """Return the sheet that some bytes hold: CSV, or the first sheet of an XLSX file. Raises BadSheet."""
    if len(data) > MOST_BYTES:
        raise BadSheet(f"The file must be smaller than {MOST_BYTES // files.MEGABYTE}MB.")
    if not data.strip():
        raise BadSheet("The file is empty.")
    if data.startswith(files.OLD_OR_LOCKED_OFFICE):
        raise BadSheet("The file has a password or is in an old Excel format. Save it as .xlsx without a password.")
    extension = _extension(name)
    if (extension == ".xlsx") != data.startswith(b"PK\x03\x04"):
        raise BadSheet("The content of the file is not what its name says. Save it again as .csv or .xlsx.")
    return _sheet(_xlsx_rows(data) if extension == ".xlsx" else _csv_rows(data))


def _extension(name):
    extension = PurePosixPath(name).suffix.lower()
    if extension not in TYPES:
        raise BadSheet("The file must be a CSV or XLSX file. Save it as .csv or .xlsx.")
    return extension


def _sheet(rows):
    texts = ((number, [_text(value, number) for value in row]) for number, row in rows)
    filled = ((number, cells) for number, cells in texts if any(cells))
    _, header = next(filled, (0, None))
    if header is None:
        raise BadSheet("The file has no rows.")
    header = _without_empty_end(header)
    if len(header) > MOST_COLUMNS:
        raise BadSheet(f"The file has more than {MOST_COLUMNS} columns.")
    body = [(number, _as_long_as(header, cells, number)) for number, cells in islice(filled, MOST_ROWS + 1)]
    if len(body) > MOST_ROWS:
        raise BadSheet(f"The file has more than {MOST_ROWS:,} rows. Split it into smaller files.")
    return Sheet(header, body)


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


# ---- CSV -----------------------------------------------------------------------------------------


def _csv_rows(data):
    text = _decoded(data)
    first = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error:
        raise BadSheet(f"Row {number + 1} cannot be read. Look for a quotation mark that is not closed.")


def _decoded(data):
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise BadSheet("The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as .xlsx.")


# ---- XLSX ----------------------------------------------------------------------------------------


def _xlsx_rows(data):
    from openpyxl import load_workbook  # slow to import, and seldom needed
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _refuse_what_would_burst(data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        yield from _rows_of(book.worksheets[0])
    except (*BROKEN_PARTS, *BROKEN_SENSE, InvalidFileException):
        raise BadSheet("The file cannot be read as a spreadsheet. Open it in Excel and save it again as .xlsx.")


def _refuse_what_would_burst(data):
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        raise BadSheet("The file has too many parts. Copy its rows into a new spreadsheet.")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    if sum(part.file_size for part in parts) > UNPACKED_BYTES:
        raise BadSheet("The file is too large once it is unpacked. Copy its rows into a new spreadsheet.")
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise BadSheet("The file contains macros. Save it as .xlsx without them.")


def _rows_of(sheet):
    sheet.reset_dimensions()  # what a sheet says of its own size is not believed
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1):
        if number > ROWS_LOOKED_AT:
            raise BadSheet(f"The file has more than {MOST_ROWS:,} rows. Split it into smaller files.")
        yield number, row


# ---- handing out ---------------------------------------------------------------------------------


def safe(value):
    """Return a value as the text of a cell that no spreadsheet takes for a formula."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", _written(value))
    return f"'{text}" if text.startswith(DANGEROUS) else text


def write_csv(header, rows):
    """Return the bytes of a CSV file in UTF-8 that Excel knows for such."""
    out = StringIO(newline="")
    csv.writer(out).writerows([safe(value) for value in row] for row in (header, *rows))
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(header, rows, *, title="Sheet 1"):
    """Return the bytes of an XLSX file in which every cell is text."""
    from openpyxl import Workbook  # slow to import, and seldom needed
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in (header, *rows):
        cells = [WriteOnlyCell(sheet, value=safe(value)) for value in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv_response(name, header, rows):
    """Return the download of a CSV file. The calling view has checked access and recorded the export."""
    return _download(write_csv(header, rows), f"{name}.csv", f"{CSV_TYPE}; charset=utf-8")


def xlsx_response(name, header, rows, *, title="Sheet 1"):
    """Return the download of an XLSX file. The calling view has checked access and recorded the export."""
    return _download(write_xlsx(header, rows, title=title), f"{name}.xlsx", XLSX_TYPE)


def _download(data, name, content_type):
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=content_type, headers=headers)
