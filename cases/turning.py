"""Turning points: charge dropped, person died, review withdrawn. The case stops until a lead inspector decides."""

from agencies import duties
from cases import pausing, proceedings
from cases.models import Case, CourtOutcome, Turn, TurningPoint
from cases.refusals import ClearedByOtherLead, NothingToDecide, WaitsForDecision
from cases.unflagging import withdraw_flag
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

DECIDE = "decide-course"
OUTCOMES = {Turn.CHARGE_DROPPED: CourtOutcome.DROPPED, Turn.PERSON_DIED: CourtOutcome.DIED}


@verb
def say_turned(case, *, kind, happened_on, by, note=""):
    """Note that the charge was dropped, the person has died, or the review was withdrawn.

    Proceedings end with the first two; the case pauses, with every clock in it, and a
    lead inspector who did not flag it decides whether it goes on. A case
    whose report was issued keeps its stage. Raises CaseOver, and
    WaitsForDecision while an earlier turning point is undecided.
    """
    case = Case.objects.lock_open(case)
    if case.turning_points.filter(decided_at=None).exists():
        raise WaitsForDecision
    turning_point = TurningPoint(case=case, kind=Turn(kind), happened_on=happened_on, note=note)
    stamp(turning_point, "noted", by=by)
    turning_point.save()
    if turning_point.kind in OUTCOMES:
        proceedings.end_with(case, outcome=OUTCOMES[turning_point.kind], by=by)
    pausing.pause(case, because=turning_point.kind.label, by=by)
    pausing.ask_a_lead(DECIDE, case, by=by)
    record("turning point", about=case.reference, by=by, kind=str(turning_point.kind), on=str(happened_on))
    return turning_point


@verb
def decide(case, *, goes_on, because, by):
    """Decide whether a case goes on after a turning point.

    A case that goes on stands where it stood before; one that does not has
    its flag withdrawn, which ends every request and duty. A lead inspector
    decides, not the one who flagged the case. Raises CaseOver,
    ClearedByOtherLead, NothingToDecide and TooLateToWithdraw.
    """
    case = Case.objects.lock_open(case)
    if case.flagged_by_id == by.pk:
        raise ClearedByOtherLead
    turning_point = case.turning_points.filter(decided_at=None).first()
    if turning_point is None:
        raise NothingToDecide
    turning_point.goes_on, turning_point.because = goes_on, because
    stamp(turning_point, "decided", by=by)
    turning_point.save()
    duties.settle(DECIDE, about=case.reference, by=by, how="decided")
    record("course decided", about=case.reference, by=by, goes_on=goes_on)
    if not goes_on:
        withdraw_flag(case, because=because, by=by)
    else:
        pausing.go_on(case, by=by)
    return turning_point
