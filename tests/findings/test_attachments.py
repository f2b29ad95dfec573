"""Documents of a reply: who may add, open and remove them, and what becomes of one with malware."""

import re

import pytest

from findings import attaching, drafting, returning
from findings.models import Attachment
from panelportal.kit import files
from panelportal.kit.models import Letter, ReadEntry, StoredFile
from tests.factories import findings as make
from tests.findings.documents import added, scan_later, sent, upload, url
from tests.findings.pages import text_of
from tests.kit import clamd
from tests.kit.samples import pdf, photograph

QUERIES = 9


@pytest.fixture
def part(cast):
    part = make.part(cast)
    make.ready(part, by=cast.police)
    return part


# ---- adding and removing -------------------------------------------------------------------------


def test_a_document_is_added_without_the_name_it_had_and_stands_on_every_page_of_the_reply(cast, part, client_of):
    police = client_of(cast.police)

    attachment = added(part, by=cast.police, client_of=client_of)

    assert (attachment.title, attachment.about, attachment.attached_by) == (
        "Assessment of March 2024",
        "record-check",
        cast.police,
    )
    for page in ("attachments/", "check/"):
        assert "Assessment of March 2024" in text_of(police.get(f"/requests/{part.reference}/{page}"))
    task = next(
        one for one in police.get(f"/requests/{part.reference}/").context["tasks"] if "documents" in one["title"]
    )
    assert (task["title"], task["status"].label) == ("Add documents", "Completed")
    download = police.get(url(part, f"{attachment.key}/"))
    assert download["Content-Disposition"] == (f'attachment; filename="{part.reference}-document-{attachment.pk}.pdf"')
    assert b"".join(download.streaming_content) == pdf()
    assert ReadEntry.objects.filter(what="document of reply read", about=part.reference).count() == 1


