"""The kinds of file that may be accepted, and which of them a page accepts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

from panelportal.kit.files import office, pdfs, pictures

NEUTRAL_TYPES = frozenset({"", "application/octet-stream"})
PDF_TYPE = "application/pdf"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be accepted.

    `read(data)` returns the bytes to keep when the content is of this kind,
    which for pictures are not those that came, or None when it is not. It
    raises Refused with the reason where that helps.
    """

    label: str
    extensions: tuple
    content_type: str
    read: Callable[[bytes], bytes | None]


PDF = Kind("PDF", (".pdf",), PDF_TYPE, pdfs.read)
WORD = Kind("Word", (".docx",), WORD_TYPE, office.reader("word/document.xml", f"{WORD_TYPE}.main+xml", save_as=".docx"))
EXCEL = Kind(
    "Excel", (".xlsx",), EXCEL_TYPE, office.reader("xl/workbook.xml", f"{EXCEL_TYPE}.main+xml", save_as=".xlsx")
)
JPEG = Kind("JPEG", (".jpg", ".jpeg"), "image/jpeg", pictures.reader("JPEG", b"\xff\xd8\xff", formats=("JPEG", "MPO")))
PNG = Kind("PNG", (".png",), "image/png", pictures.reader("PNG", b"\x89PNG\r\n\x1a\n", formats=("PNG",)))
REVIEW_DOCUMENTS = (PDF, WORD)
ATTACHMENTS = (PDF, WORD, EXCEL, JPEG, PNG)


def kind_of(name, declared, kinds):
    """Return the kind that the name and the declared type of a file agree on, or None."""
    extension = PurePosixPath(name).suffix.lower()
    for kind in kinds:
        if extension in kind.extensions and declared in NEUTRAL_TYPES | {kind.content_type}:
            return kind
    return None


def is_of_a_phone(data):
    """Tell whether this is a picture in the format of newer telephones, which few programs open."""
    return filetype.guess_mime(data[:8192]) in ("image/heic", "image/heif")
