"""Criminal proceedings: followed from check to check, they pause a case until a lead inspector clears its stage."""

from agencies import duties
from agencies.directory import the_inspectorate
from cases import pausing
from cases.models import Case, Clearance, CourtOutcome, CourtStage, Proceedings, ProceedingsCheck, Stage
from cases.models.proceedings import AT_AN_OUTCOME
from cases.refusals import ClearedByOtherLead, NothingUnderWay
from panelportal.kit import clock, working_days
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import save_next_version

DUTY, CHECK = "clear-proceedings", "check-proceedings"
WHY = "criminal proceedings"
NEXT_CHECK_DAYS = 20  # working days


@verb
def say_under_way(case, *, by, stage=CourtStage.CHARGED, court_date=None):
    """Note that criminal proceedings are under way, and at which stage.

    The case pauses, a lead inspector is asked to decide, and whoever flagged
    the case to check again in 20 working days. Raises CaseOver.
    """
    case = Case.objects.lock_open(case)
    proceedings = Proceedings.objects.filter(case=case).first() or Proceedings(case=case)
    if proceedings.pk and proceedings.are_under_way:
        return proceedings
    proceedings.ended_by = proceedings.ended_at = None
    proceedings.stage, proceedings.outcome, proceedings.court_date = CourtStage(stage), "", court_date
    stamp(proceedings, "noted", by=by)
    proceedings.save()
    proceedings.clearances.all().delete()
    record("criminal proceedings under way", about=case.reference, by=by)
    if pausing.pause(case, because=WHY, by=by):
        pausing.ask_a_lead(DUTY, case, by=by)
    _keep_check(proceedings, "", next_check_day(), by=by)
    return proceedings


@verb
def check(case, *, seen, stage, by, outcome="", court_date=None, next_check_on=None, note=""):
    """Keep what a check of the proceedings found; `seen` is the version that the one who checked saw.

    The next check is due in 20 working days, or on the day given. When they
    have come to an end a lead inspector is asked to say so, and nobody
    checks again. Raises CaseOver, NothingUnderWay and ChangedMeanwhile.
    """
    case = Case.objects.lock_open(case)
    proceedings = _under_way(case)
    proceedings.stage, proceedings.court_date = CourtStage(stage), court_date
    proceedings.outcome = CourtOutcome(outcome) if proceedings.stage in AT_AN_OUTCOME else ""
    save_next_version(proceedings, seen=seen, fields=["stage", "outcome", "court_date"])
    if _come_to_an_end(proceedings):
        _keep_check(proceedings, note, None, by=by)
        pausing.ask_a_lead(DUTY, case, by=by)
    else:
        _keep_check(proceedings, note, next_check_on or next_check_day(), by=by)
    record("proceedings checked", about=case.reference, by=by, stage=str(stage))
    return proceedings


@verb
def say_ended(case, *, by):
    """Note that the proceedings have ended: every stage is free, and a paused case goes on where it stood.

    Raises CaseOver and NothingUnderWay.
    """
    case = Case.objects.lock_open(case)
    proceedings = _under_way(case)
    _end(proceedings, by=by)
    record("criminal proceedings ended", about=case.reference, by=by)
    _go_on(case, by=by)
    return proceedings


@verb
def end_with(case, *, outcome, by):
    """Note how proceedings came to an end when there is nothing left to try; the caller decides about the case.

    Changes nothing where none are under way.
    """
    proceedings = Proceedings.objects.filter(case=case, ended_at=None).first()
    if proceedings is None:
        return None
    proceedings.stage, proceedings.outcome, proceedings.court_date = CourtStage.OUTCOME, CourtOutcome(outcome), None
    save_next_version(proceedings, seen=proceedings.version, fields=["stage", "outcome", "court_date"])
    _keep_check(proceedings, "", None, by=by)
    _end(proceedings, by=by)
    duties.settle(DUTY, about=case.reference, by=by, how="not needed any more")
    record("criminal proceedings ended", about=case.reference, by=by)
    return proceedings


@verb
def clear(case, *, stage, by, because=""):
    """Let one stage go ahead although proceedings are under way.

    A lead inspector decides, not the one who flagged the case. Raises
    CaseOver, NothingUnderWay and ClearedByOtherLead.
    """
    case = Case.objects.lock_open(case)
    proceedings, stage = _under_way(case), Stage(stage)
    if case.flagged_by_id == by.pk:
        raise ClearedByOtherLead
    clearance = proceedings.clearances.filter(stage=stage).first()
    if clearance:
        return clearance
    clearance = Clearance(proceedings=proceedings, stage=stage, because=because)
    stamp(clearance, "cleared", by=by)
    clearance.save()
    record("stage cleared", about=case.reference, by=by, stage=str(stage))
    if case.is_paused and proceedings.leave_free(pausing.STAGE_AT[pausing.stood_at(case)]):
        _go_on(case, by=by)
    return clearance


def next_check_day():
    """Return the day on which proceedings are to be checked again when nobody names another."""
    return working_days.add(clock.today(), NEXT_CHECK_DAYS)


def _under_way(case):
    proceedings = Proceedings.objects.select_for_update().filter(case=case).first()
    if proceedings is None or not proceedings.are_under_way:
        raise NothingUnderWay
    return proceedings


def _come_to_an_end(proceedings):
    """Tell whether there is nothing left to follow: a sentence, or an outcome after which there is none."""
    convicted = proceedings.outcome in (CourtOutcome.CONVICTED, CourtOutcome.LESSER)
    return proceedings.stage == CourtStage.SENTENCED or (proceedings.stage == CourtStage.OUTCOME and not convicted)


def _keep_check(proceedings, note, next_check_on, *, by):
    proceedings.next_check_on = next_check_on
    stamp(proceedings, "checked", by=by)
    proceedings.save(update_fields=["next_check_on", "checked_by", "checked_at"])
    found = {name: getattr(proceedings, name) for name in ("stage", "outcome", "court_date", "next_check_on")}
    row = ProceedingsCheck(proceedings=proceedings, note=note, **found)
    stamp(row, "checked", by=by)
    row.save()
    case = proceedings.case
    duties.settle(CHECK, about=case.reference, by=by, how="checked")
    if next_check_on:
        duties.open_duty(
            CHECK,
            about=case.reference,
            agency=the_inspectorate(),
            person=case.flagged_by,
            due_on=next_check_on,
            scope=case.reference,
            by=by,
        )


def _end(proceedings, *, by):
    proceedings.next_check_on = None
    stamp(proceedings, "ended", by=by)
    proceedings.save(update_fields=["next_check_on", "ended_by", "ended_at"])
    duties.settle(CHECK, about=proceedings.case.reference, by=by, how="the proceedings have ended")


def _go_on(case, *, by):
    pausing.go_on(case, by=by)
    duties.settle(DUTY, about=case.reference, by=by, how="decided")
