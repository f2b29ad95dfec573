import hashlib
import stat
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile

from panelportal.kit import clock, files
from panelportal.kit.files import scanning
from panelportal.kit.models import StoredFile
from tests.kit import clamd

NOON = datetime(2026, 3, 17, 12, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
RULE = "The file must be a PDF or Word document smaller than 20MB"
MAIN_PART = f"{files.WORD_TYPE}.main+xml"
MACROS = "The file contains macros. Save it as .docx or PDF without them."
MALWARE = "The file contains a virus or other malware. Nothing was kept."
UNCHECKED = "The file cannot be checked for malware at the moment. Try again later; nothing was kept."

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscanned")]


@pytest.fixture(autouse=True)
def folder(storage):
    return storage


@pytest.fixture
def unscanned(settings):
    settings.PORTAL_SCANNER = "none"


def upload(data=PDF, name="review.pdf", declared="application/pdf"):
    return SimpleUploadedFile(name, data, content_type=declared)


def part_types(*types):
    overrides = "".join(f'<Override PartName="/p{n}" ContentType="{kind}"/>' for n, kind in enumerate(types))
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'


def word(parts=None, types=None):
    """Return the bytes of a Word document with more parts than it needs."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types or part_types(MAIN_PART))
        archive.writestr("word/document.xml", "<document/>")
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return made.getvalue()


def word_upload(data):
    return upload(data, "review.docx", files.WORD_TYPE)


def locked(data):
    """Return an archive whose entries say that they are encrypted."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


def stored_names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# ---- taking in -----------------------------------------------------------------------------------


def test_an_upload_is_kept_under_a_random_name_with_who_when_and_digest(ines, folder):
    with clock.at(NOON):
        stored = files.accept(upload(), by=ines)

    stored = StoredFile.objects.get(pk=stored.pk)
    assert stored_names(folder) == [stored.file.name]
    assert "review" not in stored.file.name
    assert len(stored.file.name) == 35
    assert stat.S_IMODE((folder / stored.file.name).stat().st_mode) == 0o600
    assert stored.file.read() == PDF
    assert (stored.name, stored.content_type, stored.size) == ("review.pdf", "application/pdf", len(PDF))
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert stored.checked == "not scanned"
    assert (stored.put_by_key, stored.put_by_label, stored.put_at) == ("person:1", "Ines Inspector", NOON)


@pytest.mark.parametrize("declared", [files.WORD_TYPE, "application/octet-stream", ""])
def test_a_word_document_is_accepted_with_the_types_that_browsers_declare(ines, declared):
    stored = files.accept(upload(word(), "Review.DOCX", declared), by=ines)

    assert (stored.name, stored.content_type) == ("Review.DOCX", files.WORD_TYPE)


@pytest.mark.parametrize(
    ("what", "message"),
    [
        (upload(b"", "review.pdf"), "The selected file is empty"),
        (upload(PDF + b" " * (20 * 1024 * 1024 + 1 - len(PDF))), RULE),
        (upload(b"MZ\x90\x00" + b"\0" * 200, "review.pdf"), RULE),
        (upload(b"<html><script>alert(1)</script></html>", "review.pdf"), RULE),
        (upload(b"<html>%PDF-1.7</html>", "review.pdf"), RULE),
        (upload(PDF, "review.exe"), RULE),
        (upload(PDF, "review"), RULE),
        (upload(PDF, "review.docx", files.WORD_TYPE), RULE),
        (upload(PDF, "review.pdf", "text/html"), RULE),
        (upload(PDF, "review\u202efdp.exe"), RULE),
        (word_upload(b"PK\x03\x04 and then nothing"), RULE),
        (word_upload(word()[:-30]), RULE),
        (word_upload(locked(word())), RULE),
        (word_upload(word({"../../etc/cron.d/job": "x"})), RULE),
        (word_upload(word({"/etc/passwd": "x"})), RULE),
        (word_upload(word({"[content_types].XML": part_types(MAIN_PART)})), RULE),
        (word_upload(word(types=part_types("application/xml"))), RULE),
        (word_upload(word(types="<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>")), RULE),
        (word_upload(word(types=part_types(MAIN_PART).encode("utf-16"))), RULE),
        (word_upload(word(types="<Types>")), RULE),
        (word_upload(word({"word/vbaProject.bin": "x"})), MACROS),
        (word_upload(word({"WORD/VBAPROJECT.BIN": "x"})), MACROS),
        (word_upload(word(types=part_types(MAIN_PART, "application/vnd.ms-office.vbaProject"))), MACROS),
        (word_upload(word(types=part_types("application/vnd.ms-word.document.macroEnabled.main+xml"))), MACROS),
        (word_upload(word(types=part_types("application/vnd.ms-office.&#118;baProject", MAIN_PART))), MACROS),
        (
            upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "review.doc", "application/msword"),
            "The file is in an old Word format or has a password. Save it as .docx or PDF without one.",
        ),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else None,
)
def test_a_hostile_upload_is_refused_with_a_reason_and_nothing_is_kept(ines, folder, what, message):
    with pytest.raises(files.Refused) as refused:
        files.accept(what, by=ines)

    assert refused.value.messages == [message]
    assert not StoredFile.objects.exists()
    assert stored_names(folder) == []


def test_the_archive_that_says_it_is_encrypted_really_says_so():
    assert locked(word()) != word()


@pytest.mark.parametrize(
    "bomb",
    [
        {f"word/part{n}.xml": b"\0" * 70 * 1024 * 1024 for n in range(3)},
        {f"word/part{n}.xml": "" for n in range(2_000)},
    ],
    ids=["unpacks to 210 MB", "2,002 entries"],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(ines, bomb, monkeypatch):
    what = word_upload(word(bomb))
    unpacked = []
    monkeypatch.setattr("zipfile.ZipFile.open", lambda archive, name, *rest, **more: unpacked.append(name))

    with pytest.raises(files.Refused, match=RULE):
        files.accept(what, by=ines)

    assert unpacked == []


def test_an_archive_with_as_many_entries_as_are_allowed_is_accepted(ines):
    parts = {f"word/part{n}.xml": "" for n in range(1_998)}

    assert files.accept(word_upload(word(parts)), by=ines).content_type == files.WORD_TYPE


def test_a_file_of_exactly_the_greatest_size_is_accepted(ines):
    assert files.accept(upload(PDF), by=ines, max_bytes=len(PDF)).size == len(PDF)


def test_a_page_may_allow_fewer_kinds_and_the_message_says_so(ines):
    with pytest.raises(files.Refused) as refused:
        files.accept(word_upload(word()), by=ines, kinds=(files.PDF,), max_bytes=5 * 1024 * 1024)

    assert refused.value.messages == ["The file must be a PDF document smaller than 5MB"]


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("review.pdf", "review.pdf"),
        ("C:\\Users\\me\\review.pdf", "review.pdf"),
        ("../../etc/review.pdf", "review.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\u2066b\u2069c\u200b.pdf", "abc.pdf"),
        ("a\r\nSet-Cookie: x\0.pdf", "aSet-Cookie: x.pdf"),
        ("  two   words .pdf", "two words.pdf"),
        ("re\u0301vision.pdf", "révision.pdf"),
        ("\u202e.pdf", "document.pdf"),
        (".pdf", "document.pdf"),
        ("..", "document"),
        ("", "document"),
        ("n" * 300 + ".pdf", "n" * 146 + ".pdf"),
        ("n." + "x" * 300, "n." + "x" * 148),
    ],
)
def test_a_name_is_kept_without_path_control_and_direction(given, cleaned):
    assert files.clean_name(given) == cleaned


