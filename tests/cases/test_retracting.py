"""Details of the wrong person went out: stopped, revoked, erased, recorded and told in one step."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agencies import duties
from agencies.models import Duty
from cases import disclosing, extending, particulars, requesting, retracting
from cases.answering_incidents import DecidedAlready, decide_report, say_deleted
from cases.models import Deletion, Kind, Particulars, Report, RequestStatus, WrongOf
from cases.unflagging import withdraw_flag
from findings.models import LearningPoint, Reply
from panelportal.kit import access, clock, letters
from panelportal.kit.access import Can
from panelportal.kit.models import Letter, TrailEntry
from tests.cases.pages import text_of
from tests.factories import findings
from tests.factories.cases import incident, request_to, sent_case, sent_request, taken_back

pytestmark = pytest.mark.django_db


def opened(cast, agency="police_force", by="police"):
    part = sent_request(cast, agency=getattr(cast, agency))
    return requesting.mark_opened(part, by=getattr(cast, by))


def test_the_agency_sees_nothing_more_and_is_asked_to_delete_what_it_saved(cast, client_of):
    part = opened(cast)
    client, page = client_of(cast.police), f"/requests/{part.reference}/"
    assert "Marker-Name" in text_of(client.get(page))

    taken_back(part, by=cast.inspector)

    part.refresh_from_db()
    assert part.status == RequestStatus.WITHDRAWN
    assert not access.may(cast.police, Can.READ, part)
    assert client.get(page).status_code == 404
    letter = Letter.objects.get(kind=retracting.TO_AGENCY, to_email=cast.police.email)
    assert letter.subject == f"Delete what you saved: {part.reference}"
    assert "Marker" not in letter.subject + letter.text + letter.html
    assert Duty.objects.open().filter(about=part.reference).values_list("kind", flat=True).get() == retracting.CONFIRM


def test_what_was_shown_is_erased_and_its_proof_stays(cast):
    part = opened(cast)
    before = part.disclosures.get()

    taken_back(part, by=cast.inspector, requests=list(part.case.requests.all()))

    erased = part.disclosures.get()
    assert (erased.digest, erased.version, erased.sent_at) == (before.digest, 1, before.sent_at)
    assert (erased.framing, erased.lines.count(), "Name" in erased.showed) == ({}, 0, True)
    assert disclosing.shown(part) is None
    assert not Particulars.objects.filter(value__contains="Marker").exists()
    entry = TrailEntry.objects.get(act="disclosure erased", about=part.reference)
    assert entry.facts["digest"] == before.digest
    assert "Marker" not in str(list(TrailEntry.objects.values_list("facts", flat=True)))


def test_a_value_that_another_agency_still_sees_stays_until_it_is_taken_back_there(cast):
    part = opened(cast)
    trust = request_to(part.case, cast.trust)

    taken_back(part, by=cast.inspector)
    kept = disclosing.shown(trust)
    taken_back(trust, by=cast.inspector, requests=[trust, request_to(part.case, cast.jail)])

    assert ("Name", "Jordan Marker-Name") in kept.identifiers
    assert not Particulars.objects.filter(value__contains="Marker-Name").exists()


def test_details_of_the_right_person_stay_in_the_case(cast):
    part = opened(cast)

    taken_back(part, by=cast.inspector, wrong=WrongOf.TOO_MUCH)

    assert Particulars.objects.filter(erased_at__isnull=False).count() == 0
    assert part.case.particulars.current().filter(kind=Kind.NAME).exists()


def test_all_that_is_known_of_the_wrong_person_goes_when_asked(cast):
    part = sent_request(cast, agencies=[cast.police_force])
    not_shown = part.case.particulars.get(kind=Kind.NHS_NUMBER)

    taken_back(part, by=cast.inspector, of_the_person=True)

    not_shown.refresh_from_db()
    assert (not_shown.value, not_shown.is_current) == ("", False)


def test_letters_that_wait_are_stopped_and_an_agency_that_never_looked_is_not_asked_to_delete(cast):
    part = sent_request(cast)

    taken_back(part, by=cast.inspector)

    assert {one.status for one in Letter.objects.filter(about=part.reference)} == {"stopped"}
    assert not duties.has_open(retracting.CONFIRM, about=part.reference)
    assert part.retraction.is_confirmed


def test_one_whose_letter_had_left_hears_that_it_need_not_answer(cast, mailoutbox):
    part = sent_request(cast)
    letters.deliver_due()
    mailoutbox.clear()

    taken_back(part, by=cast.inspector)
    letters.deliver_due()

    told = [mail.subject for mail in mailoutbox if cast.police.email in mail.to]
    assert told == [f"No need to check your records: {part.reference}"]


def test_several_agencies_at_once_and_each_is_asked_anew_with_nothing_shown_yet(cast):
    case = sent_case(cast)
    parts = list(case.requests.all())

    one = taken_back(parts[0], by=cast.inspector, requests=parts)

    assert one.retractions.count() == 3
    anew = case.requests.drafts()
    assert {part.agency for part in anew} == {part.agency for part in parts}
    assert not anew.exclude(disclosures=None).exists()
    assert duties.has_open(requesting.SEND, about=case.reference)


def test_the_corrected_details_can_be_sent_anew(cast):
    part = opened(cast)
    case = part.case
    taken_back(part, by=cast.inspector, requests=list(case.requests.all()))

    particulars.put_particulars(case, values={Kind.NAME: "Right Person"}, by=cast.inspector)
    disclosing.choose_suggested(case, by=cast.inspector)
    requesting.send_requests(case, by=cast.inspector)

    anew = request_to(case, cast.police_force)
    assert anew.reference != part.reference
    assert ("Name", "Right Person") in disclosing.shown(anew).identifiers
    assert access.may(cast.police, Can.ANSWER, anew)


def test_an_agency_that_should_not_have_been_asked_is_not_asked_anew(cast):
    part = opened(cast)

    taken_back(part, by=cast.inspector, wrong=WrongOf.AGENCY)

    assert not part.case.requests.drafts().exists()


def test_a_reply_is_set_aside_for_a_lead_inspector_alone(cast, client_of):
    part = findings.replied(findings.part(cast), by=cast.police)
    page = f"/requests/{part.reference}/reply/"

    taken_back(part, by=cast.inspector)

    statuses = {name: client_of(getattr(cast, name)).get(page).status_code for name in ("police", "inspector", "lead")}
    assert statuses == {"police": 404, "inspector": 404, "lead": 200}
    assert LearningPoint.objects.filter(request=part).exists()
    assert not LearningPoint.objects.submitted().of_case(part.case).exists()
    assert Reply.objects.filter(request=part).exists()


def test_the_leads_are_told_of_72_hours_that_no_pause_stops(cast):
    found_at = clock.now() - timedelta(hours=5)
    part = opened(cast)

    one = taken_back(part, by=cast.inspector, found_at=found_at)
    extending.stop_clocks(part.case, because="paused", by=cast.lead)
    withdraw_flag(part.case, because="Given up.", by=cast.lead)

    assert one.report_by == found_at + timedelta(hours=72)
    still = Duty.objects.open().filter(scope=part.case.reference, paused_at=None)
    assert set(still.values_list("kind", flat=True)) == {retracting.CONFIRM, retracting.DECIDE}
    assert duties.has_open(retracting.DECIDE, about=one.reference)
    assert Letter.objects.filter(kind=retracting.TO_LEADS).count() == 2


def test_nothing_is_taken_back_twice(cast):
    part = opened(cast)
    taken_back(part, by=cast.inspector)

    with pytest.raises(retracting.NothingToRetract):
        taken_back(part, by=cast.inspector)


def test_the_duty_stays_until_nothing_is_left(cast):
    part = incident(cast).retractions.get()

    say_deleted(part, answer=Deletion.NOT_YET, note="One note.", by=cast.health)
    left = duties.has_open(retracting.CONFIRM, about=part.reference)
    say_deleted(part, answer=Deletion.DELETED, by=cast.health)
    again = say_deleted(part, answer=Deletion.NOT_YET, by=cast.health)

    assert left
    assert not duties.has_open(retracting.CONFIRM, about=part.reference)
    assert (again.answer, again.answered_by) == (Deletion.DELETED, cast.health)


def test_the_report_is_decided_once_with_a_reason(cast):
    one = incident(cast)

    decide_report(one, report=Report.NOT_REPORTED, because="Deleted within the hour.", by=cast.lead)

    assert not duties.has_open(retracting.DECIDE, about=one.reference)
    with pytest.raises(DecidedAlready, match="Leda Lead"):
        decide_report(one, report=Report.REPORTED, because="No.", by=cast.other_lead)


def test_the_inspector_takes_back_on_one_page_and_the_case_keeps_a_plain_account(cast, client_of):
    part = opened(cast)
    client, page = client_of(cast.inspector), reverse("cases:retract", args=[part.case.reference])
    typed = {
        "requests": [part.pk],
        "wrong": "wrong-person",
        "account": "Marker-Account: two people of one name.",
        "found_on_day": "1",
        "found_on_month": "2",
        "found_on_year": "2026",
        "found_time": "10:30am",
        "ask_again": "on",
    }

    empty = text_of(client.post(page, {"found_time": "soon"}))
    done = client.post(page, typed)
    shown = text_of(client.get(done["Location"]))

    assert "Select at least one organisation" in empty
    assert "Time must be a time" in empty
    assert "Marker-Account" in shown
    assert "The 72 hours end on Wednesday 4 February 2026 at 10:30am" in shown
    assert "Not confirmed yet" in shown
    account = text_of(client.get(f"/cases/{part.case.reference}/"))
    assert "Details taken back" in account
    assert "all of it was taken back" not in text_of(client.get(page))


def test_the_agency_says_on_one_page_that_it_deleted_everything(cast, client_of):
    part = incident(cast).retractions.get()
    client, page = client_of(cast.health), reverse("cases:confirm_deletion", args=[part.reference])

    asked, empty = text_of(client.get(page)), text_of(client.post(page, {}))
    client.post(page, {"answer": "deleted"})

    assert "This is our mistake" in asked
    assert "Marker" not in asked
    assert "Select what your organisation saved" in empty
    assert "We have deleted everything that we saved: Hana Health told us" in text_of(client.get(page))


def test_a_lead_decides_on_a_page_that_says_when_the_time_ends(cast, client_of):
    one = incident(cast)
    client, page = client_of(cast.lead), reverse("cases:decide_incident", args=[one.reference])

    asked, empty = text_of(client.get(page)), text_of(client.post(page, {}))
    done = client.post(page, {"report": "reported", "report_because": "Marker-Why"})

    assert "Article 33 of the UK GDPR" in asked
    assert "Select whether this incident is reported" in empty
    assert "Marker-Why" in text_of(client.get(done["Location"]))
    assert client.get(page)["Location"] == done["Location"]
