"""Parallel reviews: what else looks at the same events, and which agencies have answered it already.

So that an agency is not asked twice: where it wrote for another review, it
may attach that.
"""

from cases.models import Case, ParallelReview, ParallelState
from cases.refusals import AlreadyListed, NotListed
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import save_next_version

TOLD = ("kind", "called", "their_reference", "led_by", "contact", "state")


@verb
def list_review(
    case,
    *,
    kind,
    by,
    called="",
    their_reference="",
    led_by="",
    contact="",
    state=ParallelState.UNDER_WAY,
    answered_by=(),
):
    """List another review of the same events. Raises CaseOver and AlreadyListed."""
    case = Case.objects.lock_open(case)
    listed = ParallelReview(case=case, kind=str(kind), called=called, their_reference=their_reference)
    listed.led_by, listed.contact, listed.state = led_by, contact, state
    _refuse_a_second(listed)
    stamp(listed, "added", by=by)
    listed.save()
    listed.answered_by.set(answered_by)
    record("parallel review listed", about=case.reference, by=by, **_facts(listed))
    return listed


@verb
def change_review(review, *, seen, answered_by, by, **told):
    """Change what is told of a listed review; `seen` is the version that its editor saw.

    Raises CaseOver, NotListed, AlreadyListed and ChangedMeanwhile.
    """
    review = _locked(review)
    for name in TOLD:
        setattr(review, name, told[name])
    _refuse_a_second(review)
    stamp(review, "changed", by=by)
    save_next_version(review, seen=seen, fields=[*TOLD, "changed_by", "changed_at"])
    review.answered_by.set(answered_by)
    record("parallel review changed", about=review.case.reference, by=by, **_facts(review))
    return review


@verb
def remove_review(review, *, because, by):
    """Take a review off the list; who did so and why is kept. Raises CaseOver and NotListed."""
    review = _locked(review)
    review.removed_because = because
    stamp(review, "removed", by=by)
    review.save(update_fields=["removed_because", "removed_by", "removed_at"])
    record("parallel review removed", about=review.case.reference, by=by, kind=review.kind)
    return review


def may_attach(case, agency):
    """Return the reviews for which an agency wrote already, in words, so that it may attach what it wrote.

    Asks nothing more where `parallel_reviews__answered_by` of the case was prefetched.
    """
    listed = [review for review in case.parallel_reviews.all() if review.removed_at is None]
    return [str(review) for review in listed if agency in review.answered_by.all()]


def answered_already(request, part):
    """Return the other reviews that the agency of a request has answered, for the inspectorate's page of it."""
    written = may_attach(part.case, part.agency)
    return {"agency": part.agency, "reviews": written} if written else None


def _locked(review):
    Case.objects.lock_open(review.case)
    found = ParallelReview.objects.listed().select_for_update(of=("self",)).select_related("case")
    found = found.filter(pk=review.pk).first()
    if found is None:
        raise NotListed
    return found


def _refuse_a_second(review):
    same = {name: getattr(review, name) for name in ("case", "kind", "called", "their_reference")}
    if ParallelReview.objects.listed().filter(**same).exclude(pk=review.pk).exists():
        raise AlreadyListed


def _facts(review):
    answered = sorted(agency.slug for agency in review.answered_by.all())
    return {"kind": str(review.kind), "state": str(review.state), "answered_by": answered}
