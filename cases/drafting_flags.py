"""Drafting a flag: what somebody has answered so far is kept, for them alone, until they flag or discard it."""

from cases.models import FlagDraft
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


def draft_of(review, person):
    """Return what a person has answered so far about flagging a review: typed values by field, by page."""
    draft = FlagDraft.objects.filter(review=review, saved_by=person).first()
    return draft.answers if draft else {}


@verb
def keep_answers(review, *, page, answers, by):
    """Keep the answers of one page, as typed; they replace what that page held."""
    draft = FlagDraft.objects.select_for_update().filter(review=review, saved_by=by).first()
    if draft is None:
        draft = FlagDraft(review=review)
        record("flag begun", about=review.reference, by=by)
    draft.answers = draft.answers | {page: answers}
    stamp(draft, "saved", by=by)
    draft.save()
    return draft


@verb
def discard_answers(review, *, by):
    """Discard what this person has answered. Returns whether there was anything."""
    discarded, _ = FlagDraft.objects.filter(review=review, saved_by=by).delete()
    if discarded:
        record("flag discarded", about=review.reference, by=by)
    return bool(discarded)
