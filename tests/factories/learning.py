"""What comes of a panel, as the verbs make it: minutes, a closed panel, a report at each stage, its actions."""

from datetime import timedelta

from findings.models import LearningPoint
from panelportal.kit import clock
from panels import acting, consolidating, issuing, minuting
from panels.models import Action, LearningReport
from panels.models.actions import ActionLevel
from panels.models.minutes import EntryKind
from tests.factories import panels


def panel_in_progress(cast, *, cases=None):
    """A panel that has begun, about one case with replies unless told otherwise; nothing is minuted yet."""
    return begin(panels.invited_panel(cast, cases=cases or [panels.replied_case(cast)]), by=cast.coordinator)


def begin(panel, *, by):
    """Begin the minutes of a panel when it meets: not before its day."""
    with clock.at(panel.meeting.starts_at):
        return minuting.start(panel, by=by)


def points_of(case):
    """The learning points of a case that the panel may read."""
    return list(LearningPoint.objects.for_the_panel().of_case(case).order_by("reference"))


def agree(panel, *, by, case=None, text="Marker-Learning: recalls reach the force late.", points=None):
    """Minute learning that the panel agreed, resting on the points of the case unless told otherwise."""
    case = case or panel.cases.order_by("pk").first()
    points = points_of(case) if points is None else points
    return minuting.add_entry(panel, kind=EntryKind.LEARNING, text=text, case=case, learning_points=points, by=by)


def act(panel, cast, *, owner=None, case=None, text="Marker-Action: set up one mailbox for recalls.", days=90):
    """Minute an action, of the police unless told otherwise, due so many days after the panel."""
    return acting.add_action(
        panel,
        text=text,
        owner=owner or cast.police_force,
        due_on=clock.day_of(panel.meeting.starts_at) + timedelta(days=days),
        measure="No recall is read later than the day it arrives.",
        level=ActionLevel.ACROSS_AGENCIES,
        case=case or panel.cases.order_by("pk").first(),
        by=cast.coordinator,
    )


def attend(panel, *people, by):
    """Record these people as present and everybody else as not."""
    there = panel.seats.live().filter(person__in=people)
    return minuting.record_attendance(panel, present=list(there), by=by)


def minuted_panel(cast, *, cases=None):
    """A panel in progress with the attendance, an entry of each kind and one action of the police."""
    panel = panel_in_progress(cast, cases=cases)
    case = panel.cases.order_by("pk").first()
    attend(panel, cast.inspector, cast.coordinator, cast.police, by=cast.coordinator)
    note = "Marker-Note: mailboxes differ."
    minuting.add_entry(panel, kind=EntryKind.NOTE, text=note, case=case, by=cast.coordinator)
    agree(panel, by=cast.coordinator)
    minuting.add_entry(
        panel,
        kind=EntryKind.DECISION,
        text="Marker-Decision: ask the regions too.",
        rationale="Marker-Reasons: they send the recalls.",
        case=case,
        by=cast.coordinator,
    )
    minuting.add_entry(
        panel,
        kind=EntryKind.NOT_AGREED,
        text="Marker-Dispute: who reads the mailbox.",
        rationale="Marker-Views: police: the prison. Prison: the police.",
        case=case,
        by=cast.coordinator,
    )
    act(panel, cast)
    return panel


def closed_panel(cast, *, cases=None):
    """A closed panel whose minutes are with everybody seated."""
    return minuting.close_panel(minuted_panel(cast, cases=cases), by=cast.coordinator)


def drafted_report(cast, *, cases=None):
    """A learning report that the inspector started, its first text in place."""
    return consolidating.start_report(closed_panel(cast, cases=cases), by=cast.inspector)


def sent_report(cast, *, cases=None):
    """A learning report that waits for a lead inspector."""
    return consolidating.send_to_lead(drafted_report(cast, cases=cases), by=cast.inspector)


def issued_report(cast, *, cases=None):
    """A learning report that the lead issued to the police, the trust and the prison."""
    report = sent_report(cast, cases=cases)
    issuing.issue_report(report, by=cast.lead)
    return LearningReport.objects.for_list().get(pk=report.pk)


def issued_action(cast, *, cases=None):
    """The action of the police, just given to them with the report."""
    return Action.objects.for_list().get(panel=issued_report(cast, cases=cases).panel)
