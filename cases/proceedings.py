"""Criminal proceedings: they pause a case until a lead inspector clears the stage that it is at."""

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from cases.models import Case, CaseStatus, Clearance, Proceedings, Stage
from cases.refusals import ClearedByOtherLead, NothingUnderWay
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import history, move
from panelportal.kit.trail import record, verb

DUTY = "clear-proceedings"
STAGE_AT = {
    CaseStatus.FLAGGED: Stage.RECORD_CHECKS,
    CaseStatus.REQUESTS_SENT: Stage.RECORD_CHECKS,
    CaseStatus.READY_FOR_PANEL: Stage.PANEL,
    CaseStatus.PANEL_HELD: Stage.REPORT,
    CaseStatus.REPORT_IN_PROGRESS: Stage.REPORT,
}


@verb
def say_under_way(case, *, by):
    """Note that criminal proceedings are under way: the case pauses, and a lead inspector is asked to decide."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    proceedings = Proceedings.objects.filter(case=case).first() or Proceedings(case=case)
    if proceedings.pk and proceedings.are_under_way:
        return proceedings
    proceedings.ended_by = proceedings.ended_at = None
    stamp(proceedings, "noted", by=by)
    proceedings.save()
    proceedings.clearances.all().delete()
    record("criminal proceedings under way", about=case.reference, by=by)
    if case.status in STAGE_AT:
        move(case, CaseStatus.PAUSED, by=by, because="criminal proceedings")
        duties.open_duty(
            DUTY,
            about=case.reference,
            agency=the_inspectorate(),
            role=Role.LEAD,
            not_for=case.flagged_by,
            scope=case.reference,
            by=by,
        )
    return proceedings


@verb
def say_ended(case, *, by):
    """Note that the proceedings have ended: every stage is free, and a paused case goes on where it stood."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    proceedings = _under_way(case)
    stamp(proceedings, "ended", by=by)
    proceedings.save()
    record("criminal proceedings ended", about=case.reference, by=by)
    _go_on(case, by=by)
    return proceedings


@verb
def clear(case, *, stage, by, because=""):
    """Let one stage go ahead although proceedings are under way.

    A lead inspector decides, not the one who flagged the case. Raises
    NothingUnderWay and ClearedByOtherLead.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
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
    if case.is_paused and proceedings.leave_free(STAGE_AT[_stood_at(case)]):
        _go_on(case, by=by)
    return clearance


def _under_way(case):
    proceedings = Proceedings.objects.filter(case=case).first()
    if proceedings is None or not proceedings.are_under_way:
        raise NothingUnderWay
    return proceedings


def _stood_at(case):
    """Return the status that the case had when it was paused."""
    return CaseStatus(history(case).filter(after=CaseStatus.PAUSED).last().before)


def _go_on(case, *, by):
    if case.is_paused:
        move(case, _stood_at(case), by=by)
    duties.settle(DUTY, about=case.reference, by=by, how="decided")
