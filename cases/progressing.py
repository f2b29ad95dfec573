"""Progressing: what later rooms report moves the case on, never back. Panels and reports call down."""

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from cases.models import Case, CaseStatus, Stage
from cases.refusals import CasePaused, NotCleared, OutOfTurn
from panelportal.kit.moving import move
from panelportal.kit.trail import verb

DECIDE = "decide-about-panel"
WAY = (
    CaseStatus.FLAGGED,
    CaseStatus.REQUESTS_SENT,
    CaseStatus.READY_FOR_PANEL,
    CaseStatus.PANEL_HELD,
    CaseStatus.REPORT_IN_PROGRESS,
    CaseStatus.ISSUED,
    CaseStatus.CLOSED,
)


@verb
def mark_ready_for_panel(case, *, by):
    """A panel about the case is convened. Raises CaseOver, CasePaused, NotCleared for it, and OutOfTurn."""
    return _advance(case, CaseStatus.READY_FOR_PANEL, earliest=CaseStatus.REQUESTS_SENT, stage=Stage.PANEL, by=by)


@verb
def mark_panel_held(case, *, by):
    """A panel has discussed the case. Raises CaseOver, CasePaused, NotCleared for it, and OutOfTurn."""
    return _advance(case, CaseStatus.PANEL_HELD, earliest=CaseStatus.REQUESTS_SENT, stage=Stage.PANEL, by=by)


@verb
def mark_report_in_progress(case, *, by):
    """Its learning report is being written. Raises CaseOver, CasePaused, NotCleared, and OutOfTurn."""
    return _advance(case, CaseStatus.REPORT_IN_PROGRESS, earliest=CaseStatus.PANEL_HELD, stage=Stage.REPORT, by=by)


@verb
def mark_issued(case, *, by):
    """Its learning report went to the agencies. Raises CaseOver, CasePaused, NotCleared, and OutOfTurn."""
    return _advance(case, CaseStatus.ISSUED, earliest=CaseStatus.PANEL_HELD, stage=Stage.REPORT, by=by)


def ask_for_decision(case):
    """Ask the coordinators to decide about a panel when no reply is awaited any more, inside a verb.

    Opened for the inspector, who waits for it; never for the agency whose
    reply came last, which must not learn that it was the last.
    """
    asked = case.requests.sent().filter(asked_instead=None)
    if case.status == CaseStatus.REQUESTS_SENT and asked.exists() and asked.count() == asked.answered().count():
        duties.open_duty(
            DECIDE,
            about=case.reference,
            agency=the_inspectorate(),
            role=Role.COORDINATOR,
            scope=case.reference,
            by=case.flagged_by,
        )


def _advance(case, to, *, earliest, stage, by):
    case = Case.objects.lock_open(case)
    if case.is_paused:
        raise CasePaused
    if case.status not in WAY or WAY.index(case.status) < WAY.index(earliest):
        raise OutOfTurn(case, to)
    if not case.is_cleared_for(stage):
        raise NotCleared(stage)
    if WAY.index(case.status) < WAY.index(to):
        move(case, to, by=by)
    duties.settle(DECIDE, about=case.reference, by=by, how="convened")
    return case
