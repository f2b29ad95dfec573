"""What an XLSX file holds, measured part by part before the engine that reads it builds anything in memory.

A part of a few kilobytes may unpack to millions of cells, to entities that
multiply, or to formulas whose last value nobody sees change. Each part is
read once as a stream, and left as soon as it goes beyond its bounds.
"""

import re
import zipfile
from io import BytesIO
from xml.parsers import expat

from panelportal.kit.sheets.bounds import MOST_PARTS, ROWS_LOOKED_AT, TOO_MANY_ROWS, UNPACKED_BYTES, BadSheet

CHUNK = 64 * 1024
MOST_ELEMENTS = {"worksheet": 700_000, "sst": 500_000}  # by the root of a part: its cells, and the texts of all cells
MOST_OF_OTHERS = 20_000
MOST_IN_A_ROW = 20_000
DEEPEST = 60
XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")
TOO_LARGE = "The file is too large once it is unpacked. Copy its rows into a new spreadsheet."
REFUSED_PARTS = {  # what a part is called: what is said of it
    r"vbaproject\.bin$|/macrosheets/|/dialogsheets/": "The file contains macros. Save it as .xlsx without them.",
    r"/externallinks/|/connections\.xml$|/querytables/": (
        "The file has links to other files. In Excel choose Data, then Edit links, then Break link, and save it again."
    ),
    r"/embeddings/|/activex/|/ctrlprops/": "The file has other files or controls in it. Copy its rows into a new one.",
}


def measure(data):
    """Return where the formulas of an XLSX file are: by the path of each sheet, pairs of a row and a column.

    Raises BadSheet, and what `zipfile` and XML parsers raise for what is broken.
    """
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        raise BadSheet("The file has too many parts. Copy its rows into a new spreadsheet.")
    formulas = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > UNPACKED_BYTES:
            raise BadSheet(TOO_LARGE)
        for part in parts:
            _refuse_by_name(part.filename)
        for part in parts:
            with archive.open(part) as opened:
                formulas[part.filename] = _Part().read(opened)
    return formulas


def _refuse_by_name(name):
    for pattern, message in REFUSED_PARTS.items():
        if re.search(pattern, f"/{name.lower()}"):
            raise BadSheet(message)


class _Part:
    """One part of the file, as its stream goes by."""

    def __init__(self):
        self.elements, self.in_row, self.rows, self.depth = 0, 0, 0, 0
        self.row, self.column = 0, ""
        self.most, self.formulas = None, []

    def read(self, opened):
        """Return the places of its formulas. What is no XML is passed over: the engine reads nothing else."""
        chunk = opened.read(CHUNK)
        if not chunk.lstrip().startswith(XML_STARTS):
            return []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.StartDoctypeDeclHandler = self._refuse_a_dtd
        while chunk:
            parser.Parse(chunk, False)
            chunk = opened.read(CHUNK)
        parser.Parse(b"", True)
        return self.formulas

    def _start(self, name, attributes):
        name = name.rpartition(" ")[2]
        self.elements, self.in_row, self.depth = self.elements + 1, self.in_row + 1, self.depth + 1
        if self.most is None:
            self.most = MOST_ELEMENTS.get(name, MOST_OF_OTHERS)
        if name == "row":
            self.row, self.in_row, self.rows = int(attributes.get("r", self.row + 1)), 0, self.rows + 1
        elif name == "c":
            self.column = attributes.get("r", "").rstrip("0123456789")
        elif name == "f" and self.row:
            self.formulas.append((self.row, self.column))
        if self.rows > ROWS_LOOKED_AT:
            raise BadSheet(TOO_MANY_ROWS)
        if self.elements > self.most or self.in_row > MOST_IN_A_ROW or self.depth > DEEPEST:
            raise BadSheet(TOO_LARGE)

    def _end(self, name):
        self.depth -= 1
        if name.endswith(" row") or name == "row":
            self.in_row = 0

    def _refuse_a_dtd(self, *declared):
        raise BadSheet("The file has a document type declaration, which no spreadsheet needs. Save it again as .xlsx.")
