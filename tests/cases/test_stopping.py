"""Two minutes to stop: what was just sent is taken back as long as no letter has left and nobody has opened it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from agencies.models import Duty
from agencies.your_work import work_of
from cases import disclosing, requesting, stopping
from cases.models import AgencyRequestGroupGrant, Case, CaseStatus, RequestDocument, RequestStatus
from cases.refusals import NothingToStop
from panelportal.kit import access, clock, files, letters
from panelportal.kit.access import Can
from panelportal.kit.models import Letter
from panelportal.kit.trail import one_transaction
from panelportal.kit.versions import ChangedMeanwhile
from tests.cases.pages import seen_on, text_of
from tests.factories.authenticator import App
from tests.factories.cases import chosen_case, request_to, sent_case
from tests.factories.people import the_cast
from tests.kit.at_once import at_once


def just_sent(cast):
    case = chosen_case(cast)
    requesting.send_requests(case, pause=letters.BATCH_PAUSE, by=cast.inspector)
    return Case.objects.get(pk=case.pk)


def test_stopping_leaves_nothing_of_the_sending(cast):
    case = just_sent(cast)

    stopped = stopping.stop_requests(case, by=cast.inspector)

    assert len(stopped) == 3
    assert {one.status for one in case.requests.all()} == {RequestStatus.NOT_SENT}
    assert AgencyRequestGroupGrant.objects.count() == 0
    assert not Duty.objects.open().filter(kind="answer-request").exists()
    assert Duty.objects.open().filter(kind="send-requests", about=case.reference).exists()
    assert Case.objects.get(pk=case.pk).status == CaseStatus.FLAGGED
    assert not access.may(cast.police, Can.READ, request_to(case, cast.police_force))
    with clock.at(clock.now() + timedelta(minutes=5)):
        letters.deliver_due()
    assert mail.outbox == []


def test_what_was_stopped_is_nothing_that_the_agency_ever_did(cast):
    stopping.stop_requests(just_sent(cast), by=cast.inspector)

    work = work_of(cast.police)

    assert (work.to_do, work.finished) == ([], [])


def test_what_was_stopped_can_be_changed_and_sent_again_once(cast):
    case = just_sent(cast)
    police = request_to(case, cast.police_force)
    stopping.stop_requests(case, by=cast.inspector)
    disclosing.choose(police, particulars=case.particulars.searchable(case), by=cast.inspector)

    with clock.at(clock.now() + timedelta(minutes=1)):
        requesting.send_requests(case, by=cast.inspector)
        letters.deliver_due()

    assert len(mail.outbox) == 4
    assert len(disclosing.shown(police).identifiers) == 1
    assert [one.version for one in police.disclosures.all()] == [1]


def test_letters_that_left_cannot_be_stopped(cast):
    case = just_sent(cast)

    with clock.at(clock.now() + timedelta(minutes=3)):
        letters.deliver_due()
        with pytest.raises(NothingToStop):
            stopping.stop_requests(case, by=cast.inspector)

    assert len(mail.outbox) == 4
    assert access.may(cast.police, Can.READ, request_to(case, cast.police_force))


def test_an_agency_that_opened_its_request_meanwhile_keeps_it(cast):
    case = just_sent(cast)
    requesting.mark_opened(request_to(case, cast.police_force), by=cast.police)

    stopped = stopping.stop_requests(case, by=cast.inspector)

    assert {one.agency for one in stopped} == {cast.trust, cast.jail}
    assert request_to(case, cast.police_force).status == RequestStatus.OPENED
    assert Case.objects.get(pk=case.pk).status == CaseStatus.REQUESTS_SENT


def test_the_page_after_sending_offers_to_stop(cast, client_of):
    case = chosen_case(cast)
    client, url = client_of(cast.inspector), reverse("cases:send", args=[case.reference])
    sent = client.post(url, {"seen": seen_on(text_of(client.get(url)))}, follow=True)
    stop = reverse("cases:stop", args=[case.reference])

    check, done = client.get(stop), client.post(stop, follow=True)

    assert f'href="{stop}"' in text_of(sent)
    assert "Northshire Police" in text_of(check)
    assert "3 requests stopped. Nobody was told." in text_of(done)
    assert "Nothing can be stopped any more" in text_of(client.get(stop))


def test_who_sends_proves_again_who_they_are_when_that_is_long_ago(cast, client_of):
    case = chosen_case(cast)
    App.of(cast.inspector)
    client = client_of(cast.inspector)
    session = client.session
    session["proved"] -= 31 * 60
    session.save()

    led = client.post(reverse("cases:send", args=[case.reference]), {"confirmed": "on"})

    assert led.url.startswith("/account/security/prove/")
    assert not case.requests.sent().exists()


def test_what_changed_while_the_list_was_open_is_not_sent(cast, client_of):
    case = chosen_case(cast)
    client, url = client_of(cast.inspector), reverse("cases:send", args=[case.reference])
    seen = seen_on(text_of(client.get(url)))
    police = request_to(case, cast.police_force)
    disclosing.choose(police, particulars=case.particulars.searchable(case), by=cast.lead)

    told = client.post(url, {"seen": seen})

    assert "Who gets what changed since you opened this page, so nothing was sent" in text_of(told)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.FLAGGED
    with pytest.raises(ChangedMeanwhile):
        requesting.send_requests(case, seen=seen, by=cast.inspector)
    assert client.post(url, {"seen": seen_on(text_of(told))}).status_code == 302


def test_a_correction_that_changed_while_its_page_was_open_is_not_sent(cast, client_of):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    disclosing.choose(police, particulars=list(case.particulars.current())[:2], by=cast.inspector)
    client, url = client_of(cast.inspector), reverse("cases:correct", args=[case.reference, cast.police_force.slug])
    seen = seen_on(text_of(client.get(url)))
    disclosing.choose(police, particulars=list(case.particulars.current())[:3], by=cast.lead)

    told = client.post(url, {"seen": seen})

    assert "so nothing was sent" in text_of(told)
    assert not Letter.objects.filter(kind="request-corrected").exists()


def test_an_agency_without_a_contact_is_named_with_the_way_to_add_one(cast, client_of):
    case = chosen_case(cast, agencies=[cast.charity])

    page = text_of(client_of(cast.inspector).get(reverse("cases:send", args=[case.reference])))

    assert "Nobody in the directory" in page
    assert reverse("agencies:agency", args=[cast.charity.slug]) in page


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_send_once():
    with one_transaction():
        cast = the_cast()
    case = chosen_case(cast)

    sent = at_once(
        lambda: requesting.send_requests(case, by=cast.inspector), lambda: requesting.send_requests(case, by=cast.lead)
    )

    assert sorted(len(one) for one in sent) == [0, 3]
    assert Letter.objects.filter(kind="request").count() == 4
    assert Duty.objects.open().filter(kind="answer-request").count() == 3


def test_what_an_agency_has_read_or_written_by_another_page_cannot_be_stopped(cast, client_of):
    case = chosen_case(cast)
    police, trust = request_to(case, cast.police_force), request_to(case, cast.trust)
    kept = files.store(b"%PDF-1.7", name="terms.pdf", content_type=files.PDF_TYPE, by=cast.inspector)
    document = RequestDocument.objects.create(request=police, file=kept, title="Terms of reference", is_terms=True)
    requesting.send_requests(case, pause=letters.BATCH_PAUSE, by=cast.inspector)

    client_of(cast.inspector).get(f"/request-documents/{document.pk}/")
    assert police in stopping.stoppable(case)
    client_of(cast.police).get(f"/request-documents/{document.pk}/")
    client_of(cast.health).post(f"/requests/{trust.reference}/messages/", {"text": "Is this for us?", "seen": "0"})

    assert [one.agency for one in stopping.stop_requests(case, by=cast.inspector)] == [cast.jail]
