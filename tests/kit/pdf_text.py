"""Reads the text of PDF pages for tests, by the ToUnicode tables of their fonts."""

import re
from io import BytesIO

import pikepdf


def pages_of(data):
    """Return the text of each page, in drawing order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return ["".join(_texts(page)) for page in pdf.pages]


def _texts(page):
    tables = {name: _table(font) for name, font in page.Resources.Font.items()}
    table = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            shown = operands[0] if str(operator) == "TJ" else operands
            yield from (_decoded(bytes(piece), table) for piece in shown if isinstance(piece, pikepdf.String))
        elif str(operator) == "ET":
            yield "\n"


def _table(font):
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _decoded(glyphs, table):
    return "".join(table.get(int.from_bytes(glyphs[at : at + 2]), "") for at in range(0, len(glyphs), 2))
