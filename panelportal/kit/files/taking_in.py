"""Taking in: what holds for every upload before it is kept, and how it is kept."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from django.core.files.base import ContentFile

from panelportal.kit import clock
from panelportal.kit.files import kinds as known
from panelportal.kit.files import scanning
from panelportal.kit.files.refusals import MEGABYTE, Refused
from panelportal.kit.models.files import Checked, StoredFile
from panelportal.kit.trail import actor
from panelportal.kit.words import listed

NAME_LENGTH = 150
MOST_BYTES = 20 * MEGABYTE
OLD_OR_LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sound:
    """An upload that passed every check and waits to be kept."""

    data: bytes
    name: str
    content_type: str
    checked: Checked


def accept(upload, *, by, kinds=known.REVIEW_DOCUMENTS, max_bytes=MOST_BYTES):
    """Check an upload and keep it, as `keep(check(upload), by=by)`. Raises Refused."""
    return keep(check(upload, kinds=kinds, max_bytes=max_bytes), by=by)


def check(upload, *, kinds=known.REVIEW_DOCUMENTS, max_bytes=MOST_BYTES, scan_later=False):
    """Return what an upload holds once name, declared type, content and scanner agree that it may be kept.

    Reads no database, so a form's clean calls it before the verb takes its
    locks: the scanner may need `scanning.SCAN_SECONDS`. With `scan_later`
    the worker asks the scanner, and until then nobody may open the file.
    Raises Refused.
    """
    name, data = _read(upload, kinds, max_bytes)
    kind = known.kind_of(name, upload.content_type or "", kinds)
    if kind is None and known.is_of_a_phone(data):
        raise Refused("The picture is in the format of an iPhone (HEIC). Save it as JPEG, then choose that one.")
    data = kind.read(data) if kind else None
    if data is None:
        raise Refused(_rule(kinds, max_bytes))
    return Sound(data, name, kind.content_type, scanning.still_to_scan() if scan_later else scanning.scan(data))


def keep(sound, *, by):
    """Keep a checked upload as a stored file, inside the caller's transaction."""
    stored = _put(sound.data, name=sound.name, content_type=sound.content_type, checked=sound.checked, by=by)
    if stored.checked == Checked.CHECKING:
        scanning.scan_stored.enqueue(stored.pk)
    return stored


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


def _read(upload, kinds, max_bytes):
    """Return the name and the bytes of an upload that is neither empty, too large nor locked."""
    if upload.size == 0:
        raise Refused("The selected file is empty")
    if upload.size > max_bytes:
        raise Refused(_rule(kinds, max_bytes))
    upload.seek(0)
    name, data = clean_name(upload.name), upload.read(max_bytes + 1)
    if len(data) != upload.size:
        raise Refused("The file did not arrive whole. Choose it again.")
    if data.startswith(OLD_OR_LOCKED_OFFICE):
        program, extension = ("Excel", ".xlsx") if ".xls" in name.lower() else ("Word", ".docx")
        raise Refused(
            f"The file is in an old {program} format or has a password. Save it as {extension} or PDF without one."
        )
    return name, data


def _rule(kinds, max_bytes):
    labels = listed((kind.label for kind in kinds), "or")
    noun = "document" if set(kinds) <= set(known.REVIEW_DOCUMENTS) else "file"
    return f"The file must be a {labels} {noun} smaller than {max_bytes // MEGABYTE}MB"


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
