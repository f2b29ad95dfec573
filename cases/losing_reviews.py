"""Losing a review: HMPPS withdrew it, so a case that rests on no other waits for a lead inspector's decision."""

from cases.models import Case, Turn
from cases.models.cases import CaseStatus
from cases.turning import say_turned
from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panelportal.kit.trail import record, verb

SETTLED = (CaseStatus.ISSUED, CaseStatus.CLOSED)


@verb
def lose_review(review, *, by):
    """Have each case of a review that was withdrawn wait for a decision, unless it rests on another that stands.

    Its requests are paused meanwhile. A case that waits for a decision
    already waits for that one; one whose report was issued stays as it is.
    """
    for case in Case.objects.select_for_update().of_review(review).order_by("pk"):
        record("review of the case withdrawn", about=case.reference, by=by, review=review.reference)
        if _has_to_wait(case):
            say_turned(case, kind=Turn.REVIEW_WITHDRAWN, happened_on=clock.today(), by=by)


def what_follows(request, review):
    """Return what its withdrawal means for the case of a review, said on the page that withdraws it, or None."""
    case = Case.objects.of_review(review).first()
    if case is None:
        return None
    if not access.may(request.user, Can.READ, case):
        return {"case": None}
    others = case.reviews.that_stand().exclude(pk=review.pk).exists()
    stays = "because it rests on another review, too" if others else f"at the stage ‘{case.status.label}’"
    return {"case": case, "waits": not others and case.status not in SETTLED, "stays": stays}


def _has_to_wait(case):
    if case.status in SETTLED or case.turning_points.filter(decided_at=None).exists():
        return False
    return not case.reviews.that_stand().exists()
