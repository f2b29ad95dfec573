"""A rated review joins a case that is open, instead of becoming one of its own."""

import pytest
from django.urls import reverse

from agencies.declaring import declare_conflict
from cases import progressing
from cases.joining_reviews import join_review
from cases.models import Case, Together
from cases.refusals import AlreadyFlagged, NotRatedYet, TakesNoReview
from cases.unflagging import withdraw_flag
from panelportal.kit.models import Letter
from tests.cases.flag_pages import url
from tests.cases.pages import text_of
from tests.factories.cases import flagged_case, sent_case
from tests.factories.ratings import rated_review, sent_assessment


def join(case, review, cast):
    return join_review(case, review=review, because=Together.SAME_PERSON, by=cast.inspector)


def test_a_review_joins_a_case_and_nobody_is_told(cast):
    case, review = sent_case(cast), rated_review(cast)
    letters = Letter.objects.count()

    join(case, review, cast)
    join(case, review, cast)

    assert set(case.reviews.all()) >= {review}
    assert [(one.review, one.joined_by) for one in case.joined_reviews.all()] == [(review, cast.inspector)]
    assert Letter.objects.count() == letters


def test_a_review_is_in_one_case_only_and_has_to_be_rated(cast):
    case, other = flagged_case(cast), flagged_case(cast)

    with pytest.raises(AlreadyFlagged):
        join(case, other.reviews.get(), cast)
    with pytest.raises(NotRatedYet):
        join(case, sent_assessment(cast).review, cast)


def test_no_review_joins_after_the_panel_or_when_the_flag_was_withdrawn(cast):
    held, given_up, review = sent_case(cast), flagged_case(cast), rated_review(cast)
    progressing.mark_panel_held(held, by=cast.coordinator)
    withdraw_flag(given_up, because="Flagged by mistake.", by=cast.inspector)

    for case in (held, given_up):
        with pytest.raises(TakesNoReview):
            join(case, review, cast)


def test_a_conflict_of_interest_on_a_joined_review_takes_the_case_and_its_other_reviews(cast, client_of):
    case, review = flagged_case(cast), rated_review(cast)
    first = case.reviews.get()
    declare_conflict(cast.lead, scope=review.reference, by=cast.lead)
    client = client_of(cast.lead)
    page = reverse("cases:requests", args=[case.reference])
    assert client.get(page).status_code == 200

    join(case, review, cast)

    assert client.get(page).status_code == 404
    assert client.get(f"/reviews/{first.reference}/").status_code == 404
    assert client_of(cast.other_lead).get(page).status_code == 200


def test_the_page_offers_the_open_cases_that_one_may_see(cast, client_of):
    case, hidden, review = flagged_case(cast), flagged_case(cast), rated_review(cast)
    declare_conflict(cast.inspector, scope=hidden.reference, by=cast.inspector)
    client = client_of(cast.inspector)

    text = text_of(client.get(url("flag_join", review)))
    done = client.post(url("flag_join", review), {"case": case.pk, "because": "linked-incident"})

    assert case.reference in text
    assert hidden.reference not in text
    assert done["Location"] == f"/cases/{case.reference}/"
    assert Case.objects.of_review(review).get() == case
    assert review.reference in text_of(client.get(done["Location"]))


def test_a_case_that_one_may_not_see_cannot_be_joined(cast, client_of):
    hidden, review = flagged_case(cast), rated_review(cast)
    declare_conflict(cast.inspector, scope=hidden.reference, by=cast.inspector)

    page = client_of(cast.inspector).post(url("flag_join", review), {"case": hidden.pk, "because": "same-person"})

    assert page.status_code == 200
    assert "Select the case that this review belongs to" in text_of(page)
    assert not Case.objects.of_review(review).exists()
