"""Sheets made to break their reader: refused or explained within bounds of memory and time, whatever the bytes."""

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from panelportal.kit import files, sheets

ROOT = Path(__file__).parent.parent.parent
MOST_MEGABYTES, MOST_SECONDS = 300, 10
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XLSX = sheets.write_xlsx(["Date", "Type"], [["14/2/2024", "Contact"]])


def rewritten(**parts):
    """Return a sound workbook with some of its parts replaced or added, by name."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(XLSX)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in (kept | parts).items():
            new.writestr(name, content)
    return out.getvalue()


def worksheet(inside, before=b""):
    start = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    return rewritten(**{"xl/worksheets/sheet1.xml": before + start + inside + b"</sheetData></worksheet>"})


def styles(inside):
    return rewritten(**{"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>'.encode() + inside})


def with_formulas():
    book = Workbook()
    for row in (["Date", "Type"], ["14/2/2024", "Contact"], ["=TODAY()", "Contact"], ["1/3/2024", '=HYPERLINK("x")']):
        book.active.append(row)
    book.active["B9"] = "=A1"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_row_with_a_formula_is_named_and_the_rest_is_read():
    sheet = sheets.read_rows(with_formulas(), "a.xlsx")

    assert [cells[0] for _, cells in sheet.rows] == ["14/2/2024", "", "1/3/2024"]
    assert sheet.faults == [
        (3, "Column A has a formula. Copy the row and paste it as values"),
        (4, "Column B has a formula. Copy the row and paste it as values"),
    ]


def test_a_formula_among_the_headings_is_refused():
    with pytest.raises(sheets.BadSheet, match="The headings have a formula"):
        sheets.read_rows(worksheet(b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'), "a.xlsx")


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (rewritten(**{"xl/externalLinks/externalLink1.xml": b"<x/>"}), "a.xlsx", "has links to other files"),
        (rewritten(**{"xl/connections.xml": b"<x/>"}), "a.xlsx", "has links to other files"),
        (rewritten(**{"xl/macrosheets/sheet1.xml": b"<x/>"}), "a.xlsx", "contains macros"),
        (rewritten(**{"xl/embeddings/oleObject1.bin": b"x"}), "a.xlsx", "other files or controls"),
        (
            worksheet(b"", before=b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd">'),
            "a.xlsx",
            "document type declaration",
        ),
        (worksheet(b"<c/>" * 30_000), "a.xlsx", "too large once it is unpacked"),
        (worksheet(b"<a>" * 100), "a.xlsx", "too large once it is unpacked"),
        (worksheet(b"<row/>" * 200_000), "a.xlsx", "more than 5,000 rows"),
        (worksheet(b'<row r="x"/>'), "a.xlsx", "cannot be read as a spreadsheet"),
        (styles(b"<xf/>" * 30_000), "a.xlsx", "too large once it is unpacked"),
        ("Date\n14/2/2024\n".encode("utf-16-le"), "a.csv", "hidden characters"),
        ("Date\n14/2/2024\n".encode("utf-16")[:-1], "a.csv", "not in UTF-8"),
        ("Date\n14 Feb 2024 – café\n".encode("cp1252"), "a.csv", "save it as “CSV UTF-8”"),
        (b"Date\n" + b"14/2/2024\n" * 200_000, "a.csv", "more than 5,000 rows"),
    ],
)
def test_what_is_made_to_break_the_reader_is_refused_with_what_to_do(data, name, message):
    with pytest.raises(sheets.BadSheet, match=message):
        sheets.read_rows(data, name)


def hostile():
    """Return the largest files of each kind that are taken at all, by name."""
    cell = b'<c r="A%d" t="inlineStr"><is><t>' + b"x" * 30 + b"</t></is></c>"
    rows = b"".join(b'<row r="%d">' % n + cell % n * 29 + b"</row>" for n in range(1, 5_001))
    texts = f'<sst xmlns="{MAIN}">'.encode() + b"<si><t>x</t></si>" * 240_000 + b"</sst>"
    shared = {"xl/sharedStrings.xml": texts}
    return {
        "widest.xlsx": worksheet(rows),
        "formulas.xlsx": worksheet(b'<row r="1">' + b"<c><f>A1</f></c>" * 9_000 + b"</row>"),
        "one-formula.xlsx": worksheet(b'<row><c><f t="shared" si="0">' + b"A1+" * 5_000_000 + b"1</f></c></row>"),
        "texts.xlsx": rewritten(**shared),
        "bomb.xlsx": rewritten(**{"xl/media/a.png": b"\0" * (40 * files.MEGABYTE)}),
        "styles.xlsx": styles(b"<xf/>" * 19_000 + b"</cellXfs></styleSheet>"),
        "long.csv": b"Date,Type\n" + b"14/2/2024,Contact\n" * 110_000,
        "wide.csv": b"a" + b"," * 1_900_000,
    }


def test_the_worst_files_are_read_or_refused_within_300_megabytes_and_10_seconds_each(tmp_path):
    for name, data in hostile().items():
        assert len(data) <= sheets.MOST_BYTES, name
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-m", "tests.kit.measured_sheets", *sorted(map(str, tmp_path.iterdir()))]

    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150, check=True)

    measured = json.loads(run.stdout)
    assert measured["megabytes"] < MOST_MEGABYTES, measured
    assert {name: seconds for name, (_, seconds) in measured["files"].items() if seconds > MOST_SECONDS} == {}
    assert measured["files"]["widest.xlsx"][0] == "4999 rows"
    assert "more than 5,000 rows" in measured["files"]["long.csv"][0]
    assert "too large once it is unpacked" in measured["files"]["bomb.xlsx"][0]


def test_two_thousand_fuzzed_files_are_read_or_refused():
    pytest.importorskip("atheris", reason="atheris is made for Linux only")
    command = [sys.executable, "-m", "tests.kit.fuzzed_sheets", "-runs=2000", "-seed=1", "-max_len=4096"]

    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)

    assert run.returncode == 0, run.stderr[-2000:]
    assert "Done 2000 runs" in run.stderr
