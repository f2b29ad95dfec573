"""Drafting requests, and sending them: all or none."""

from datetime import UTC, datetime, timedelta

import pytest

from agencies import leaving
from agencies.models import Duty, Membership
from cases import disclosing, requesting
from cases.models import AgencyRequestGroupGrant, Case, CaseStatus, Disclosure, Kind, RequestStatus
from cases.refusals import AlreadyAsked, CasePaused, NobodyActsFor, NoName, NothingChosen
from panelportal.kit import access, clock, letters, working_days
from panelportal.kit.access import Can
from panelportal.kit.models import Letter, TrailEntry
from tests.factories.cases import PARTICULARS, chosen_case, described_case, request_to, sent_case, sent_request


def written(kind="request"):
    return list(Letter.objects.filter(kind=kind).order_by("to_email"))


def test_each_agency_is_granted_its_own_request_and_no_more(cast):
    case = sent_case(cast)

    grants = AgencyRequestGroupGrant.objects.values_list(
        "group__agency", "content_object__agency", "permission__codename"
    )
    asked = [cast.police_force.pk, cast.trust.pk, cast.jail.pk]
    assert sorted(grants) == sorted((pk, pk, can) for pk in asked for can in ("answer", "read"))
    police = request_to(case, cast.police_force)
    able = [cast.police, cast.police_deputy]
    unable = [cast.health, cast.housing, cast.left, cast.attendee, cast.stranger, cast.reviewer, cast.auditor]
    assert [access.may(person, Can.ANSWER, police) for person in able] == [True, True]
    assert [access.may(person, Can.READ, police) for person in unable] == [False] * len(unable)


def test_everybody_who_acts_for_an_agency_gets_one_letter(cast):
    sent_case(cast)

    people = [cast.police, cast.police_deputy, cast.health, cast.prison]
    assert [letter.to_email for letter in written()] == sorted(person.email for person in people)


def test_the_letter_says_what_to_do_by_when_and_leads_to_the_request(of_old):
    with clock.at(datetime(2025, 3, 21, 10, tzinfo=UTC)):
        request = sent_request(of_old)

    letter = Letter.objects.get(to_email=of_old.police.email, kind="request")
    assert request.reply_by == working_days.add(datetime(2025, 3, 21).date(), 15)
    assert letter.subject == f"Check your records by 11 April 2025: {request.reference}"
    assert f"http://testserver/requests/{request.reference}/" in letter.text
    assert f"http://testserver/requests/{request.reference}/" in letter.html
    assert "Friday 11 April 2025" in letter.text
    assert letter.text.count("http") == 1


def test_the_longest_subject_has_60_characters_at_most(of_old):
    with clock.at(datetime(2026, 9, 9, 10, tzinfo=UTC)):
        sent_case(of_old)

    assert all("30 September 2026" in letter.subject and len(letter.subject) <= 60 for letter in written())


def test_no_letter_carries_anything_of_the_case(cast):
    case = sent_case(cast)

    told = ["Marker", "X123456", "2003/0011985X", "943 476 5919", "1985", "release", case.reference]
    others = {cast.police: ["Mental Health", "HMP"], cast.health: ["Police", "HMP"], cast.prison: ["Police", "Mental"]}
    for person, names in others.items():
        letter = Letter.objects.get(to_email=person.email, kind="request")
        text = letter.subject + letter.text + letter.html
        assert [word for word in [*told, *names] if word in text] == []
    assert len(told) > 0 < len(PARTICULARS)


def test_each_agency_has_the_duty_to_answer_its_own(cast):
    case = sent_case(cast)

    duties = Duty.objects.open().filter(kind="answer-request")
    assert {(one.agency, one.about) for one in duties} == {(one.agency, one.reference) for one in case.requests.all()}
    assert {(one.role, one.person, one.scope, one.opened_by) for one in duties} == {
        ("", None, case.reference, cast.inspector)
    }
    assert {one.due_on for one in duties} == {working_days.add(clock.today(), 15)}
    assert not Duty.objects.open().filter(kind="send-requests").exists()


def test_sending_twice_sends_once(cast):
    case = sent_case(cast)
    before = (Letter.objects.count(), Disclosure.objects.count(), TrailEntry.objects.count())

    assert requesting.send_requests(case, by=cast.inspector) == []

    assert (Letter.objects.count(), Disclosure.objects.count(), TrailEntry.objects.count()) == before


def test_when_the_second_letter_fails_nothing_is_sent(cast, monkeypatch):
    case = chosen_case(cast)
    write, tried = letters.write, []

    def break_second(*args, **kwargs):
        tried.append(kwargs["to"])
        if len(tried) == 2:
            raise OSError("the second letter")
        return write(*args, **kwargs)

    monkeypatch.setattr(letters, "write", break_second)
    acts = TrailEntry.objects.count()

    with pytest.raises(OSError, match="the second letter"):
        requesting.send_requests(case, by=cast.inspector)

    assert len(tried) == 2
    assert written() == []
    assert AgencyRequestGroupGrant.objects.count() == 0
    assert not Disclosure.objects.sent().exists()
    assert not Duty.objects.filter(kind="answer-request").exists()
    assert TrailEntry.objects.count() == acts
    assert {one.status for one in case.requests.all()} == {RequestStatus.NOT_SENT}
    assert Case.objects.get(pk=case.pk).status == CaseStatus.FLAGGED


def test_an_agency_without_anybody_stops_the_whole_batch(cast):
    case = chosen_case(cast)
    leaving.end_membership(Membership.objects.get(user=cast.health), by=cast.coordinator)

    with pytest.raises(NobodyActsFor) as refused:
        requesting.send_requests(case, by=cast.inspector)

    assert refused.value.agency == cast.trust
    assert written() == []


def test_nothing_goes_before_it_is_chosen_what_each_agency_sees(cast):
    case = described_case(cast)

    with pytest.raises(NothingChosen, match="HMP Northmoor"):
        requesting.send_requests(case, by=cast.inspector)


def test_nothing_goes_without_a_name_to_search_for(cast):
    case = chosen_case(cast)
    police = request_to(case, cast.police_force)
    disclosing.choose(police, particulars=case.particulars.current().filter(kind=Kind.SUMMARY), by=cast.inspector)

    with pytest.raises(NoName, match="Northshire Police"):
        requesting.send_requests(case, by=cast.inspector)


def test_nothing_goes_while_the_case_is_paused(cast):
    case = chosen_case(cast, under_way=["criminal-proceedings"])

    with pytest.raises(CasePaused):
        requesting.send_requests(case, by=cast.inspector)

    assert written() == []


def test_an_agency_added_later_has_its_own_clock(of_old):
    with clock.at(clock.now() - timedelta(days=10)):
        case = sent_case(of_old, agencies=[of_old.police_force])
    requesting.draft_request(case, agency=of_old.trust, by=of_old.coordinator)
    disclosing.choose_suggested(case, by=of_old.inspector)

    sent = requesting.send_requests(case, by=of_old.inspector)

    police, trust = request_to(case, of_old.police_force), request_to(case, of_old.trust)
    assert sent == [trust]
    assert trust.reply_by > police.reply_by
    assert {letter.about for letter in written() if letter.to_email == of_old.health.email} == {trust.reference}
    assert {letter.about for letter in written() if letter.to_email == of_old.police.email} == {police.reference}


def test_an_agency_is_asked_once_in_a_case(cast):
    case = sent_case(cast)

    with pytest.raises(AlreadyAsked):
        requesting.draft_request(case, agency=cast.police_force, by=cast.inspector)
