"""A request for the wrong organisation: one click drafts one to the organisation that was named."""

import pytest

from cases import bases, redirecting
from cases.models import Case, Kind, RequestStatus, Step
from cases.refusals import AlreadyAsked, NotRedirected
from findings import confirming
from tests.factories import findings as factory
from tests.factories.cases import request_to
from tests.findings.pages import page, text_of


def redirected(cast, *, to="Ask Northshire Mental Health Trust, the records team."):
    part = factory.part(cast)
    confirming.redirect_to(part, ask_instead=to, by=cast.police)
    return part


def test_the_agency_named_is_drafted_with_what_is_suggested_for_its_kind(cast, client_of):
    part = redirected(cast)
    client = client_of(cast.coordinator)
    assert "Draft a request to Northshire Mental Health Trust" in text_of(client.get(page(part, "reply")))

    done = client.post(page(part, "ask-instead"), {"agency": cast.trust.slug})

    trust = request_to(part.case, cast.trust)
    assert trust.status == RequestStatus.NOT_SENT
    kinds = set(trust.disclosures.get().particulars.values_list("kind", flat=True))
    assert Kind.NHS_NUMBER in kinds
    assert Kind.PNC not in kinds
    assert done.url == f"/cases/{part.case.reference}/agencies/{cast.trust.slug}/"
    assert "Asked instead: Northshire Mental Health Trust" in text_of(client.get(page(part, "reply")))


def test_the_case_no_longer_waits_for_somebody_to_be_asked(cast):
    part = redirected(cast)
    before = Case.objects.with_progress().get(pk=part.case_id)

    redirecting.ask_instead(part, agency=cast.trust, by=cast.coordinator)

    after = Case.objects.with_progress().get(pk=part.case_id)
    assert (before.redirected, after.redirected) == (1, 0)
    assert (before.asked, after.asked) == (1, 1)


def test_it_happens_once_and_never_for_an_agency_that_is_asked(cast):
    part = redirected(cast)
    with pytest.raises(AlreadyAsked):
        redirecting.ask_instead(part, agency=cast.police_force, by=cast.coordinator)
    redirecting.ask_instead(part, agency=cast.trust, by=cast.coordinator)

    with pytest.raises(NotRedirected):
        redirecting.ask_instead(part, agency=cast.jail, by=cast.coordinator)


def test_words_that_name_no_agency_lead_to_the_page_that_adds_one(cast, client_of):
    part = redirected(cast, to="The council, perhaps.")

    said = text_of(client_of(cast.coordinator).get(page(part, "reply")))

    assert "No organisation of the directory that is not asked yet is named in these words" in said


def test_it_is_asked_on_the_same_terms(cast):
    part = redirected(cast)
    part.step, part.reply_days = Step.FIRST, 7
    part.save(update_fields=["step", "reply_days"])

    instead = redirecting.ask_instead(part, agency=cast.trust, by=cast.coordinator)

    assert (instead.step, instead.reply_days, instead.legal_basis) == (Step.FIRST, 7, bases.TO_BE_CONFIRMED)
