"""Joining: a further rated review comes into a case about the same person or a linked incident."""

from cases.models import Case, FlagDraft, JoinedReview, Together
from cases.models.cases import TAKE_REVIEWS
from cases.refusals import AlreadyFlagged, NotRatedYet, TakesNoReview
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from ratings.models import Review


@verb
def join_review(case, *, review, because, by):
    """Bring a rated review into an open case; a conflict of interest on it takes the case from then on.

    Nothing is sent, and nothing that agencies were told changes. Joining
    again changes nothing. Raises NotRatedYet, AlreadyFlagged when the review
    is in another case, and TakesNoReview once a panel has been held.
    """
    review = Review.objects.select_for_update().get(pk=review.pk)
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not review.is_rated:
        raise NotRatedYet
    holding = Case.objects.of_review(review).first()
    if holding == case:
        return case
    if holding:
        raise AlreadyFlagged(holding, review)
    if case.status not in TAKE_REVIEWS:
        raise TakesNoReview(case)
    case.reviews.add(review)
    joined = JoinedReview(case=case, review=review, because=Together(because))
    stamp(joined, "joined", by=by)
    joined.save()
    FlagDraft.objects.filter(review=review, saved_by=by).delete()
    record("review joined", about=case.reference, by=by, review=review.reference, because=str(because))
    return case
