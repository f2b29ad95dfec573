"""Fuzz the parsers of sheets and dates: `python -m tests.kit.fuzzed_sheets -max_total_time=600` (options of libFuzzer).

Whatever the bytes, a sheet is read or refused with BadSheet, and each of its
cells is a date or refused with NotADate; anything else ends the run with
the bytes that did it.
"""

import os
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import django

TODAY = date(2026, 11, 23)
HEADER = ["Date", "Type", "What happened"]
ROWS = [["14/2/2024 14:30", "Contact", "Seen."], ["about 14-16 Feb 2024", "Decision", "=1+1"]]


def check(data):
    """Read some bytes as CSV and as XLSX, and each cell as a date. Returns how many rows were read."""
    from findings import event_dates
    from panelportal.kit import sheets

    count = 0
    for name in ("a.csv", "a.xlsx"):
        try:
            rows = sheets.read_rows(data, name).rows
        except sheets.BadSheet:
            continue
        count += len(rows)
        for cell in (cell for _, cells in rows for cell in cells):
            try:
                event_dates.read(cell, today=TODAY)
            except event_dates.NotADate:
                continue
    return count


def seeds():
    """Return a sheet of each format, and dates alone."""
    from panelportal.kit import sheets

    return [
        sheets.write_csv(HEADER, ROWS),
        sheets.write_xlsx(HEADER, ROWS),
        b"Date\n1 Jan to 3 Feb 2024\nc. March 2023\nWed 14th February 2024 at 2.30pm\n2019-2021\n",
    ]


def main():
    import atheris

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    with atheris.instrument_imports(include=["panelportal.kit.sheets", "findings.event_dates"]):
        django.setup()
    with TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds()):
            (Path(corpus) / str(number)).write_bytes(seed)
        atheris.Setup([*sys.argv, corpus], lambda data: check(data) and None)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
