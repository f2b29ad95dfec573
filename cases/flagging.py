"""Flagging: a rated review becomes a case for multi-agency learning."""

from cases import parallel, proceedings
from cases.joining_reviews import join_review
from cases.models import Case, CourtStage, FlagDraft, NotAsked, UnderWay
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
    court_stage=CourtStage.CHARGED,
    known=None,
    joined=(),
):
    """Open a multi-agency case from a rated review, and from those of `joined`.

    Nothing reaches any agency yet: a request is drafted for each, and goes
    when an inspector sends it. `not_asked` holds pairs of an agency and why
    it is not asked, `joined` pairs of a review and why it belongs to the
    case. Of what is `under_way`, criminal proceedings pause the case, at
    `court_stage`; another review is listed with what is `known` of its kind.
    Raises NotRatedYet and AlreadyFlagged: of two who flag at once, one does.
    """
    together = [review, *(other for other, _ in joined)]
    locked = Review.objects.select_for_update().filter(pk__in=[one.pk for one in together]).order_by("pk")
    for one in locked:  # in one order for everybody, so that two flags never wait for each other
        _refuse_to_flag(one)
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
    for other, because in joined:
        join_review(case, review=other, because=because, by=by)
    for agency in agencies:
        draft_request(case, agency=agency, by=by)
    for agency, because in not_asked:
        leave_out(case, agency=agency, because=because, by=by)
    _note_what_is_under_way(case, under_way, court_stage, known or {}, by=by)
    FlagDraft.objects.filter(review=review, saved_by=by).delete()
    asked = [agency.slug for agency in agencies]
    record("case flagged", about=case.reference, by=by, review=review.reference, agencies=asked)
    return case


@verb
def leave_out(case, *, agency, because, by):
    """Record that an agency was considered and is not asked, and why. Raises CaseOver."""
    case = Case.objects.lock_open(case)
    left_out = NotAsked.objects.filter(case=case, agency=agency).first() or NotAsked(case=case, agency=agency)
    left_out.because = because
    stamp(left_out, "decided", by=by)
    left_out.save()
    record("agency not asked", about=case.reference, by=by, agency=agency.slug)
    return left_out


@verb
def consider_again(case, *, agency, by):
    """Take back that an agency is not asked; nobody is asked by that. Tells whether it was so. Raises CaseOver."""
    case = Case.objects.lock_open(case)
    taken_back, _ = NotAsked.objects.filter(case=case, agency=agency).delete()
    if taken_back:
        record("agency considered again", about=case.reference, by=by, agency=agency.slug)
    return bool(taken_back)


def _refuse_to_flag(review):
    if not review.is_rated:
        raise NotRatedYet
    if flagged := Case.objects.of_review(review).first():
        raise AlreadyFlagged(flagged, review)


def _note_what_is_under_way(case, kinds, court_stage, known, *, by):
    for kind in map(UnderWay, kinds):
        if kind == UnderWay.CRIMINAL_PROCEEDINGS:
            proceedings.say_under_way(case, stage=court_stage, by=by)
        else:
            parallel.list_review(case, kind=kind, by=by, **known.get(kind, {}))


def suggested(agencies, notes, *, area=""):
    """Return those agencies that evidence notes name, by name or by kind, with the note that does.

    `notes` are answers to prompts about work with other agencies; the first
    that names an agency counts. A kind, such as police, stands for those of
    it in `area`, or for the only one there is; not where the note names one.
    """
    found = {}
    for answer in notes:
        note = answer.note.lower()
        named = [agency for agency in agencies if agency.name.lower() in note]
        kinds_named = {agency.kind_id for agency in named}
        meant = [one for one in agencies if one.kind_id not in kinds_named and one.kind.name.lower() in note]
        for agency in named + [one for one in meant if _is_near(one, meant, area)]:
            found.setdefault(agency, answer)
    return found


def _is_near(agency, meant, area):
    of_its_kind = [one for one in meant if one.kind_id == agency.kind_id]
    return bool(area and agency.area == area) or len(of_its_kind) == 1
