"""Pausing: a case stands still until a lead inspector lets it go on, and goes on where it stood."""

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from cases import extending
from cases.models import CaseStatus, Stage
from panelportal.kit.moving import history, move

STAGE_AT = {
    CaseStatus.FLAGGED: Stage.RECORD_CHECKS,
    CaseStatus.REQUESTS_SENT: Stage.RECORD_CHECKS,
    CaseStatus.READY_FOR_PANEL: Stage.PANEL,
    CaseStatus.PANEL_HELD: Stage.REPORT,
    CaseStatus.REPORT_IN_PROGRESS: Stage.REPORT,
}


def pause(case, *, because, by):
    """Pause a case that may still be paused, inside a verb; its clocks stop. Returns whether it is paused now."""
    if case.status in STAGE_AT:
        move(case, CaseStatus.PAUSED, by=by, because=because)
        extending.stop_clocks(case, because=because, by=by)
    return case.is_paused


def go_on(case, *, by):
    """Let a paused case go on where it stood, inside a verb, and start the clocks that stopped with it.

    It stays paused while proceedings keep its stage, or a turning point waits for a decision.
    """
    if not case.is_paused or not case.is_cleared_for(STAGE_AT[stood_at(case)]):
        return
    if not case.turning_points.filter(decided_at=None).exists():
        because = _last_pause(case).because
        move(case, stood_at(case), by=by)
        extending.start_clocks(case, because=because, by=by)


def ask_a_lead(duty, case, *, by):
    """Ask a lead inspector who did not flag a case to decide whether it goes on, inside a verb."""
    duties.open_duty(
        duty,
        about=case.reference,
        agency=the_inspectorate(),
        role=Role.LEAD,
        not_for=case.flagged_by,
        scope=case.reference,
        by=by,
    )


def stood_at(case):
    """Return the status that a paused case had when it was paused."""
    return CaseStatus(_last_pause(case).before)


def _last_pause(case):
    return history(case).filter(after=CaseStatus.PAUSED).last()
