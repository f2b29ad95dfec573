"""PDF files: whether they are whole and nothing else, and whether they would do anything when opened.

They are looked at as bytes, within limits, and never interpreted: what is
refused here is what readers act on by themselves. What hides from this look
still meets the scanner, and a download instead of a page that opens it.
"""

import re
import zipfile
import zlib
from io import BytesIO

from panelportal.kit.files.refusals import MEGABYTE, Refused

UNPACKED_BYTES = 64 * MEGABYTE  # of all the lists of objects in one file
MOST_LISTS = 20_000
HEADER = re.compile(rb"%PDF-[12]\.\d")
PAGE_OF_THE_WEB = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe)", re.IGNORECASE)
BEGINNING = 1024  # bytes, in which other programs look for what a file is
PADDING = b"\0\t\n\f\r "
STREAM = re.compile(rb"stream\r?\n")

CUT_OFF = "The PDF is not complete. Save it again, then choose it again."
LOCKED = "The PDF has a password or limits what may be done with it. Save it again without them."
ACTS = "The PDF contains scripts, actions or other files. Print it to a new PDF, then choose that one."


def _name(text):
    """Return the pattern of a name, each letter of which may also be written as # and its number (PDF 7.3.5)."""
    letters = (f"(?:{letter}|#{ord(letter):02x})" for letter in text)
    return f"/{''.join(letters)}"


# What readers run, start or unpack: PDF 12.6.4 (actions), 7.11.4 (embedded files), 13 (media), 12.7.8 (XFA).
ACTIVE = re.compile(
    "|".join(
        [
            *map(_name, ("JavaScript", "Launch", "EmbeddedFile", "FileAttachment", "RichMedia", "Rendition")),
            *map(_name, ("ImportData", "GoToE")),
            rf"{_name('XFA')}\s*(?:\[|\d+\s+\d+\s+R)",
        ]
    ).encode(),
    re.IGNORECASE,
)
ENCRYPTED = re.compile(rf"{_name('Encrypt')}\s*(?:<<|\d+\s+\d+\s+R)".encode())
OBJECT_LIST = re.compile(_name("ObjStm").encode())


def read(data):
    """Return the bytes of a PDF, or None for what is none. Raises Refused with the reason where that helps."""
    if not HEADER.match(data) or PAGE_OF_THE_WEB.search(data[:BEGINNING]):
        return None
    if not data.rstrip(PADDING).endswith(b"%%EOF"):
        raise Refused(CUT_OFF)
    if zipfile.is_zipfile(BytesIO(data)):
        return None  # two files in one
    if ENCRYPTED.search(data):
        raise Refused(LOCKED)
    if ACTIVE.search(data) or any(map(ACTIVE.search, _lists_of_objects(data))):
        raise Refused(ACTS)
    return data


def _lists_of_objects(data):
    """Yield the unpacked streams that hold other objects; raises Refused for one that cannot be looked into."""
    left = UNPACKED_BYTES
    for count, found in enumerate(OBJECT_LIST.finditer(data), start=1):
        stream = STREAM.search(data, found.end())
        end = data.find(b"endstream", stream.end()) if stream else -1
        if end < 0 or count > MOST_LISTS:
            raise Refused(CUT_OFF)
        unpacked = _unpacked(memoryview(data)[stream.end() : end], left)
        left -= len(unpacked)
        yield unpacked


def _unpacked(packed, most):
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(packed, max(most, 1))
    except zlib.error as error:
        raise Refused(CUT_OFF) from error
    if not unpacker.eof:  # it is longer than is looked at, or ends before its end
        raise Refused(CUT_OFF)
    return unpacked
