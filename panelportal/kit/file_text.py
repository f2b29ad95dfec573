"""What can be read in the bytes of a file without drawing it: enough to tell that a name stands in it (pure).

Pictures and scanned pages are not read, nor are PDF pages whose letters are
numbers of their own font, as in the portal's own documents: the content of
those stands in the database.
"""

import re
import zipfile
import zlib
from io import BytesIO

MOST_UNPACKED = 200 * 1024 * 1024  # bytes of one file
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
BETWEEN_PIECES = re.compile(rb"\)\s*-?[0-9.]*\s*\(")  # of a line that is drawn in pieces, to space its letters
END_OF_PARAGRAPH = re.compile(r"</(?:w:p|w:tc|row|si|a:p)>")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, RuntimeError)


class Unreadable(ValueError):
    """An archive or a PDF cannot be unpacked whole: what stands in the rest of it is not known."""


def texts_of(data: bytes):
    """Yield the texts that some bytes hold: as they are, and unpacked where they are an archive or a PDF.

    Raises Unreadable after what can be read, when that is not all.
    """
    yield data.decode("utf-8", "replace")
    if b"\0" in data[:2000]:
        yield data.decode("utf-16-le", "replace")
        yield data.decode("utf-16-be", "replace")
    if data.startswith(b"PK\x03\x04"):
        yield from _in_archive(data)
    elif data.startswith(b"%PDF"):
        yield from _in_pdf(data)


def _in_archive(data):
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for entry in archive.infolist():
                left -= entry.file_size
                if left < 0:
                    raise Unreadable
                yield _without_tags(archive.read(entry).decode("utf-8", "replace"))
    except BROKEN as error:
        raise Unreadable from error


def _without_tags(text):
    """Return the words of an XML part; a word that is set in several runs is one word again."""
    return re.sub(r"<[^>]*>", "", END_OF_PARAGRAPH.sub("\n", text))


def _in_pdf(data):
    left = MOST_UNPACKED
    for packed in STREAM.finditer(data):
        try:
            drawn = zlib.decompressobj().decompress(packed[1], left)
        except zlib.error:
            continue  # packed otherwise, as pictures are
        left -= len(drawn)
        if left <= 0:
            raise Unreadable
        yield BETWEEN_PIECES.sub(b"", drawn).decode("latin-1")
