"""What becomes of a request after it was sent: opened, answered, late, redirected."""

from datetime import UTC, datetime, timedelta

import pytest

from agencies.models import Duty
from cases import requesting
from cases.models import AgencyRequest, Case, RequestStatus
from cases.refusals import NotOpenForReply
from panelportal.kit import clock, letters
from panelportal.kit.models import Letter
from tests.factories.cases import request_to, sent_case, sent_request


def test_opening_counts_once_and_never_goes_back(cast):
    request = sent_request(cast)
    requesting.mark_opened(request, by=cast.police)
    requesting.mark_in_progress(request, by=cast.police)

    requesting.mark_opened(request, by=cast.police_deputy)

    request = AgencyRequest.objects.get(pk=request.pk)
    assert (request.status, request.opened_by) == (RequestStatus.IN_PROGRESS, cast.police)


def test_a_reply_settles_the_duty_and_closes_the_request(cast):
    request = sent_request(cast)

    requesting.mark_submitted(request, outcome_status=RequestStatus.NOT_KNOWN, by=cast.police)

    request = AgencyRequest.objects.get(pk=request.pk)
    assert (request.status, request.submitted_by, request.is_late) == (RequestStatus.NOT_KNOWN, cast.police, False)
    assert not request.is_open_for_reply
    assert not Duty.objects.open().filter(kind="answer-request", about=request.reference).exists()
    for change in (requesting.mark_in_progress, requesting.mark_more_detail_needed):
        with pytest.raises(NotOpenForReply):
            change(request, by=cast.police)


def test_a_reply_after_its_day_is_taken_and_marked_late(of_old):
    with clock.at(clock.now() - timedelta(days=60)):
        request = sent_request(of_old)
    assert request.is_open_for_reply

    requesting.mark_submitted(request, outcome_status=RequestStatus.SUBMITTED, by=of_old.police)

    assert AgencyRequest.objects.get(pk=request.pk).is_late


def test_a_reply_on_its_day_is_not_late(cast):
    request = sent_request(cast)
    evening = datetime.combine(request.reply_by, datetime.min.time(), tzinfo=UTC) + timedelta(hours=20)

    with clock.at(evening):
        requesting.mark_submitted(request, outcome_status=RequestStatus.SUBMITTED, by=cast.police)

        assert not AgencyRequest.objects.get(pk=request.pk).is_late


@pytest.mark.parametrize("status", [RequestStatus.SENT, RequestStatus.WITHDRAWN, RequestStatus.MORE_DETAIL_NEEDED])
def test_only_the_status_of_a_reply_is_taken_as_one(cast, status):
    request = sent_request(cast)

    with pytest.raises(ValueError, match="not the status of a reply"):
        requesting.mark_submitted(request, outcome_status=status, by=cast.police)


def test_asking_for_more_detail_gives_the_duty_back_to_the_inspector(cast):
    request = sent_request(cast)

    requesting.mark_more_detail_needed(request, by=cast.police)

    assert not Duty.objects.open().filter(kind="answer-request", about=request.reference).exists()
    duty = Duty.objects.open().get(kind="give-more-detail")
    assert (duty.person, duty.about) == (cast.inspector, request.case.reference)


def test_a_redirected_request_rests_and_is_no_reply(cast):
    request = sent_request(cast)

    requesting.mark_redirected(request, by=cast.police)

    case = Case.objects.with_progress().get(pk=request.case_id)
    assert (case.answered, case.redirected) == (0, 1)
    assert case.next_step.text == "Ask somebody else: 1 request redirected"
    assert not Duty.objects.open().filter(kind="answer-request", about=request.reference).exists()


def test_the_last_reply_asks_the_coordinators_and_tells_no_agency(cast):
    case = sent_case(cast, agencies=[cast.police_force, cast.trust])
    police, trust = request_to(case, cast.police_force), request_to(case, cast.trust)

    requesting.mark_submitted(police, outcome_status=RequestStatus.NOT_KNOWN, by=cast.police)
    assert not Duty.objects.filter(kind="decide-about-panel").exists()
    requesting.mark_submitted(trust, outcome_status=RequestStatus.SUBMITTED, by=cast.health)

    duty = Duty.objects.open().get(kind="decide-about-panel")
    assert (duty.role, duty.about, duty.opened_by) == ("coordinator", case.reference, cast.inspector)
    assert not Duty.objects.asked_by(cast.health, less=()).exists()


def test_a_letter_that_still_waits_is_not_sent_after_the_reply(cast):
    request = sent_request(cast)
    letter = Letter.objects.get(to_email=cast.police.email, kind="request")
    still_due = letters._kinds["request"].still_due
    assert still_due(letter)

    requesting.mark_submitted(request, outcome_status=RequestStatus.NOT_KNOWN, by=cast.police_deputy)

    assert not still_due(letter)
