"""Splitting: reviews that do not belong together after all become a case of their own, with what is theirs."""

from agencies import declaring, duties
from agencies.directory import the_inspectorate
from agencies.models import Conflict, Duty
from cases import extending, pausing, proceedings
from cases.models import AgencyRequest, Case, CaseStatus, FamilyContact, Proceedings, RequestStatus, Split
from cases.models.cases import TAKE_REVIEWS
from cases.models.splits import Going
from cases.progressing import ask_for_decision
from cases.refusals import Refusal, WaitsForDecision
from cases.requesting import MORE_DETAIL, ask_to_send
from cases.sharing_out import share_out_particulars
from cases.withdrawing import settle_what_waited
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.references import next_reference
from panelportal.kit.trail import record, verb
from panelportal.kit.words import listed

SAME = ("reasons", "in_own_words", "lines_of_enquiry", "period_from", "period_to")

_asked_before, _also = [], []


class NothingToSplit(Refusal):
    def __init__(self):
        super().__init__("Select some of the reviews of this case: one at least stays, and one at least goes")


class TooLateToSplit(Refusal):
    def __init__(self, case):
        super().__init__(f"The case cannot be split at the stage ‘{case.status.label}’")


class AskedTwice(Refusal):
    def __init__(self):
        super().__init__("Select requests of this case only")


def ask_before_splitting(check):
    """Have a function called with a case before it is split; it raises a Refusal to prevent that."""
    _asked_before.append(check)


def when_a_case_is_split(act):
    """Have a verb called with the split, the requests that went and what became of particulars, in later apps.

    `copies` maps each particular that was copied to its copy.
    """
    _also.append(act)


@verb
def split_case(
    case,
    *,
    reviews,
    because,
    by,
    requests=(),
    parallel_reviews=(),
    particulars=Going.BOTH,
    courts=Going.BOTH,
    family=Going.BOTH,
):
    """Open a new case for some reviews of a joined case, with the requests and what else goes along. Returns it.

    Requests go with their reference, grants, duties, messages and what they
    showed. Particulars, proceedings and family go, stay, or are copied. A
    conflict of interest on the case holds for the new one, too. The new
    case pauses when the proceedings that paused the other go along; else its
    clocks start again. Raises CaseOver, TooLateToSplit once a panel has been
    held, WaitsForDecision, NothingToSplit, AskedTwice, and what a later app
    refuses, such as while a panel is planned.
    """
    case = Case.objects.lock_open(case)
    going = _refuse_to_split(case, reviews)
    parts = _lock_parts(case, requests)
    new = _open(case, by=by)
    _move_reviews(case, new, going)
    copies = share_out_particulars(case, new, parts, particulars, by=by)
    _move_requests(case, new, parts)
    parallel = _move_parallel_reviews(case, new, parallel_reviews)
    _share_out(FamilyContact, case, new, family)
    _share_out_courts(case, new, courts)
    _stand_where_it_stood(case, new, courts, by=by)
    went = _account(going, parts, parallel, particulars, courts, family)
    split = Split(case=case, into=new, because=because, went=went)
    stamp(split, "split", by=by)
    split.save()
    _settle(case, new, by=by)
    _keep_conflicts(case, new, by=by)
    for act in _also:
        act(split, requests=parts, copies=copies, by=by)
    for one, facts in ((case, {"into": new.reference}), (new, {"of": case.reference})):
        record("case split", about=one.reference, by=by, reviews=[review.reference for review in going], **facts)
    return new


def _refuse_to_split(case, reviews):
    if case.status not in TAKE_REVIEWS:
        raise TooLateToSplit(case)
    if case.turning_points.filter(decided_at=None).exists():
        raise WaitsForDecision
    going = list(case.reviews.filter(pk__in=[review.pk for review in reviews]).order_by("pk"))
    if not going or len(going) == case.reviews.count():
        raise NothingToSplit
    for check in _asked_before:
        check(case)
    return going


def _lock_parts(case, requests):
    chosen = case.requests.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in requests])
    parts = list(chosen.order_by("pk"))
    if len(parts) != len(requests):
        raise AskedTwice
    return parts


def _move_reviews(case, new, going):
    case.reviews.remove(*going)
    case.joined_reviews.filter(review__in=going).delete()
    new.reviews.add(*going)


