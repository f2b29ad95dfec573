"""Flagging: a rated review becomes a case for multi-agency learning."""

from cases import proceedings
from cases.models import Case, NotAsked, ParallelReview, UnderWay
from cases.refusals import AlreadyFlagged, NotRatedYet
from cases.requesting import draft_request
from panelportal.kit.attribution import stamp
from panelportal.kit.references import next_reference
from panelportal.kit.trail import record, verb
from ratings.models import Review


@verb
def flag_for_learning(
    review,
    *,
    agencies,
    reasons,
    in_own_words,
    lines_of_enquiry,
    period_from,
    period_to,
    by,
    not_asked=(),
    under_way=(),
    about_under_way="",
):
    """Open a multi-agency case from a rated review.

    Nothing reaches any agency yet: a request is drafted for each, and goes
    when an inspector sends it. Criminal proceedings under way pause the
    case. `not_asked` holds pairs of an agency and why it is not asked.
    Raises NotRatedYet and AlreadyFlagged.
    """
    review = Review.objects.select_for_update().get(pk=review.pk)
    if not review.is_rated:
        raise NotRatedYet
    if flagged := Case.objects.of_review(review).first():
        raise AlreadyFlagged(flagged)
    case = Case(
        reference=next_reference("MAC"),
        reasons=[str(reason) for reason in reasons],
        in_own_words=in_own_words,
        lines_of_enquiry=lines_of_enquiry,
        period_from=period_from,
        period_to=period_to,
    )
    stamp(case, "flagged", by=by)
    case.save()
    case.reviews.add(review)
    for agency in agencies:
        draft_request(case, agency=agency, by=by)
    for agency, because in not_asked:
        leave_out(case, agency=agency, because=because, by=by)
    _note_what_is_under_way(case, under_way, about_under_way, by=by)
    asked = [agency.slug for agency in agencies]
    record("case flagged", about=case.reference, by=by, review=review.reference, agencies=asked)
    return case


@verb
def leave_out(case, *, agency, because, by):
    """Record that an agency was considered and is not asked, and why."""
    left_out = NotAsked.objects.filter(case=case, agency=agency).first() or NotAsked(case=case, agency=agency)
    left_out.because = because
    stamp(left_out, "decided", by=by)
    left_out.save()
    record("agency not asked", about=case.reference, by=by, agency=agency.slug)
    return left_out


def _note_what_is_under_way(case, kinds, contact_and_status, *, by):
    kinds = [UnderWay(kind) for kind in kinds]
    ParallelReview.objects.bulk_create(
        ParallelReview(case=case, kind=kind, contact_and_status=contact_and_status) for kind in kinds
    )
    if UnderWay.CRIMINAL_PROCEEDINGS in kinds:
        proceedings.say_under_way(case, by=by)


def suggested(agencies, notes):
    """Return those agencies that evidence notes name, by name or by kind, with the note that does.

    `notes` are answers to prompts about work with other agencies; the first that names an agency counts.
    """
    found = {}
    for agency in agencies:
        words = {agency.name.lower(), agency.kind.name.lower()}
        naming = next((answer for answer in notes if any(word in answer.note.lower() for word in words)), None)
        if naming:
            found[agency] = naming
    return found
