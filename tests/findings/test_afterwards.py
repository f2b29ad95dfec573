"""What an agency may do with a reply that it sent: keep its receipt, add to it, take it back."""

import pytest
from pikepdf import Pdf

from agencies import duties
from cases.models import Case, CaseStatus, RequestStatus
from cases.refusals import NotAReply, ReplyInUse
from findings import accepting, adding, attention, recording, submitting, taking_back
from findings.models import Addendum, Outcome, ReplyVersion
from panelportal.kit import printing
from panelportal.kit.models import Letter
from tests.factories import findings as factory
from tests.findings.pages import page, post, text_of


def test_the_receipt_is_the_reply_as_it_was_sent_and_comes_as_a_pdf_when_it_is_made(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)
    client, receipt = client_of(cast.police_deputy), ReplyVersion.objects.get().receipt
    at_first = text_of(client.get(page(part, "reply")))
    waiting = client.get(page(part, "reply/versions/1/receipt")).status_code

    printing.render_document.call(receipt.pk)

    shown = text_of(client.get(page(part, "reply")))
    answer = client.get(page(part, "reply/versions/1/receipt"))
    html = printing.html_of(receipt)
    assert "The receipt is being made." in at_first
    assert "Download the receipt (PDF)" in shown
    assert (waiting, answer.status_code, answer["Content-Type"]) == (202, 200, "application/pdf")
    assert receipt.filename == f"{part.reference}-receipt-v1.pdf"
    assert "The recall notice reached the force two days late." in html
    assert "Detective superintendent" in html
    assert "Marker" not in html
    with Pdf.open(_file_of(answer)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    assert client_of(cast.inspector).get(page(part, "reply/versions/1/receipt")).status_code == 200
    assert client_of(cast.health).get(page(part, "reply/versions/1/receipt")).status_code == 404


def test_a_reply_recorded_for_an_agency_has_its_receipt_once_it_is_confirmed(cast):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)
    before = ReplyVersion.objects.count()

    recording.confirm_recorded(part, agreed_by_role="Records manager", by=cast.police)

    version = ReplyVersion.objects.get()
    assert before == 0
    assert ["Recorded for the organisation by", str(cast.coordinator)] in version.receipt.content["facts"]


def test_an_agency_adds_to_its_reply_which_stays_as_it_was(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)
    digest = ReplyVersion.objects.get().digest

    empty = text_of(post(client_of(cast.police_deputy), part, "reply/add", {"text": ""}))
    answer = post(client_of(cast.police_deputy), part, "reply/add", {"text": "The archive held two more reports."})

    shown = text_of(client_of(cast.inspector).get(page(part, "reply")))
    part.refresh_from_db()
    assert "Enter what you want to add" in empty
    assert answer.url == page(part, "reply")
    assert "Added after it was sent Paul Police" in shown
    assert "The archive held two more reports." in shown
    assert (part.status, ReplyVersion.objects.get().digest) == (RequestStatus.SUBMITTED, digest)
    letter = Letter.objects.get(kind=attention.LETTER)
    assert (letter.to_email, attention.is_called(part.reference)) == (cast.coordinator.email, True)
    assert "archive" not in letter.text


def test_nothing_is_added_to_a_draft_or_once_a_panel_has_the_reply(cast):
    draft, part = factory.part(cast), factory.replied(factory.part(cast), by=cast.police)
    Case.objects.filter(pk=part.case_id).update(status=CaseStatus.PANEL_HELD)

    with pytest.raises(NotAReply):
        adding.add_to_reply(draft, text="More.", by=cast.police)
    with pytest.raises(ReplyInUse):
        adding.add_to_reply(part, text="More.", by=cast.police)

    assert not Addendum.objects.exists()


def test_an_agency_takes_its_reply_back_and_the_inspectorate_keeps_what_it_received(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police, outcome=Outcome.HELD_ELSEWHERE)

    answer = post(client_of(cast.police), part, "reply/take-back", {"because": "We found a record after all."})

    part.refresh_from_db()
    staff = client_of(cast.inspector)
    shown = text_of(staff.get(page(part, "reply")))
    letter = Letter.objects.get(kind=taking_back.LETTER)
    assert answer.url == page(part)
    assert (part.status, part.reply.sent_at, part.submitted_at) == (RequestStatus.IN_PROGRESS, None, None)
    assert "is changing its reply" in shown
    assert "We found a record after all." in shown
    assert "Another organisation holds the record" in text_of(staff.get(page(part, "reply/versions/1")))
    assert (letter.to_email, letter.subject) == (cast.coordinator.email, f"Reply taken back: {part.reference}")
    assert "record after all" not in letter.text
    assert duties.has_open("answer-request", about=part.reference)
    assert not attention.is_called(part.reference)
    submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)
    assert not taking_back.still_out(letter)


def test_an_accepted_reply_stays(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)
    accepting.accept(part, by=cast.inspector)

    answer = post(client_of(cast.police), part, "reply/take-back", {"because": "Changed our mind."})

    part.refresh_from_db()
    assert (answer.url, part.status) == (page(part), RequestStatus.ACCEPTED)
    with pytest.raises(NotAReply):
        taking_back.take_back(part, because="Changed our mind.", by=cast.police)


def _file_of(answer):
    from io import BytesIO

    return BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
