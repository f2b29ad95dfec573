"""HMPPS withdraws a review: nobody rates it any more, and a case that rests on it waits for a decision."""

import pytest
from django.urls import reverse

from agencies import duties
from agencies.models import Duty
from agencies.your_work import work_of
from cases import turning
from cases.joining_reviews import join_review
from cases.models import Case, CaseStatus, Together
from cases.refusals import NotRatedYet
from panelportal.kit import access, letters
from panelportal.kit.access import Can
from panelportal.kit.models import Letter
from ratings import allocating, assessing, moderating, withdrawing
from ratings.models import AssessmentStatus, Review, ReviewStatus
from tests.cases.pages import text_of
from tests.factories import cases as case_makers
from tests.factories import ratings

pytestmark = pytest.mark.django_db
WHY = "Marker-Why: it was sent to us by mistake."


def test_nobody_rates_it_any_more_and_no_letter_about_it_leaves(cast, mailoutbox):
    review = ratings.allocated_review(cast)

    withdrawing.withdraw_review(review, because=WHY, by=cast.coordinator)
    letters.deliver_due()

    assert Review.objects.get(pk=review.pk).status == ReviewStatus.WITHDRAWN
    assert not Duty.objects.open().filter(scope=review.reference).exists()
    assert not access.may(cast.inspector, Can.RATE, review.assessment)
    assert mailoutbox == []
    assert {letter.status for letter in Letter.objects.filter(about=review.reference)} == {"stopped"}
    with pytest.raises(allocating.CannotBeAllocated):
        allocating.allocate(review, to=cast.other_inspector, by=cast.lead)
    with pytest.raises(assessing.NotWithTheRater):
        assessing.write_feedback(review.assessment, texts={}, by=cast.inspector)


def test_what_was_countersigned_is_void_and_what_was_issued_stays_with_the_region(cast):
    signed, issued = ratings.countersigned_assessment(cast), ratings.issued_report(cast)

    withdrawing.withdraw_review(signed.review, because=WHY, by=cast.lead)
    withdrawing.withdraw_review(issued.review, because=WHY, by=cast.lead)

    signed.refresh_from_db()
    assert (signed.status, moderating.countersignature_of(signed)) == (AssessmentStatus.WITHDRAWN, None)
    assert issued.review.assessment.status == AssessmentStatus.ISSUED
    assert access.may(cast.reviewer, Can.READ, issued)
    assert not duties.has_open("acknowledge-qa-report", about=issued.reference)


def test_it_is_withdrawn_once_and_cannot_be_flagged(cast):
    review = ratings.rated_review(cast)
    withdrawing.withdraw_review(review, because=WHY, by=cast.lead)

    with pytest.raises(withdrawing.WithdrawnAlready):
        withdrawing.withdraw_review(review, because=WHY, by=cast.lead)
    with pytest.raises(NotRatedYet):
        case_makers.flagged_case(cast, review=Review.objects.get(pk=review.pk))


def test_a_case_that_rests_on_it_alone_stands_still_until_a_lead_decides(cast):
    case = case_makers.sent_case(cast)

    withdrawing.withdraw_review(case.reviews.get(), because=WHY, by=cast.coordinator)

    case.refresh_from_db()
    assert case.is_paused
    assert case_makers.request_to(case, cast.police_force).clock_stopped_on is not None
    assert "decide-course" in [duty.kind for duty in work_of(cast.lead).to_do]

    turning.decide(case, goes_on=True, because="There is learning.", by=cast.lead)

    case.refresh_from_db()
    assert case.status == CaseStatus.REQUESTS_SENT
    assert case_makers.request_to(case, cast.police_force).clock_stopped_on is None


def test_a_case_with_another_review_goes_on_and_its_account_says_so(cast, client_of):
    case = case_makers.sent_case(cast)
    first = case.reviews.get()
    join_review(case, review=ratings.rated_review(cast), because=Together.SAME_PERSON, by=cast.inspector)

    withdrawing.withdraw_review(first, because=WHY, by=cast.coordinator)

    assert Case.objects.get(pk=case.pk).status == CaseStatus.REQUESTS_SENT
    page = text_of(client_of(cast.inspector).get(f"/cases/{case.reference}/"))
    assert f"{first.reference}: HMPPS withdrew it" in page


def test_the_page_says_what_follows_and_the_review_says_what_happened(cast, client_of):
    case = case_makers.sent_case(cast)
    review = case.reviews.get()
    page, client = reverse("ratings:withdraw", args=[review.reference]), client_of(cast.coordinator)

    asked, empty = text_of(client.get(page)), text_of(client.post(page, {"because": ""}))
    done = client.post(page, {"because": WHY})

    assert f"Case {case.reference} rests on this review alone" in asked
    assert "Enter why HMPPS withdrew this review" in empty
    assert done["Location"] == f"/reviews/{review.reference}/"
    shown = text_of(client.get(done["Location"]))
    assert WHY in shown
    assert page not in shown
    assert client.get(page)["Location"] == f"/reviews/{review.reference}/"
