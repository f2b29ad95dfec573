"""A withdrawn request is gone for its agency, at once."""

import pytest

from agencies.models import Duty
from agencies.your_work import work_of
from cases import requesting
from cases.models import AgencyRequest, AgencyRequestGroupGrant, RequestStatus
from cases.refusals import AlreadyAnswered
from cases.withdrawing import withdraw_request
from panelportal.kit import access, letters
from panelportal.kit.access import Can
from panelportal.kit.models import Letter
from tests.factories.cases import chosen_case, request_to, sent_case


def test_withdrawing_takes_the_grants_of_that_agency_only(cast):
    case = sent_case(cast)
    police, trust = request_to(case, cast.police_force), request_to(case, cast.trust)

    withdraw_request(police, because="Wrong area.", by=cast.inspector)

    assert not access.may(cast.police, Can.READ, police)
    assert access.may(cast.health, Can.READ, trust)
    assert AgencyRequestGroupGrant.objects.filter(content_object=police).count() == 0


def test_withdrawing_settles_the_duty_and_stops_letters_that_wait(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    waiting = Letter.objects.get(kind="request", to_email=cast.police.email)

    withdraw_request(police, because="Wrong area.", by=cast.inspector)

    assert not letters._kinds["request"].still_due(waiting)
    assert Duty.objects.get(kind="answer-request", about=police.reference).how == "withdrawn"
    assert Duty.objects.open().filter(kind="answer-request").count() == 2


def test_a_withdrawn_request_is_nothing_that_the_agency_finished(cast):
    request = request_to(sent_case(cast), cast.police_force)

    withdraw_request(request, because="Asked by mistake.", by=cast.inspector)

    assert work_of(cast.police).finished == []


def test_the_agency_is_told_without_the_reason(cast):
    case = sent_case(cast)

    withdraw_request(request_to(case, cast.police_force), because="Marker-Because", by=cast.inspector)

    told = Letter.objects.filter(kind="request-withdrawn")
    assert {letter.to_email for letter in told} == {cast.police.email, cast.police_deputy.email}
    assert all("Marker" not in letter.subject + letter.text + letter.html for letter in told)
    assert all(len(letter.subject) <= 60 for letter in told)


def test_withdrawing_a_draft_tells_nobody(cast):
    case = chosen_case(cast)

    withdraw_request(request_to(case, cast.police_force), because="Not needed.", by=cast.inspector)

    assert not Letter.objects.filter(kind="request-withdrawn").exists()
    assert [one.agency for one in requesting.send_requests(case, by=cast.inspector)] == [cast.trust, cast.jail]


def test_withdrawing_twice_withdraws_once(cast):
    police = request_to(sent_case(cast), cast.police_force)
    withdraw_request(police, because="First.", by=cast.inspector)

    withdraw_request(police, because="Second.", by=cast.lead)

    police = AgencyRequest.objects.get(pk=police.pk)
    assert (police.withdrawn_because, police.withdrawn_by) == ("First.", cast.inspector)
    assert Letter.objects.filter(kind="request-withdrawn").count() == 2


def test_an_answered_request_is_not_withdrawn(cast):
    police = request_to(sent_case(cast), cast.police_force)
    requesting.mark_submitted(police, outcome_status=RequestStatus.SUBMITTED, by=cast.police)

    with pytest.raises(AlreadyAnswered):
        withdraw_request(police, because="Too late.", by=cast.inspector)


def test_a_withdrawn_agency_can_be_asked_again(cast):
    case = sent_case(cast)
    first = request_to(case, cast.police_force)
    withdraw_request(first, because="Wrong details.", by=cast.inspector)

    again = requesting.draft_request(case, agency=cast.police_force, by=cast.inspector)

    assert again.reference != first.reference
    assert request_to(case, cast.police_force) == again
    assert [one.agency for one in AgencyRequest.objects.for_board(case)].count(cast.police_force) == 1


def test_when_the_only_open_request_is_withdrawn_the_coordinators_decide(cast):
    case = sent_case(cast, agencies=[cast.police_force, cast.trust])
    requesting.mark_submitted(request_to(case, cast.trust), outcome_status=RequestStatus.SUBMITTED, by=cast.health)

    withdraw_request(request_to(case, cast.police_force), because="Wrong area.", by=cast.inspector)

    assert Duty.objects.open().filter(kind="decide-about-panel", about=case.reference).count() == 1