def _move_parallel_reviews(case, new, chosen):
    moved = list(case.parallel_reviews.filter(pk__in=[one.pk for one in chosen]))
    case.parallel_reviews.filter(pk__in=[one.pk for one in moved]).update(case=new)
    return moved


def _open(case, *, by):
    new = Case(reference=next_reference("MAC"), **{name: getattr(case, name) for name in SAME})
    stamp(new, "flagged", by=by)
    new.save()
    return new


def _move_requests(case, new, parts):
    references = [part.reference for part in parts]
    AgencyRequest.objects.filter(pk__in=[part.pk for part in parts]).update(case=new)
    Duty.objects.filter(scope=case.reference, about__in=references).update(scope=new.reference)
    for part in parts:
        part.case = new


def _share_out(model, case, new, going):
    """Leave the one row that a case has of a model, move it, or copy it."""
    held = model.objects.filter(case=case).first()
    if held is None or going == Going.STAYS:
        return
    if going == Going.BOTH:
        held.pk, held._state.adding = None, True
    held.case = new
    held.save()


def _share_out_courts(case, new, going):
    held = Proceedings.objects.filter(case=case).first()
    if held is None:
        return
    clearances, checks = list(held.clearances.all()), list(held.checks.all())
    _share_out(Proceedings, case, new, going)
    duty = Duty.objects.open().filter(kind=proceedings.CHECK, about=case.reference)
    if going == Going.GOES:
        duty.update(about=new.reference, scope=new.reference)
    if going != Going.BOTH:
        return
    for row in [*clearances, *checks]:
        row.pk, row._state.adding = None, True
        row.proceedings = new.proceedings
        row.save()
    for one in duty:
        _open_again(one, new)


def _open_again(duty, new):
    """Have what is to be checked in a case be checked in the new one, too, by the same person on the same day."""
    duties.open_duty(
        duty.kind,
        about=new.reference,
        agency=duty.agency,
        person=duty.person,
        due_on=duty.due_on,
        scope=new.reference,
        by=duty.opened_by,
    )


def _stand_where_it_stood(case, new, courts, *, by):
    """Let the new case stand as far as its requests have gone, paused if proceedings that go along pause it."""
    if new.requests.sent().exists():
        move(new, CaseStatus.REQUESTS_SENT, by=by, because=f"split from {case.reference}")
    if not case.is_paused:
        return
    if courts == Going.STAYS:
        extending.start_clocks(new, because=proceedings.WHY, by=by)
        return
    if pausing.pause(new, because=proceedings.WHY, by=by):
        pausing.ask_a_lead(proceedings.DUTY, new, by=by)
    if courts == Going.GOES:
        duties.settle(proceedings.DUTY, about=case.reference, by=by, how=f"went to {new.reference}")
        pausing.go_on(Case.objects.get(pk=case.pk), by=by)


def _settle(case, new, *, by):
    """Let what waits in either case be what its own requests wait for."""
    if new.requests.drafts().exists():
        ask_to_send(new, by=by)
    waiting = new.requests.filter(status=RequestStatus.MORE_DETAIL_NEEDED).select_related("sent_by").first()
    if waiting:
        person = waiting.sent_by
        held = {"about": new.reference, "scope": new.reference, "agency": the_inspectorate()}
        duties.open_duty(MORE_DETAIL, person=person, by=person, **held)
    settle_what_waited(Case.objects.get(pk=case.pk), by=by)
    ask_for_decision(Case.objects.get(pk=new.pk))


def _keep_conflicts(case, new, *, by):
    for conflict in Conflict.objects.live().filter(scope=case.reference).select_related("user"):
        declaring.declare_conflict(conflict.user, scope=new.reference, by=by)


def _account(reviews, parts, parallel, particulars, courts, family):
    """Return in words what went to the new case."""
    went = [f"Reviews: {listed(review.reference for review in reviews)}."]
    went.append(f"Requests: {listed(part.reference for part in parts) or 'none'}.")
    went.append(f"Other reviews: {listed(str(one) for one in parallel) or 'none'}.")
    told = (("Details of the person", particulars), ("Proceedings", courts), ("Victims and family", family))
    return [*went, *(f"{what}: {Going(going).label.lower()}." for what, going in told)]