# ---- malware -------------------------------------------------------------------------------------


def test_a_file_that_the_scanner_finds_clean_is_marked_clean(ines, settings):
    data = PDF + b" " * 3_000_000
    with clamd.answering(b"stream: OK\n") as (settings.PORTAL_SCANNER, sent):
        stored = files.accept(upload(data), by=ines)

    assert stored.checked == "clean"
    assert sent == [data]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"stream: Eicar-Test-Signature FOUND\n", MALWARE),
        (b"INSTREAM size limit exceeded. ERROR\n", UNCHECKED),
        (b"stream: OK and more\n", UNCHECKED),
        (b"", UNCHECKED),
        (b"\xff\xfe\n", UNCHECKED),
    ],
)
def test_any_other_answer_of_the_scanner_refuses_the_file(ines, folder, settings, answer, message):
    with clamd.answering(answer) as (settings.PORTAL_SCANNER, _), pytest.raises(files.Refused) as refused:
        files.accept(upload(), by=ines)

    assert refused.value.messages == [message]
    assert stored_names(folder) == []


def test_a_silent_scanner_refuses_the_file(ines, settings, monkeypatch):
    monkeypatch.setattr(scanning, "SCAN_SECONDS", 0.2)
    with clamd.answering(b"stream: OK\n", after=5) as (settings.PORTAL_SCANNER, _), pytest.raises(files.Refused) as no:
        files.accept(upload(), by=ines)

    assert no.value.messages == [UNCHECKED]


def test_a_scanner_that_is_down_refuses_the_file(ines, settings):
    with clamd.answering(b"stream: OK\n") as (settings.PORTAL_SCANNER, _):
        pass

    with pytest.raises(files.Refused, match="cannot be checked"):
        files.accept(upload(), by=ines)


@pytest.mark.parametrize("address", ["", "clamav", "http://127.0.0.1:3310", "clamd://127.0.0.1"])
def test_a_wrong_setting_of_the_scanner_is_an_error_and_not_a_scan(ines, settings, address):
    settings.PORTAL_SCANNER = address

    with pytest.raises(ImproperlyConfigured):
        files.accept(upload(), by=ines)
