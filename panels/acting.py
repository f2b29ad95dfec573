"""Acting: what an agency will do after a panel, from the minutes until an inspector closes it."""

from django.db.models import Q

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.models import Agency, Membership
from agencies.role_names import ACT_FOR_THEIR_AGENCY, Role
from cases.models import AgencyRequest
from panelportal.kit import clock
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.references import next_reference
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import save_next_version
from panels import minuting
from panels import refusals_learning as refused
from panels.models import Action, ActionUpdate, LearningReport
from panels.models.actions import ActionStatus
from panels.models.minutes import EntryKind
from panels.models.reports import ReportStatus
from ratings.models import Review

UPDATE = "update-action"
CHECK = "check-action"
ENDS = (ActionStatus.DONE, ActionStatus.NOT_DONE)


@verb
def add_action(panel, *, text, owner, due_on, measure, level, by, case=None):
    """Add an action to the minutes: one record for minutes, tracker and report.

    Its owner hears of it when the learning report is issued. Raises
    NotInProgress, NoCaseOfThePanel, NotTakingPart, and DueTooSoon for a date
    that is not after the panel.
    """
    _refuse_action(panel, owner, due_on)
    entry = minuting.enter(panel, kind=EntryKind.ACTION, text=text, case=case, by=by)
    action = Action(reference=next_reference("ACT"), panel=panel, entry=entry)
    _write(action, text=text, owner=owner, due_on=due_on, measure=measure, level=level, case=case)
    stamp(action, "added", by=by)
    action.save()
    record("action added", about=action.reference, by=by, panel=panel.reference, owner=owner.slug, due=str(due_on))
    return action


@verb
def change_action(action, *, text, owner, due_on, measure, level, version, by, case=None):
    """Change an action while the minutes are drafted; `version` is that of its entry.

    Raises what `add_action` raises, and ChangedMeanwhile.
    """
    _refuse_action(action.panel, owner, due_on)
    minuting.change_entry(action.entry, text=text, case=case, version=version, by=by)
    _write(action, text=text, owner=owner, due_on=due_on, measure=measure, level=level, case=case)
    save_next_version(action, seen=action.version, fields=["text", "owner", "due_on", "measure", "level", "case"])
    record("action changed", about=action.reference, by=by, owner=owner.slug, due=str(due_on))
    return action


@verb
def accept_action(action, *, by):
    """Accept an action for its owner. Raises ActionIsOver and NotIssuedYet."""
    action = _issued(action)
    if action.status in (ActionStatus.PROPOSED, ActionStatus.DISPUTED):
        _tell(action, ActionStatus.ACCEPTED, text="", by=by)
        duties.settle(CHECK, about=action.reference, by=by, how="accepted")
    return action


@verb
def dispute_action(action, *, because, by):
    """Say for its owner why an action should not be theirs, or not be so: an inspector answers.

    Raises ActionIsOver and NotIssuedYet.
    """
    action = _issued(action)
    _tell(action, ActionStatus.DISPUTED, text=because, by=by)
    _ask_to_check(action, by=by)
    return action


@verb
def update_action(action, *, text, by, ask_to_close=False):
    """Tell for its owner what has changed, and ask that it be closed when it is done.

    Raises ActionIsOver and NotIssuedYet.
    """
    action = _issued(action)
    _tell(action, ActionStatus.AWAITING_CHECK if ask_to_close else ActionStatus.IN_PROGRESS, text=text, by=by)
    if ask_to_close:
        duties.settle(UPDATE, about=action.reference, by=by, how="asked to close")
        _ask_to_check(action, by=by)
    else:
        duties.settle(CHECK, about=action.reference, by=by, how="taken back")
        ask_to_update(action, by=by)
    return action


@verb
def send_back(action, *, because, by):
    """Answer an owner who asked to close, or disputed: more is needed, and why. Raises ActionIsOver, NotAsked."""
    action = _issued(action)
    if not action.is_waiting_for_check:
        raise refused.NotAsked(agency=action.owner, action=action.reference)
    _refuse_owner(action, by)
    _tell(action, ActionStatus.IN_PROGRESS, text=because, by=by)
    duties.settle(CHECK, about=action.reference, by=by, how="sent back")
    ask_to_update(action, by=by)
    return action


@verb
def close_action(action, *, outcome, because, by):
    """Close an action as done or not done, and say why. Raises ActionIsOver, NotIssuedYet and OwnerCannotClose."""
    if outcome not in ENDS:
        raise ValueError(f"An action ends as done or not done, not as {outcome}.")
    action = _issued(action)
    _refuse_owner(action, by)
    _tell(action, outcome, text=because, by=by)
    for kind in (UPDATE, CHECK):
        duties.settle(kind, about=action.reference, by=by, how=str(outcome))
    return action


@verb
def ask_to_update(action, *, by):
    """Open the duty of the agency that owns an action to tell how it goes, until its date."""
    duties.open_duty(
        UPDATE, about=action.reference, agency=action.owner, due_on=action.due_on, scope=_scope(action), by=by
    )


def owners_for(panel):
    """Return who may own an action of a panel: agencies asked or seated, and the regions of its reviews.

    Only those for which somebody acts: an action that reaches nobody is nobody's.
    """
    asked = AgencyRequest.objects.sent().filter(case__panels=panel).values("agency")
    seated = panel.seats.live().values("agency")
    regions = Review.objects.filter(cases__panels=panel).values("region")
    acting = Membership.objects.live().filter(role__in=ACT_FOR_THEIR_AGENCY).values("agency")
    taking_part = Q(pk__in=asked) | Q(pk__in=seated) | Q(pk__in=regions)
    theirs = Agency.objects.filter(taking_part).values("group")  # that of the one it was merged into, if it was
    return Agency.objects.filter(group__in=theirs, pk__in=acting).exclude(kind="inspectorate").order_by("name")


def _refuse_action(panel, owner, due_on):
    if due_on <= clock.day_of(panel.meeting.starts_at):
        raise refused.DueTooSoon
    if not owners_for(panel).filter(pk=owner.pk).exists():
        raise refused.NotTakingPart(agency=owner)


def _write(action, **values):
    for name, value in values.items():
        setattr(action, name, value)


def _issued(action):
    action = Action.objects.select_for_update().select_related("owner").get(pk=action.pk)
    if action.is_over:
        raise refused.ActionIsOver(action=action.reference)
    if not LearningReport.objects.filter(panel=action.panel_id, status=ReportStatus.ISSUED).exists():
        raise refused.NotIssuedYet(action=action.reference)
    return action


def _refuse_owner(action, by):
    if by.memberships.live().filter(agency=action.owner).exists():
        raise refused.OwnerCannotClose


def _tell(action, status, *, text, by):
    update = ActionUpdate(action=action, text=text, status=status)
    stamp(update, "added", by=by)
    update.save()
    move(action, status, by=by)
    record("action updated", about=action.reference, by=by, status=str(status))


def _ask_to_check(action, *, by):
    duties.open_duty(
        CHECK, about=action.reference, agency=the_inspectorate(), role=Role.INSPECTOR, scope=_scope(action), by=by
    )


def _scope(action):
    return action.case.reference if action.case else ""
