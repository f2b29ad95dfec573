"""Withdrawing: HMPPS takes a review back, so that nobody rates it any more; later apps see to what is theirs."""

from agencies.duties import settle_scope
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from ratings.models import Assessment, AssessmentStatus, Review, ReviewStatus
from ratings.moderating import void_countersignature

_also = []


class WithdrawnAlready(ValueError):
    """The review was withdrawn before, or another took its place."""


def when_a_review_is_withdrawn(act):
    """Have a verb called with the review and `by` once it is withdrawn; later apps do so when they are ready."""
    _also.append(act)


@verb
def withdraw_review(review, *, because, by):
    """Withdraw a review that HMPPS took back, with the reason.

    Every duty about it ends and the letters that ask for them do not leave;
    its inspector rates it no more. What was answered stays readable, and a
    report that was issued stays with the region. Raises WithdrawnAlready.
    """
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.is_withdrawn:
        raise WithdrawnAlready(review.reference)
    review.withdrawn_because = because
    stamp(review, "withdrawn", by=by)
    review.save(update_fields=["withdrawn_because", "withdrawn_by", "withdrawn_at"])
    move(review, ReviewStatus.WITHDRAWN, by=by)
    _end_assessment(review, by=by)
    settle_scope(scope=review.reference, how="the review was withdrawn", by=by)
    record("review withdrawn", about=review.reference, by=by)
    for act in _also:
        act(review, by=by)
    return review


def _end_assessment(review, *, by):
    held = Assessment.objects.select_for_update(of=("self",)).select_related("rater", "review")
    assessment = held.filter(review=review).first()
    if assessment is None:
        return
    access.revoke(Can.RATE, assessment, of=assessment.rater, by=by, because="the review was withdrawn")
    if assessment.status != AssessmentStatus.ISSUED:
        void_countersignature(assessment, by=by)
        move(assessment, AssessmentStatus.WITHDRAWN, by=by)
