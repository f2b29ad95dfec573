"""Files: what is taken in, how it is kept, and how it is handed out again.

Nothing is believed about an upload: its name, its declared type and its
content have to agree, and what it would unpack to is added up before
anything is read. Files lie in private storage under random names.
"""

import hashlib
import re
import socket
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import filetype
from defusedxml import ElementTree
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse

from panelportal.kit import clock
from panelportal.kit.models.files import Checked, StoredFile
from panelportal.kit.trail import actor

MEGABYTE = 1024 * 1024
NAME_LENGTH = 150
UNPACKED_BYTES = 200 * MEGABYTE
ARCHIVE_ENTRIES = 2_000
SCAN_SECONDS = 30
ORPHAN_AGE = timedelta(days=1)
NEUTRAL_TYPES = frozenset({"", "application/octet-stream"})
PDF_TYPE = "application/pdf"
PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, RuntimeError)
OLD_OR_LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(ValidationError):
    """A file that is not taken, with a message for the person who sent it. A form shows it as the field's error."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be accepted; `check(data)` says whether the content is of this kind."""

    label: str
    extension: str
    content_type: str
    check: Callable[[bytes], bool]


@dataclass(frozen=True)
class Sound:
    """An upload that passed every check and waits to be kept."""

    data: bytes
    name: str
    content_type: str
    checked: Checked


# ---- taking in -----------------------------------------------------------------------------------


def accept(upload, *, by, kinds=None, max_bytes=20 * MEGABYTE):
    """Check an upload and keep it, as `keep(check(upload), by=by)`. Raises Refused."""
    return keep(check(upload, kinds=kinds, max_bytes=max_bytes), by=by)


def check(upload, *, kinds=None, max_bytes=20 * MEGABYTE):
    """Return what an upload holds once name, declared type, content and scanner agree that it may be kept.

    Reads no database, so a form's clean calls it before the verb takes its
    locks: the scanner may need `SCAN_SECONDS`. Raises Refused.
    """
    kinds = kinds or REVIEW_DOCUMENTS
    rule = _rule(kinds, max_bytes)
    if upload.size == 0:
        raise Refused("The selected file is empty")
    if upload.size > max_bytes:
        raise Refused(rule)
    name = clean_name(upload.name)
    upload.seek(0)
    data = upload.read(max_bytes + 1)
    if data.startswith(OLD_OR_LOCKED_OFFICE):
        raise Refused("The file is in an old Word format or has a password. Save it as .docx or PDF without one.")
    kind = _kind_of(data, name, upload.content_type or "", kinds)
    if kind is None or len(data) > max_bytes:
        raise Refused(rule)
    return Sound(data, name, kind.content_type, scan(data))


def keep(sound, *, by):
    """Keep a checked upload as a stored file, inside the caller's transaction."""
    return _put(sound.data, name=sound.name, content_type=sound.content_type, checked=sound.checked, by=by)


def store(data, *, name, content_type, by):
    """Keep a file that the portal made itself."""
    return _put(data, name=clean_name(name), content_type=content_type, checked=Checked.OURS, by=by)