def test_documents_are_optional(cast, part, client_of):
    page = client_of(cast.police).get(f"/requests/{part.reference}/")

    status = next(one["status"] for one in page.context["tasks"] if one["title"] == "Add documents")
    sent(part, by=cast.police)

    assert status.label == "Optional"
    assert part.status == "submitted"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"document": ""}, "Choose a file to add"),
        ({"title": ""}, "Enter what the document is"),
        ({"about": ""}, "Select what the document belongs to"),
        ({"data": b"<html>%PDF-1.7"}, "The file must be a PDF, Word, Excel, JPEG or PNG file smaller than 20MB"),
        ({"data": b"\0\0\0\x18ftypheic" + b"\0" * 99, "name": "a.heic"}, "format of an iPhone (HEIC)"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(cast, part, client_of, given, message):
    page = client_of(cast.police).post(url(part, "add/"), upload(**given))

    assert message in text_of(page)
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.filter(content_type="text/html").exists()


def test_the_same_file_is_added_once(cast, part, client_of):
    added(part, by=cast.police, client_of=client_of)

    page = client_of(cast.police_deputy).post(url(part, "add/"), upload(title="Again"))

    assert "You have added this file already, as ‘Assessment of March 2024’" in text_of(page)
    assert Attachment.objects.count() == 1


def test_a_reply_has_at_most_twenty_documents(cast, part, client_of, monkeypatch):
    monkeypatch.setattr(attaching, "MOST", 1)
    added(part, by=cast.police, client_of=client_of)

    page = client_of(cast.police).post(url(part, "add/"), upload(data=pdf(b"another")))

    assert "A reply can have 1 documents. Remove one first" in text_of(page)
    assert "A reply can have 1 documents" in text_of(client_of(cast.police).get(url(part)))


def test_a_document_that_is_removed_before_it_was_sent_leaves_no_bytes_and_no_words(
    cast, part, client_of, django_capture_on_commit_callbacks
):
    attachment = added(part, by=cast.police, client_of=client_of)
    stored, police = attachment.file, client_of(cast.police_deputy)
    asked = text_of(police.get(url(part, f"{attachment.key}/remove/")))

    with django_capture_on_commit_callbacks(execute=True):
        police.post(url(part, f"{attachment.key}/remove/"))

    attachment.refresh_from_db()
    stored.refresh_from_db()
    assert "Remove this document?" in asked
    assert (attachment.removed_by, attachment.title, stored.name) == (cast.police_deputy, "removed", "removed")
    assert not stored.file.storage.exists(stored.file.name)
    assert police.get(url(part, f"{attachment.key}/")).status_code == 404
    assert "You have not added any documents" in text_of(police.get(url(part)))


def test_a_picture_tells_only_what_it_shows(cast, part, client_of):
    attachment = added(part, by=cast.police, client_of=client_of, data=photograph(), name="scan.jpg")

    kept = b"".join(client_of(cast.police).get(url(part, f"{attachment.key}/")).streaming_content)

    assert b"Camera of the finder" in photograph()
    assert b"Camera of the finder" not in kept
    assert b"Exif" not in kept


# ---- who may open --------------------------------------------------------------------------------


def test_a_draft_is_the_agencys_alone_and_what_was_sent_is_read_by_casework_and_stays(cast, part, client_of):
    attachment = added(part, by=cast.police, client_of=client_of)
    address = url(part, f"{attachment.key}/")
    people = (cast.police, cast.police_deputy, cast.inspector, cast.coordinator, cast.auditor, cast.health, cast.left)
    before = [client_of(person).get(address).status_code for person in people]

    sent(part, by=cast.police)

    after = [client_of(person).get(address).status_code for person in people]
    assert before == [200, 200, 404, 404, 404, 404, 404]
    assert after == [200, 200, 200, 200, 404, 404, 404]
    assert re.search(rf"{attachment.key}/\"", client_of(cast.inspector).get(f"/requests/{part.reference}/reply/").text)
    assert client_of(cast.police).get(url(part)).url == f"/requests/{part.reference}/"
    assert client_of(cast.police).post(url(part, f"{attachment.key}/remove/")).url == f"/requests/{part.reference}/"
    attachment.refresh_from_db()
    assert attachment.removed_at is None


def test_what_was_sent_cannot_be_removed_when_the_reply_is_a_draft_again(cast, part, client_of):
    attachment = added(part, by=cast.police, client_of=client_of)
    sent(part, by=cast.police)
    returning.return_reply(part, missing={"record_check": "Which systems?"}, days=5, by=cast.inspector)
    drafting.draft(part, by=cast.police)

    page = client_of(cast.police).get(url(part, f"{attachment.key}/remove/"))

    assert page.status_code == 404
    with pytest.raises(attaching.WasSent):
        attaching.remove(attachment, by=cast.police)
    assert client_of(cast.inspector).get(url(part, f"{attachment.key}/")).status_code == 200


def test_a_document_is_not_found_under_another_request(cast, client_of):
    mine, other = make.parts(cast, "police_force", "trust")
    attachment = added(make.ready(mine, by=cast.police), by=cast.police, client_of=client_of)

    assert client_of(cast.health).get(url(other, f"{attachment.key}/")).status_code == 404
    assert client_of(cast.police).get(url(other, f"{attachment.key}/")).status_code == 404


def test_the_list_takes_the_same_queries_for_one_document_and_for_three(
    cast, part, client_of, django_assert_num_queries
):
    police = client_of(cast.police)
    for number in (1, 2, 3):
        added(part, by=cast.police, client_of=client_of, data=pdf(b"%d" % number))
        if number != 2:
            with django_assert_num_queries(QUERIES):
                police.get(url(part))


# ---- malware -------------------------------------------------------------------------------------


def test_while_a_document_is_checked_nobody_opens_it_and_then_its_people_do(cast, part, client_of, settings):
    police = client_of(cast.police)
    with clamd.answering(b"stream: OK\n") as (settings.PORTAL_SCANNER, scanned):
        attachment = added(part, by=cast.police, client_of=client_of)
        waiting, listed = police.get(url(part, f"{attachment.key}/")), text_of(police.get(url(part)))
        sent(part, by=cast.police)
        staff = client_of(cast.inspector)
        of_staff = staff.get(url(part, f"{attachment.key}/"))
        scan_later()

    assert (waiting.status_code, of_staff.status_code) == (409, 409)
    assert "Being checked for viruses" in text_of(waiting)
    assert "Being checked for viruses" in listed
    assert scanned == [pdf()]
    assert police.get(url(part, f"{attachment.key}/")).status_code == 200
    assert staff.get(url(part, f"{attachment.key}/")).status_code == 200
    assert "Not checked for viruses" not in text_of(staff.get(f"/requests/{part.reference}/reply/"))


def test_malware_is_removed_and_who_added_it_is_told_without_details(
    cast, part, client_of, settings, django_capture_on_commit_callbacks
):
    with clamd.answering(b"stream: Eicar-Test-Signature FOUND\n") as (settings.PORTAL_SCANNER, _):
        attachment = added(part, by=cast.police, client_of=client_of)
        with django_capture_on_commit_callbacks(execute=True):
            scan_later()

    stored = StoredFile.objects.get(pk=attachment.file_id)
    letter = Letter.objects.get(kind=attaching.LETTER)
    page = client_of(cast.police_deputy).get(url(part, f"{attachment.key}/"))
    assert (stored.checked, stored.name) == ("infected", "removed")
    assert not stored.file.storage.exists(stored.file.name)
    assert page.status_code == 409
    assert "it contained a virus or other malware" in text_of(page)
    assert (letter.to_email, letter.subject) == (cast.police.email, f"Look at a document you added: {part.reference}")
    assert "Eicar" not in letter.text + letter.html
    assert "Assessment" not in letter.text + letter.html
    assert attaching.still_stands(letter)
    attaching.remove(attachment, by=cast.police)
    assert not attaching.still_stands(letter)


def test_where_no_scanner_is_configured_it_is_said(cast, part, client_of):
    attachment = added(part, by=cast.police, client_of=client_of)

    assert "Documents are not checked for viruses here" in text_of(client_of(cast.police).get(url(part)))
    sent(part, by=cast.police)
    assert files.is_configured() is False
    assert "Not checked for viruses" in text_of(client_of(cast.inspector).get(f"/requests/{part.reference}/reply/"))
    assert StoredFile.objects.get(pk=attachment.file_id).checked == "not scanned"
