"""A reply that came by letter or telephone: recorded for the agency, unsigned until it confirms, counted apart."""

import pytest
from django.urls import reverse

from agencies import duties
from cases.models import AgencyRequest, Case, RequestStatus
from cases.refusals import NotOpenForReply, NotSignedFor
from findings import recording
from panelportal.kit.models import Letter
from tests.factories import findings as factory
from tests.findings import pages
from tests.findings.pages import page, text_of

CALL = {
    "channel": "phone",
    "came_on_day": "17",
    "came_on_month": "3",
    "came_on_year": "2025",
    "told_by_role": "Records manager",
    "told": "They never held a record.",
}


def progress(part):
    case = Case.objects.with_progress().get(pk=part.case_id)
    return case.answered, case.unsigned, case.waiting


def test_a_recorded_reply_is_unsigned_and_counts_apart(cast):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)

    assert (part.status, part.is_unsigned, part.submitted_by) == (RequestStatus.NOT_KNOWN, True, cast.coordinator)
    assert progress(part) == (0, 1, 0)
    assert not duties.has_open("answer-request", about=part.reference)
    assert duties.has_open(recording.DUTY, about=part.reference)


def test_the_agency_is_asked_to_confirm_by_a_letter_that_tells_nothing(cast):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)

    told = Letter.objects.filter(kind=recording.LETTER)
    assert {letter.to_email for letter in told} == {cast.police.email, cast.police_deputy.email}
    assert all(len(letter.subject) <= 60 and "never held" not in letter.text + letter.html for letter in told)
    assert all(f"/requests/{part.reference}/reply/confirm/" in letter.text for letter in told)
    assert all(recording.still_unsigned(letter) for letter in told)


def test_confirming_signs_it(cast):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)

    recording.confirm_recorded(part, agreed_by_role="Superintendent", by=cast.police)

    part = AgencyRequest.objects.get(pk=part.pk)
    assert (part.is_unsigned, part.reply.agreed_by_role) == (False, "Superintendent")
    assert progress(part) == (1, 0, 0)
    assert not duties.has_open(recording.DUTY, about=part.reference)
    with pytest.raises(NotSignedFor):
        recording.confirm_recorded(part, agreed_by_role="Superintendent", by=cast.police)


def test_correcting_opens_the_request_again_with_what_was_recorded(cast):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)

    recording.correct_recorded(part, by=cast.police)

    part = AgencyRequest.objects.get(pk=part.pk)
    assert (part.status, part.is_unsigned, part.submitted_at) == (RequestStatus.IN_PROGRESS, False, None)
    assert (part.reply.sent_at, part.reply.recorded_at, part.record_check.outcome) == (None, None, "not-known")
    assert duties.has_open("answer-request", about=part.reference)
    factory.replied(part, by=cast.police, seen=1)
    assert AgencyRequest.objects.get(pk=part.pk).status == RequestStatus.SUBMITTED


def test_a_reply_that_the_agency_has_begun_is_not_written_over(cast):
    part = factory.part(cast)
    factory.check(part, by=cast.police)

    with pytest.raises(recording.ReplyBegun):
        factory.recorded(part, by=cast.coordinator)


def test_a_reply_is_recorded_once(cast):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)

    with pytest.raises((NotOpenForReply, recording.ReplyBegun)):
        factory.recorded(part, by=cast.coordinator)


def test_casework_records_it_on_a_page_and_the_agency_confirms_on_its_own(cast, client_of):
    part = factory.part(cast)
    url = reverse("findings:record_reply", args=[part.case.reference, cast.police_force.slug])
    client, police = client_of(cast.coordinator), client_of(cast.police)
    assert "Record a reply for Northshire Police" in text_of(client.get(url))

    saved = client.post(url, pages.NOT_KNOWN | CALL)
    staff = text_of(client.get(saved.url))
    asked = text_of(police.get(page(part), follow=True))
    theirs = text_of(police.get(page(part, "reply/confirm")))
    confirmed = police.post(page(part, "reply/confirm"), pages.SEND, follow=True)

    assert "Unsigned: nobody who acts for Northshire Police has confirmed it yet" in staff
    assert "We recorded a reply for you" in asked
    assert "They never held a record." in theirs
    assert "The reply is now your organisation" in text_of(confirmed)
    assert not AgencyRequest.objects.get(pk=part.pk).is_unsigned


def test_the_board_and_the_list_of_cases_count_it_apart(cast, client_of):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)
    client = client_of(cast.inspector)

    board = text_of(client.get(reverse("cases:requests", args=[part.case.reference])))
    cases = text_of(client.get(reverse("cases:cases")))

    assert "recorded for the agency Unsigned" in board
    assert "0 of 1, 1 recorded and unsigned" in cases


def test_the_page_says_why_nothing_can_be_recorded(cast, client_of):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)
    url = reverse("findings:record_reply", args=[part.case.reference, cast.police_force.slug])

    assert "This request does not wait for a reply." in text_of(client_of(cast.coordinator).get(url))


def test_an_agency_corrects_on_its_page_and_finds_its_request_open(cast, client_of):
    part = factory.recorded(factory.part(cast), by=cast.coordinator)

    opened = client_of(cast.police).post(page(part, "reply/correct"), follow=True)

    assert "Your request is open again" in text_of(opened)
    assert opened.redirect_chain[-1][0] == page(part)
