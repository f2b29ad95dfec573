"""Word and Excel files: archives of parts, looked at before anything is unpacked, and part by part after.

Nothing that acts when the file is opened is taken: macros, embedded objects,
and parts that the program would fetch from elsewhere (remote templates,
linked pictures and workbooks). Links that somebody has to follow may stay.
"""

import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from defusedxml import ElementTree

from panelportal.kit.files.refusals import MEGABYTE, Refused

UNPACKED_BYTES = 200 * MEGABYTE
ARCHIVE_ENTRIES = 2_000
MOST_LINKS_BYTES = 4 * MEGABYTE  # of one list of parts, or of one part's links
ONE_ENTRY = b"PK\x01\x02"
END = b"PK\x05\x06"
END_LENGTH = 22  # without a comment, behind which another file could stand
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, RuntimeError)
PACKED_AS_USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
MACROS = ("vba", "macro", "activex")
EMBEDDED = ("/embeddings/", "/activex/", "/macrosheets/", "/externallinks/")
MAY_LEAD_ELSEWHERE = ("/hyperlink",)


def reader(main_part, main_type, save_as):
    """Return the function that reads one kind of Office file: its bytes, or None for what is none.

    `save_as` is the name of the format in messages, such as ".docx".
    """

    def read(data):
        # Entries are counted in the raw bytes, because opening an archive already reads its whole directory.
        if not data.startswith(b"PK\x03\x04") or data[-END_LENGTH:][:4] != END:
            return None
        if data.count(ONE_ENTRY) > ARCHIVE_ENTRIES:
            return None
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                if not _is_safe(archive.infolist()) or not _is_of(archive, main_part, main_type, save_as):
                    return None
                _read_all(archive)
                return data
        except UNREADABLE:
            return None

    return read


def _is_safe(entries):
    paths = [PurePosixPath(entry.filename.replace("\\", "/").lower()) for entry in entries]
    inside = not any(path.is_absolute() or ".." in path.parts for path in paths)
    # Of two entries with one name, this module and Word might read different ones.
    return (
        inside
        and len(set(paths)) == len(paths)
        and min((entry.header_offset for entry in entries), default=1) == 0
        and sum(entry.file_size for entry in entries) <= UNPACKED_BYTES
        and all(entry.compress_type in PACKED_AS_USUAL for entry in entries)
        and not any(entry.flag_bits & 0x1 or stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
    )


def _is_of(archive, main_part, main_type, save_as):
    names = {name.lower() for name in archive.namelist()}
    if not {"[content_types].xml", main_part} <= names:
        return False
    types = _part_types(archive)
    if any(name.endswith("vbaproject.bin") for name in names) or any(word in t for t in types for word in MACROS):
        raise Refused(f"The file contains macros. Save it as {save_as} or PDF without them.")
    if any(folder in f"/{name}" for name in names for folder in EMBEDDED) or any("oleobject" in t for t in types):
        raise Refused("The file contains other files or links to them. Save it as PDF, then choose that one.")
    if any(_reaches_out(archive, name) for name in archive.namelist() if name.lower().endswith(".rels")):
        raise Refused(
            "The file fetches a template, picture or workbook from elsewhere. Save it as PDF, then choose that one."
        )
    return main_type in types


def _part_types(archive):
    return {element.get("ContentType", "").lower() for element in _xml(archive, "[Content_Types].xml")}


def _reaches_out(archive, name):
    """Tell whether a part is linked with what lies outside of the file, other than by a link to click on."""
    return any(
        link.get("TargetMode", "").lower() == "external"
        and not link.get("Type", "").lower().endswith(MAY_LEAD_ELSEWHERE)
        for link in _xml(archive, name)
    )


def _xml(archive, name):
    """Return a part as XML. Raises ValueError, also for a DTD: without one no entities expand or reach out."""
    with archive.open(name) as part:
        data = part.read(MOST_LINKS_BYTES + 1)
    if len(data) > MOST_LINKS_BYTES:
        raise ValueError("A list of parts is too long.")
    try:
        return ElementTree.fromstring(data.decode("utf-8-sig"), forbid_dtd=True)
    except ElementTree.ParseError as error:
        raise ValueError("A list of parts cannot be read.") from error


def _read_all(archive):
    """Read every part to its end, a piece at a time: each is as long as it says, undamaged, and without a DTD."""
    for entry in archive.infolist():
        before = b""
        with archive.open(entry) as part:
            while piece := part.read(MEGABYTE):
                if any(doctype in before + piece for doctype in DOCTYPES):
                    raise Refused("The file has a part that cannot be checked. Save it as PDF, then choose that one.")
                before = piece[-len(DOCTYPES[-1]) :]