def clean_name(name):
    """Return a file name without path, control or direction-changing characters, of 150 characters at most."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    name = re.sub(r"\s+", " ", name).rstrip(" .")
    extension = re.search(r"(\.\w{1,10})?$", name)[0]
    stem = name.removesuffix(extension).strip(" .")
    return (stem[: NAME_LENGTH - len(extension)] or "document") + extension


def _put(data, *, name, content_type, checked, by):
    # The bytes go first: a row without bytes would be a lost document, bytes without a row are swept.
    who = actor(by)
    return StoredFile.objects.create(
        file=ContentFile(data, name=name),
        name=name,
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        checked=checked,
        put_by_key=who.key,
        put_by_label=who.label,
        put_at=clock.now(),
    )


def _rule(kinds, max_bytes):
    labels = " or ".join(kind.label for kind in kinds)
    return f"The file must be a {labels} document smaller than {max_bytes // MEGABYTE}MB"


def _kind_of(data, name, declared, kinds):
    extension = PurePosixPath(name).suffix.lower()
    for kind in kinds:
        agreed = extension == kind.extension and declared in NEUTRAL_TYPES | {kind.content_type}
        if agreed and kind.check(data):
            return kind
    return None


# ---- kinds ---------------------------------------------------------------------------------------


def _is_pdf(data):
    return filetype.guess_mime(data[:8192]) == PDF_TYPE


def _is_word(data):
    """Tell whether this is a Word document without macros; raises Refused with the reason where that helps."""
    # Entries are counted in the raw bytes, because opening an archive already reads its whole directory.
    if not data.startswith(b"PK\x03\x04") or data.count(b"PK\x01\x02") > ARCHIVE_ENTRIES:
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _is_safe(archive.infolist()) and _is_word_archive(archive)
    except UNREADABLE:
        return False


def _is_safe(entries):
    paths = [PurePosixPath(entry.filename.replace("\\", "/").lower()) for entry in entries]
    inside = not any(path.is_absolute() or ".." in path.parts for path in paths)
    # Of two entries with one name, this module and Word might read different ones.
    return (
        inside
        and len(set(paths)) == len(paths)
        and sum(entry.file_size for entry in entries) <= UNPACKED_BYTES
        and not any(entry.flag_bits & 0x1 for entry in entries)
    )


def _is_word_archive(archive):
    names = {name.lower() for name in archive.namelist()}
    if not {"[content_types].xml", "word/document.xml"} <= names:
        return False
    types = _part_types(archive)
    if any(name.endswith("vbaproject.bin") for name in names) or any("vba" in t or "macro" in t for t in types):
        raise Refused("The file contains macros. Save it as .docx or PDF without them.")
    return f"{WORD_TYPE}.main+xml" in types


def _part_types(archive):
    with archive.open("[Content_Types].xml") as part:
        text = part.read(MEGABYTE).decode("utf-8-sig")
    try:  # forbid_dtd raises another ValueError: without a DTD no entities expand or reach out
        parts = ElementTree.fromstring(text, forbid_dtd=True)
        return {element.get("ContentType", "").lower() for element in parts}
    except ElementTree.ParseError as error:
        raise ValueError("The list of parts cannot be read.") from error


PDF = Kind("PDF", ".pdf", PDF_TYPE, _is_pdf)
WORD = Kind("Word", ".docx", WORD_TYPE, _is_word)
REVIEW_DOCUMENTS = (PDF, WORD)


# ---- malware -------------------------------------------------------------------------------------


def scan(data):
    """Ask the scanner of the setting PORTAL_SCANNER about malware, and return what is now known.

    Fails closed: raises Refused when malware is found and when the scanner does not answer.
    """
    if settings.PORTAL_SCANNER == "none":
        return Checked.NOT_SCANNED
    try:
        answer = _ask_clamd(_scanner_address(), data)
    except OSError:
        answer = ""
    if answer.endswith(" FOUND"):
        raise Refused("The file contains a virus or other malware. Nothing was kept.")
    if answer != "stream: OK":
        raise Refused("The file cannot be checked for malware at the moment. Try again later; nothing was kept.")
    return Checked.CLEAN


def _scanner_address():
    scanner = urlsplit(settings.PORTAL_SCANNER)
    if scanner.scheme != "clamd" or not scanner.hostname or not scanner.port:
        raise ImproperlyConfigured("The setting PORTAL_SCANNER must be none or an address such as clamd://host:3310.")
    return scanner.hostname, scanner.port


def _ask_clamd(address, data):
    """Send the bytes by clamd's INSTREAM command (clamd(8): chunks with a length before, an empty one last)."""
    with socket.create_connection(address, timeout=SCAN_SECONDS) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), MEGABYTE):
            chunk = data[start : start + MEGABYTE]
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        with clamd.makefile("rb") as answer:
            return answer.read(1000).decode(errors="replace").rstrip("\0\n")


# ---- handing out ---------------------------------------------------------------------------------


def respond(stored, *, inline=False, download_name=None):
    """Return the response that hands out a file, after the calling view has checked access and recorded the read.

    Only a PDF may open inline, under a policy of its own that still lets
    the browser's viewer run; everything else is a download of neutral type.
    """
    is_pdf = stored.content_type == PDF_TYPE
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=not (inline and is_pdf),
        filename=download_name or stored.name,
        content_type=PDF_TYPE if is_pdf else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    if inline and is_pdf:
        response["Content-Security-Policy"] = PDF_POLICY
    return response


# ---- what a rollback leaves behind ---------------------------------------------------------------


def orphans():
    """Return the names of stored bytes, at least a day old, that no row speaks of.

    They come from verbs that rolled back after the bytes were written. A
    database cannot undo a write to disk, and writing after the commit
    could lose an accepted document; so leftovers are allowed and found.
    """
    before = clock.now() - ORPHAN_AGE
    known = set(StoredFile.objects.values_list("file", flat=True))
    names = [name for name in _stored_names("") if name not in known]
    return [name for name in names if default_storage.get_modified_time(name) < before]


def sweep():
    """Remove the orphans from storage and return how many there were."""
    names = orphans()
    for name in names:
        default_storage.delete(name)
    return len(names)


def _stored_names(folder):
    if folder == "" and not default_storage.exists(folder):
        return  # nothing was ever stored
    folders, names = default_storage.listdir(folder)
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in names)
    for inner in folders:
        yield from _stored_names(prefix + inner)
