"""The flag of a case is withdrawn: requests, letters, grants and duties end with it."""

import pytest
from django.urls import reverse

from agencies.models import Duty
from cases import progressing
from cases.models import Case, CaseStatus, RequestStatus
from cases.refusals import CaseOver, NotTheirsToWithdraw, TooLateToWithdraw
from cases.requesting import mark_submitted
from cases.unflagging import withdraw_flag
from panelportal.kit.models import Letter
from tests.cases.pages import text_of
from tests.factories.cases import flagged_case, request_to, sent_case

WHY = "Marker-Why: the review was mixed up with another."


def test_before_sending_whoever_flagged_it_or_a_lead_withdraws_it_and_no_agency_hears(cast):
    mine, anothers = flagged_case(cast), flagged_case(cast)

    withdraw_flag(mine, because=WHY, by=cast.inspector)
    withdraw_flag(anothers, because=WHY, by=cast.other_lead)

    for case in (mine, anothers):
        assert Case.objects.get(pk=case.pk).status == CaseStatus.WITHDRAWN
        assert {part.status for part in case.requests.all()} == {RequestStatus.WITHDRAWN}
        assert not Duty.objects.open().filter(scope=case.reference).exists()
    assert not Letter.objects.filter(kind="request-withdrawn").exists()


def test_another_inspector_does_not_withdraw_it(cast):
    case = flagged_case(cast)

    with pytest.raises(NotTheirsToWithdraw):
        withdraw_flag(case, because=WHY, by=cast.other_inspector)

    assert Case.objects.get(pk=case.pk).status == CaseStatus.FLAGGED


def test_after_sending_only_a_lead_withdraws_it_and_those_who_had_not_replied_are_told(cast):
    case = sent_case(cast)
    replied = request_to(case, cast.trust)
    mark_submitted(replied, outcome_status=RequestStatus.NOT_KNOWN, by=cast.health)
    with pytest.raises(NotTheirsToWithdraw):
        withdraw_flag(case, because=WHY, by=cast.inspector)

    withdraw_flag(case, because=WHY, by=cast.lead)

    told = {letter.to_label for letter in Letter.objects.filter(kind="request-withdrawn")}
    assert request_to(case, cast.trust).status == RequestStatus.NOT_KNOWN
    assert request_to(case, cast.police_force).is_withdrawn
    assert any("Police" in label for label in told)
    assert not any("Health" in label for label in told)
    assert not Duty.objects.open().filter(scope=case.reference).exists()


def test_a_withdrawn_flag_is_final_and_an_issued_report_stays(cast):
    case, issued = flagged_case(cast), sent_case(cast)
    withdraw_flag(case, because=WHY, by=cast.inspector)
    progressing.mark_panel_held(issued, by=cast.lead)
    progressing.mark_issued(issued, by=cast.lead)

    with pytest.raises(CaseOver):
        withdraw_flag(case, because=WHY, by=cast.lead)
    with pytest.raises(TooLateToWithdraw):
        withdraw_flag(issued, because=WHY, by=cast.lead)


def test_its_review_says_so_and_can_be_flagged_anew(cast, client_of):
    case = flagged_case(cast)
    review = case.reviews.get()
    withdraw_flag(case, because=WHY, by=cast.inspector)

    text = text_of(client_of(cast.inspector).get(f"/reviews/{review.reference}/"))
    again = flagged_case(cast, review=review)

    assert "was withdrawn on" in text
    assert case.reference in text
    assert reverse("cases:flag", args=[review.reference]) in text
    assert again != case


def test_an_agency_sees_nothing_of_a_withdrawn_case_any_more(cast, client_of):
    case = sent_case(cast)
    page = f"/requests/{request_to(case, cast.police_force).reference}/"
    client = client_of(cast.police)
    assert "Who to search for" in text_of(client.get(page, follow=True))

    withdraw_flag(case, because=WHY, by=cast.lead)

    assert "Who to search for" not in text_of(client.get(page, follow=True))


def test_the_page_says_what_ends_and_who_may(cast, client_of):
    case = sent_case(cast)
    page = reverse("cases:withdraw_flag", args=[case.reference])

    lead, inspector = text_of(client_of(cast.lead).get(page)), text_of(client_of(cast.inspector).get(page))
    refused = client_of(cast.inspector).post(page, {"because": WHY})
    done = client_of(cast.lead).post(page, {"because": WHY})

    assert "Northshire Police" in lead
    assert "Withdraw the flag</button>" in lead.replace("\n", "")
    assert "only by a lead inspector, because requests have been sent" in inspector
    assert refused.status_code == 200
    assert done["Location"] == f"/cases/{case.reference}/"
    shown = text_of(client_of(cast.lead).get(done["Location"]))
    assert WHY in shown
    assert "Withdraw the flag of this case" not in shown
