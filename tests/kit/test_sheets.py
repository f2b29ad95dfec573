"""Sheets: what is read, what is refused with a sentence, and what is handed out."""

import re
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from panelportal.kit import files, sheets

HEADER = ["Agency", "Kind"]
ROWS = [["Kent Homes", "Housing"], ["Ысык Homes, Tŷ Hafan", "Other"]]


def _rewritten(data, **parts):
    """Return an XLSX file with some of its parts replaced or added, by name."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in (kept | parts).items():
            new.writestr(name, content)
    return out.getvalue()


XLSX = sheets.write_xlsx(HEADER, ROWS)
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def _with_sheet(cells):
    return _rewritten(XLSX, **{SHEET: NAMESPACE + cells + b"</sheetData></worksheet>"})


# ---- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("write", "name"), [(sheets.write_csv, "a.csv"), (sheets.write_xlsx, "A.XLSX")])
def test_what_was_written_is_read_again(write, name):
    sheet = sheets.read_rows(write(HEADER, ROWS), name)

    assert sheet.header == HEADER
    assert sheet.rows == [(2, ROWS[0]), (3, ROWS[1])]


@pytest.mark.parametrize(
    "data",
    [
        b"Agency,Kind\r\nKent Homes,Housing\r\n",
        b"\xef\xbb\xbfAgency;Kind\nKent Homes;Housing",
        "Agency\tKind\r\nKent Homes\tHousing\r\n".encode("utf-16"),
        b'\r\nAgency,Kind,,\r\n,\r\n"Kent\r\n  Homes",Housing,,\r\n\r\n',
    ],
)
def test_the_ways_in_which_spreadsheets_save_csv_are_read(data):
    sheet = sheets.read_rows(data, "a.csv")

    assert (sheet.header, [cells for _, cells in sheet.rows]) == (HEADER, [["Kent Homes", "Housing"]])


def test_rows_keep_the_number_that_a_spreadsheet_shows():
    book = Workbook()
    for row in (HEADER, [], ["Kent Homes", None], [2.0, True]):
        book.active.append(row)
    book.active["A9"] = "Last"
    out = BytesIO()
    book.save(out)

    sheet = sheets.read_rows(out.getvalue(), "a.xlsx")

    assert sheet.rows == [(3, ["Kent Homes", ""]), (4, ["2", "True"]), (9, ["Last", ""])]


# ---- refusing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.csv", "The file is empty."),
        (b"\n\n,,\n", "a.csv", "The file has no rows."),
        (b"Agency\n", "a.ods", "must be a CSV or XLSX file"),
        (b"Agency\n", "agencies", "must be a CSV or XLSX file"),
        (b"Agency\n", "a.xlsx", "not what its name says"),
        (XLSX, "a.csv", "not what its name says"),
        (files.OLD_OR_LOCKED_OFFICE + b"x", "a.xlsx", "password or is in an old Excel format"),
        ("Agency\nCafé".encode("latin-1"), "a.csv", "not in UTF-8"),
        (b'Agency,Kind\nKent,Other\n"Kent,Other\n', "a.csv", "Row 3 cannot be read"),
        (b"Agency\nKe\0nt\n", "a.csv", "Row 2 has hidden characters"),
        ("Agency\nKent\u202egro.live\n".encode(), "a.csv", "Row 2 has hidden characters"),
        (b"Agency\n" + b"x" * 1001, "a.csv", "Row 2 has a cell of more than 1,000 characters."),
        (b"Agency\n" + b"x" * 140_000, "a.csv", "Row 2 cannot be read"),
        (b"Agency\nKent,Other\n", "a.csv", "Row 2 has more cells"),
        (b"a," * 30 + b"a\n", "a.csv", "more than 30 columns"),
        (b"Agency\n" + b"x\n" * 5001, "a.csv", "more than 5,000 rows"),
        (b"x" * (sheets.MOST_BYTES + 1), "a.csv", "smaller than 2MB"),
        (XLSX[:200], "a.xlsx", "cannot be read as a spreadsheet"),
        (b"PK\x03\x04" + b"\0" * 200, "a.xlsx", "cannot be read as a spreadsheet"),
        (_rewritten(XLSX, **{SHEET: b"<broken"}), "a.xlsx", "cannot be read as a spreadsheet"),
        (_rewritten(XLSX, **{"xl/workbook.xml": b"<x/>"}), "a.xlsx", "cannot be read as a spreadsheet"),
        (_rewritten(XLSX, **{"xl/vbaProject.bin": b"x"}), "a.xlsx", "contains macros"),
        (_rewritten(XLSX, **{f"x/{n}": b"" for n in range(501)}), "a.xlsx", "too many parts"),
        (_rewritten(XLSX, **{"x/y": b"\0" * (31 * files.MEGABYTE)}), "a.xlsx", "too large once it is unpacked"),
        (
            _rewritten(XLSX, **{SHEET: b'<!DOCTYPE x [<!ENTITY e "Kent">]>' + NAMESPACE + b"</sheetData></worksheet>"}),
            "a.xlsx",
            "has a document type declaration",
        ),
        (_with_sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "a.xlsx", "more than 5,000 rows"),
        (_with_sheet(b'<row r="1"><c r="XFD1"><v>1</v></c></row>'), "a.xlsx", "The file has no rows."),
        (_with_sheet(b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "a.xlsx", "cannot be read as a spreadsheet"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(data, name, message):
    with pytest.raises(sheets.BadSheet) as refused:
        sheets.read_rows(data, name)

    assert message in str(refused.value)
    assert str(refused.value).endswith(".")


def test_many_wide_rows_hold_no_more_than_their_first_columns():
    cells = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 15_000))

    with pytest.raises(sheets.BadSheet, match="no rows"):
        sheets.read_rows(_with_sheet(cells), "a.xlsx")


def _read_or_refused(data, name):
    try:
        return bool(sheets.read_rows(data, name).header)
    except sheets.BadSheet as refused:
        return re.fullmatch(r"[A-Z].+\.", str(refused))


@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_read_or_refused(data):
    for name, start in (("a.csv", b""), ("a.xlsx", b"PK\x03\x04")):
        assert _read_or_refused(start + data, name)


@given(st.integers(0, len(XLSX) - 1), st.binary(min_size=1, max_size=8))
def test_a_workbook_broken_anywhere_is_read_or_refused(place, bytes_there):
    broken = XLSX[:place] + bytes_there + XLSX[place + len(bytes_there) :]

    assert _read_or_refused(broken, "a.xlsx")


def test_an_upload_is_checked_and_can_be_kept(settings):
    sound, sheet = sheets.accept(SimpleUploadedFile("../list\u202e.csv", b"Agency\nKent\n"))

    assert (sound.name, sound.content_type, sound.data) == ("list.csv", "text/csv", b"Agency\nKent\n")
    assert sheet.rows == [(2, ["Kent"])]
    with pytest.raises(sheets.BadSheet, match="smaller than 2MB"):
        sheets.accept(SimpleUploadedFile("a.csv", b"x" * (sheets.MOST_BYTES + 1)))


# ---- handing out -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "formula", ["=1+1", "+44 20", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", '=HYPERLINK("x")']
)
def test_no_cell_that_is_handed_out_is_a_formula(formula):
    as_csv = sheets.write_csv(["A"], [[formula]]).decode("utf-8-sig")
    cell = load_workbook(BytesIO(sheets.write_xlsx(["A"], [[formula]]))).active["A2"]

    assert re.search(r"\r\n\"?'", as_csv)
    assert (cell.data_type, cell.value[0]) == ("s", "'")


@given(st.text(max_size=30).filter(lambda text: "\r" not in text))
def test_what_was_made_harmless_is_read_as_it_was(text):
    kept = sheets.safe(text)

    assert not kept.startswith(sheets.DANGEROUS)


@pytest.mark.parametrize("formula", ["=1+1", "+44 20", "-1", "@SUM(A1)"])
def test_a_cell_that_was_made_harmless_is_read_as_it_was(formula):
    for write, name in ((sheets.write_csv, "a.csv"), (sheets.write_xlsx, "a.xlsx")):
        assert sheets.read_rows(write(["A"], [[formula]]), name).rows == [(2, [formula])]


def test_a_download_is_named_and_kept_by_nobody():
    for answer, kind in (
        (sheets.csv_response("agencies", HEADER, ROWS), "text/csv; charset=utf-8"),
        (sheets.xlsx_response("agencies", HEADER, ROWS), sheets.XLSX_TYPE),
    ):
        assert answer["Content-Type"] == kind
        assert re.fullmatch(r'attachment; filename="agencies\.(csv|xlsx)"', answer["Content-Disposition"])
        assert answer["Cache-Control"] == "no-store"


def test_a_row_of_a_million_empty_cells_is_read_in_one_go():
    assert sheets.read_rows(b"Agency" + b"," * 1_000_000 + b"\nKent", "a.csv").rows == [(2, ["Kent"])]
