"""CSV: what is read of it and how it is written. The only module that imports `csv`."""

import csv
from io import StringIO

from panelportal.kit.sheets.bounds import BadSheet

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def rows_of(data):
    """Return the rows of a CSV file with their numbers, whatever separates its cells. Raises BadSheet."""
    text = _decoded(data)
    first = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error:
        raise BadSheet(f"Row {number + 1} cannot be read. Look for a quotation mark that is not closed.")


def write(rows):
    """Return the bytes of a CSV file in UTF-8 that Excel knows for such."""
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _decoded(data):
    try:
        return data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadSheet("The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as .xlsx.")
