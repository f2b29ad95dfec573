"""XLSX: what is read of it and how it is written. The only module that imports openpyxl, late, since that is slow."""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from xml.parsers.expat import ExpatError

from panelportal.kit.sheets import safety
from panelportal.kit.sheets.bounds import MOST_COLUMNS, ROWS_LOOKED_AT, TOO_MANY_ROWS, UNREADABLE, BadSheet

# What openpyxl raises for workbooks that are broken or made to break it: not one type of error, but all of these.
BROKEN_PARTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, ExpatError)
BROKEN_SENSE = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, RuntimeError)
GREY, BLUE = "FF505A5F", "FFE8F1F8"
LISTS = "Lists"
ROWS_TO_FILL = 1_000


@dataclass(frozen=True)
class Column:
    """A column of a workbook to fill in; with choices its cells have a list, and if it is strict nothing else fits."""

    heading: str
    width: int
    choices: tuple | list = ()
    is_strict: bool = False


def rows_of(data, title=""):
    """Return the rows of a sheet with their numbers, and its formulas as a dict from row to column.

    The sheet is the one of this title, else the first. Raises BadSheet.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        places = safety.measure(data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = next((one for one in book.worksheets if one.title == title), book.worksheets[0])
        formulas = dict(reversed(places.get(sheet._worksheet_path, [])))
        return list(_rows_of(sheet)), formulas
    except (*BROKEN_PARTS, *BROKEN_SENSE, InvalidFileException):
        raise BadSheet(UNREADABLE)


def _rows_of(sheet):
    sheet.reset_dimensions()  # what a sheet says of its own size is not believed
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1):
        if number > ROWS_LOOKED_AT:
            raise BadSheet(TOO_MANY_ROWS)
        if any(cell is not None for cell in row):
            yield number, row


def write(rows, *, title):
    """Return the bytes of an XLSX file in which every cell is text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=value) for value in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    return _bytes_of(book)


def write_form(columns, *, example, notes, title):
    """Return the bytes of a workbook to fill in: a header that stays as it is, one example, lists and instructions."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = title, "A2"
    for place, (column, told) in enumerate(zip(columns, example, strict=True), start=1):
        _write_column(sheet, place, column, told)
    _offer_lists(book, sheet, columns)
    sheet.protection.sheet = True  # without a password: it keeps the header from changing by accident
    for allowed in ("formatCells", "formatColumns", "formatRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)
    _add_notes(book, notes)
    return _bytes_of(book)


def _write_column(sheet, place, column, told):
    """Write a column's heading, the cells to fill in, and in the first of them the example."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    sheet.column_dimensions[get_column_letter(place)].width = column.width
    head = sheet.cell(1, place, column.heading)
    head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=BLUE)
    for number in range(2, ROWS_TO_FILL + 2):
        cell = sheet.cell(number, place)
        cell.number_format, cell.protection = "@", Protection(locked=False)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    first = sheet.cell(2, place, told)
    first.font, first.data_type = Font(italic=True, color=GREY), "s"


def _offer_lists(book, sheet, columns):
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for place, column in enumerate(columns, start=1):
        for number, choice in enumerate(column.choices, start=1):
            lists.cell(number, place, choice)
        if not column.choices:
            continue
        letter = get_column_letter(place)
        rule = DataValidation("list", formula1=f"{LISTS}!${letter}$1:${letter}${len(column.choices)}", allow_blank=True)
        rule.showErrorMessage, rule.errorTitle, rule.error = column.is_strict, column.heading, "Choose from the list."
        rule.add(f"{letter}2:{letter}{ROWS_TO_FILL + 1}")
        sheet.add_data_validation(rule)


def _add_notes(book, notes):
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet("How to fill this in", 1)
    sheet.column_dimensions["A"].width = 110
    for number, note in enumerate(["How to fill this in", *notes], start=1):
        cell = sheet.cell(number, 1, note)
        cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=number == 1)
    sheet.protection.sheet = True


def _bytes_of(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()
