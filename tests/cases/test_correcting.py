"""Other details after a request was sent: a new version, sent as a correction."""

from datetime import timedelta

import pytest

from agencies.models import Duty
from cases import disclosing, requesting
from cases.correcting import send_correction
from cases.models import AgencyRequest, Case, Kind, RequestStatus
from cases.particulars import put_particulars
from cases.refusals import NoName, NothingToCorrect, NotSentYet
from cases.telling import reply_date
from panelportal.kit import clock
from panelportal.kit.models import Letter
from panelportal.kit.words import short_day
from tests.factories.cases import chosen_case, request_to, sent_case


def choose_all(case, request, by):
    return disclosing.choose(request, particulars=case.particulars.current(), by=by)


def test_a_correction_is_seen_only_when_it_is_sent(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    put_particulars(case, values={Kind.NAME: "Corrected"}, by=cast.inspector)
    choose_all(case, police, cast.inspector)
    assert dict(disclosing.shown(police).identifiers)["Name"] == "Jordan Marker-Name"
    before = disclosing.to_be_shown(police)

    send_correction(police, by=cast.inspector)

    after = disclosing.shown(police)
    assert after == before
    assert dict(after.identifiers)["Name"] == "Corrected"
    assert [day for day, _ in after.corrections] == [clock.today()]


def test_the_agency_reads_what_changed_and_when_and_not_what_it_was(cast, client_of):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    put_particulars(case, values={Kind.NAME: "Corrected"}, by=cast.inspector)
    without = [one for one in case.particulars.current() if one.kind != Kind.ADDRESS]
    disclosing.choose(police, particulars=without, by=cast.inspector)
    send_correction(police, by=cast.inspector)

    page = client_of(cast.police).get(f"/requests/{police.reference}/").content.decode()

    assert f"Corrected on {short_day(clock.today())}:</strong> name changed" in page
    assert "case reference number (CRN) and NHS number added; address no longer shown." in page
    assert "Marker-Name" not in page
    assert "Marker-Street" not in page


def test_every_correction_stands_with_its_day(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    for name in ("Second", "Third"):
        put_particulars(case, values={Kind.NAME: name}, by=cast.inspector)
        disclosing.choose(police, particulars=case.particulars.current().filter(kind=Kind.NAME), by=cast.inspector)
        send_correction(police, by=cast.inspector)

    corrections = disclosing.shown(police).corrections

    assert [day for day, _ in corrections] == [clock.today()] * 2
    assert corrections[0][1].startswith("name changed; other names,")
    assert corrections[1][1] == "name changed"


def test_words_around_the_details_stay_as_they_were_sent(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    before = disclosing.shown(police)

    Case.objects.filter(pk=case.pk).update(lines_of_enquiry="Changed since.")

    assert disclosing.shown(request_to(case, cast.police_force)) == before


def test_both_versions_stay_with_their_digests(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    first = police.disclosures.get()
    put_particulars(case, values={Kind.NAME: "Corrected"}, by=cast.inspector)
    choose_all(case, police, cast.inspector)

    send_correction(police, by=cast.inspector)

    versions = list(police.disclosures.all())
    assert [one.version for one in versions] == [1, 2]
    assert versions[0].digest == first.digest == disclosing.digest_of(disclosing.show(versions[0]))
    assert versions[1].digest == disclosing.digest_of(disclosing.show(versions[1]))


def test_the_agency_is_told_that_something_changed_and_not_what(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    put_particulars(case, values={Kind.NAME: "Marker-Corrected"}, by=cast.inspector)
    choose_all(case, police, cast.inspector)

    send_correction(police, by=cast.inspector)

    told = Letter.objects.filter(kind="request-corrected")
    assert {letter.to_email for letter in told} == {cast.police.email, cast.police_deputy.email}
    assert {letter.subject for letter in told} == {f"Check the corrected details: {police.reference}"}
    assert all("Marker" not in letter.text + letter.html for letter in told)


def test_more_detail_gives_the_full_time_again_and_returns_the_duty(of_old):
    with clock.at(clock.now() - timedelta(days=30)):
        case = sent_case(of_old)
    police = request_to(case, of_old.police_force)
    requesting.mark_more_detail_needed(police, by=of_old.police)
    choose_all(case, police, of_old.inspector)

    send_correction(police, by=of_old.inspector)

    police = AgencyRequest.objects.get(pk=police.pk)
    assert (police.status, police.reply_by) == (RequestStatus.IN_PROGRESS, reply_date())
    assert Duty.objects.open().get(kind="answer-request", about=police.reference).due_on == police.reply_by
    assert not Duty.objects.open().filter(kind="give-more-detail").exists()


def test_choosing_the_same_again_is_no_correction(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    disclosing.choose(police, particulars=police.disclosures.get().particulars.all(), by=cast.inspector)

    with pytest.raises(NothingToCorrect):
        send_correction(police, by=cast.inspector)


def test_a_correction_needs_a_name(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    disclosing.choose(police, particulars=case.particulars.current().filter(kind=Kind.CRN), by=cast.inspector)

    with pytest.raises(NoName):
        send_correction(police, by=cast.inspector)


def test_a_draft_is_sent_not_corrected(cast):
    police = request_to(chosen_case(cast), cast.police_force)

    with pytest.raises(NotSentYet):
        send_correction(police, by=cast.inspector)
