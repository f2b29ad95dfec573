"""Learning that one agency proposes for another: seen there once the pack is released, then answered."""

import pytest
from django.core import mail

from agencies.duties import has_open
from cases.withdrawing import withdraw_request
from findings import proposing, releasing
from findings.models import ProposalToAgency
from findings.models.proposals import ProposalStatus
from findings.models.release import ReleaseTo
from panelportal.kit import letters
from tests.factories import findings as factory
from tests.factories.cases import taken_back
from tests.findings.pages import page, text_of

SUGGESTION = "Marker-Suggestion: tell us when a mailbox changes."


@pytest.fixture
def parts(cast):
    """Requests to the police and the trust about one case."""
    return factory.parts(cast, "police_force", "trust")


def proposed(cast, parts):
    return factory.directed_proposal(cast, parts_of_case=parts)


def test_an_agency_proposes_and_takes_back_while_its_reply_is_open(cast, client_of, parts):
    police, client = parts[0], client_of(cast.police)
    point = factory.point(police, by=cast.police)
    url = page(police, f"learning/{point.reference}/propose")

    client.post(url, {"for_kind": "health", "named": "", "suggestion": SUGGESTION})
    listed = text_of(client.get(page(police, "learning")))
    client.post(f"{url}{ProposalToAgency.objects.get().pk}/take-back/")

    assert "Proposed for another agency Health body" in listed
    assert not ProposalToAgency.objects.exists()


def test_the_other_agency_sees_nothing_before_the_pack(cast, client_of, parts):
    proposal, client = proposed(cast, parts), client_of(cast.health)

    shown = text_of(client.get(page(parts[1], "for-us")))
    answering = client.get(page(parts[1], f"for-us/{proposal.pk}"))

    assert "No other agency has proposed learning for you" in shown
    assert answering.status_code == 404
    assert not has_open(proposing.DUTY, about=parts[1].reference)
    with pytest.raises(proposing.NotPutToAgency):
        proposing.answer(proposal, status=ProposalStatus.ACCEPTED, because="", by=cast.health)


def test_after_the_pack_it_is_told_by_a_letter_without_content_and_answers(cast, client_of, parts):
    proposal, (police, health) = proposed(cast, parts), parts
    client, url = client_of(cast.health), page(parts[1], f"for-us/{proposal.pk}")
    letters.deliver_due()
    mail.outbox.clear()

    releasing.release(police.case, by=cast.inspector)
    letters.deliver_due()
    had_duty = has_open(proposing.DUTY, about=health.reference)
    shown = text_of(client.get(page(health, "for-us")))
    unexplained = client.post(url, {"status": "declined", "because": ""})
    client.post(url, {"status": "amended", "amended": "We read it daily.", "because": "We have one already."})

    told = [one for one in mail.outbox if "proposed" in one.subject]
    assert [one.to for one in told] == [[cast.health.email]]
    assert SUGGESTION not in told[0].body
    assert "police" not in told[0].body.casefold()
    assert had_duty
    assert SUGGESTION in shown
    assert "Northshire Police" in shown
    assert "Enter why you change or decline it" in text_of(unexplained)
    assert not has_open(proposing.DUTY, about=health.reference)
    answered = text_of(client_of(cast.police).get(page(police, "proposed")))
    assert "Accepted with a change" in answered
    assert "We have one already." in answered


def test_what_the_panel_may_not_read_is_put_to_nobody(cast, parts):
    proposal = proposed(cast, parts)
    releasing.choose(proposal.point, release=ReleaseTo.INSPECTORATE_ONLY, by=cast.police)

    releasing.release(parts[0].case, by=cast.inspector)

    assert not ProposalToAgency.objects.put_to(parts[1]).exists()


def test_learning_that_is_withdrawn_later_is_read_no_more_by_the_other_agency(cast, client_of, parts):
    proposal = proposed(cast, parts)
    releasing.release(parts[0].case, by=cast.inspector)

    releasing.choose(proposal.point, release=ReleaseTo.INSPECTORATE_ONLY, by=cast.police)

    shown = text_of(client_of(cast.health).get(page(parts[1], "for-us")))
    assert "Withdrawn by the agency that wrote it" in shown
    assert SUGGESTION not in shown
    assert proposal.point.what not in shown


def test_learning_of_a_reply_that_is_set_aside_waits_for_no_answer_any_more(cast, client_of, parts):
    proposal = proposed(cast, parts)
    releasing.release(parts[0].case, by=cast.inspector)

    taken_back(parts[0], by=cast.inspector)

    shown = client_of(cast.health).get(page(parts[1], "for-us"))
    assert not has_open(proposing.DUTY, about=parts[1].reference)
    assert "Withdrawn by the agency that wrote it" in text_of(shown)
    assert f"for-us/{proposal.pk}/" not in shown.content.decode()
    with pytest.raises(proposing.NotPutToAgency):
        proposing.answer(proposal, status=ProposalStatus.ACCEPTED, because="", by=cast.health)


def test_learning_of_a_reply_that_was_set_aside_before_the_pack_is_put_to_nobody(cast, parts):
    proposed(cast, parts)
    taken_back(parts[0], by=cast.inspector)

    proposing.put_to_agencies(parts[0].case, by=cast.inspector)

    assert not ProposalToAgency.objects.put_to(parts[1]).exists()


def test_an_agency_whose_request_is_withdrawn_has_nothing_to_answer_any_more(cast, parts):
    proposed(cast, parts)
    releasing.release(parts[0].case, by=cast.inspector)
    assert has_open(proposing.DUTY, about=parts[1].reference)

    withdraw_request(parts[1], because="Asked twice.", by=cast.inspector)

    assert not has_open(proposing.DUTY, about=parts[1].reference)


def test_it_goes_only_to_another_agency_of_the_same_case_and_stays_there(cast, parts):
    proposal = proposed(cast, parts)
    elsewhere = factory.part(cast, "trust")

    for wrong in (parts[0], elsewhere):
        with pytest.raises(proposing.NotForThisAgency):
            proposing.direct(proposal, to=wrong, by=cast.coordinator)
    releasing.release(parts[0].case, by=cast.inspector)
    with pytest.raises(proposing.NotForThisAgency):
        proposing.direct(proposal, to=parts[1], by=cast.coordinator)


def test_casework_chooses_whom_it_goes_to_among_those_asked(cast, client_of, parts):
    proposal = proposed(cast, parts)
    client, where = client_of(cast.coordinator), f"/cases/{parts[0].case.reference}/learning-for-others/"

    listed, asked = text_of(client.get(where)), text_of(client.get(f"{where}{proposal.pk}/"))
    answer = client.post(f"{where}{proposal.pk}/", {"to": parts[1].pk})

    assert "Goes to Northshire Mental Health Trust" in listed
    assert "HMP Northmoor" not in asked  # it was not asked about this case
    assert answer.status_code == 302
