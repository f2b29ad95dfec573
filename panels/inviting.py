"""Inviting: each person gets a letter and a calendar entry of their own, and hears of every change to it."""

from django.urls import reverse
from django.utils import timezone

from agencies import duties
from panelportal.kit import access, clock, letters, working_days
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panels import calendar, entries, refusals
from panels.models import Invitation, Panel
from panels.models.invitations import InvitationStatus
from panels.models.panels import PanelStatus

DUTY = "reply-to-invitation"
FILL_SEAT = "fill-seat"


@verb
def send_invitations(panel, *, by):
    """Send everybody seated on a draft panel their invitation, each with their own calendar entry.

    Until now nobody has been told of the panel. From now on each may see its
    page. Raises AlreadyInvited, NoMeetingYet, InThePast, NobodySeated, and
    NotCleared when a case of the panel has been paused since.
    """
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    _refuse_to_invite(panel)
    move(panel, PanelStatus.INVITED, by=by)
    seats = list(panel.seats.live().select_related("person", "agency").order_by("pk"))
    for seat in seats:
        invite(seat, by=by)
    record("invitations sent", about=panel.reference, by=by, people=len(seats))
    return panel


@verb
def cancel(panel, *, because, by):
    """Cancel a panel: everybody who was invited gets a cancellation that takes it out of their calendar.

    The reason stays in the portal. Nobody hears of a draft that is
    cancelled. Raises NotPlanned when the panel has begun or is over.
    """
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    if not panel.is_planned:
        raise refusals.NotPlanned(panel=panel.reference)
    move(panel, PanelStatus.CANCELLED, by=by, because=because)
    for invitation in _live_invitations(panel):
        _cancel(invitation, by=by)
    for duty in (DUTY, FILL_SEAT):
        duties.settle(duty, about=panel.reference, by=by, how="panel cancelled")
    record("panel cancelled", about=panel.reference, by=by)
    return panel


@verb
def invite(seat, *, by):
    """Invite one person to the meeting of their seat's panel as it stands now, and open its page to them."""
    panel, person = seat.panel, seat.person
    invitation = Invitation(
        meeting=panel.meeting,
        seat=seat,
        uid=entries.new_uid(),
        dtstamp=clock.now(),
        address=person.email,
        addressee=entries.on_one_line(person.name) or person.email,
    )
    stamp(invitation, "sent", by=by)
    invitation.save()
    because = f"invited to panel {panel.reference}"
    access.grant(Can.ATTEND, panel, to=person, for_group=seat.agency.group, by=by, because=because)
    _ask(invitation, by=by)
    _write("panel-invitation", invitation, calendar.METHOD_REQUEST)
    return invitation


@verb
def send_updates(panel, *, by):
    """Tell everybody invited that time or place have changed, and ask each to reply again."""
    for invitation in _live_invitations(panel):
        _next(invitation, status=InvitationStatus.NO_REPLY)
        duties.settle(DUTY, about=panel.reference, by=by, how="panel moved", person=invitation.seat.person)
        _ask(invitation, by=by)
        _write("panel-updated", invitation, calendar.METHOD_REQUEST)


@verb
def withdraw(invitation, *, by):
    """Take back one person's invitation, with a cancellation; the panel's page is closed to them at once."""
    panel, person = invitation.meeting.panel, invitation.seat.person
    _cancel(invitation, by=by)
    access.revoke(Can.ATTEND, panel, of=person, by=by, because=f"no longer seated on panel {panel.reference}")
    duties.settle(DUTY, about=panel.reference, by=by, how="seat removed", person=person)


def reply_by(meeting_day):
    """Return by which day an invitation is to be answered: the last working day before the meeting, or today."""
    return max(clock.today(), working_days.add(meeting_day, -1))


def is_current(letter):
    """Tell whether a letter about an invitation still says how things stand; asked when it is about to leave.

    It does not when the panel was moved again, or cancelled since. A
    cancellation is due only to somebody who got an earlier letter.
    """
    pk, sequence = letter.key.split(":")[1].split(".")
    invitation = Invitation.objects.filter(pk=pk, sequence=sequence).first()
    if invitation is None:
        return False
    if letter.method == calendar.METHOD_CANCEL:
        told = (LetterStatus.SENT, LetterStatus.BOUNCED)
        return bool(invitation.cancelled_at) and Letter.objects.filter(lane=letter.lane, status__in=told).exists()
    return invitation.cancelled_at is None


def _refuse_to_invite(panel):
    if panel.status != PanelStatus.DRAFT:
        raise refusals.AlreadyInvited(panel=panel.reference)
    meeting = getattr(panel, "meeting", None)
    if meeting is None:
        raise refusals.NoMeetingYet(panel=panel.reference)
    if meeting.starts_at <= clock.now():
        raise refusals.InThePast
    if not any(not seat.runs_the_panel for seat in panel.seats.live()):
        raise refusals.NobodySeated
    for case in panel.cases.all():
        if not case.is_cleared_for("panel"):
            raise refusals.NotCleared(case=case.reference)


def _live_invitations(panel):
    live = Invitation.objects.select_for_update(of=("self",)).live().filter(meeting__panel=panel).order_by("pk")
    return list(live.for_reply())


def _next(invitation, **changes):
    """Raise the sequence: a calendar takes a change only when the number is higher than the one it holds."""
    invitation.sequence += 1
    invitation.dtstamp = clock.now()
    for name, value in changes.items():
        setattr(invitation, name, value)
    invitation.save()


def _cancel(invitation, *, by):
    stamp(invitation, "cancelled", by=by)
    _next(invitation)
    _write("panel-cancelled", invitation, calendar.METHOD_CANCEL)


def _ask(invitation, *, by):
    seat, meeting = invitation.seat, invitation.meeting
    due_on = reply_by(timezone.localdate(meeting.starts_at))
    duties.open_duty(DUTY, about=meeting.panel.reference, agency=seat.agency, person=seat.person, due_on=due_on, by=by)


def _write(kind, invitation, method):
    meeting = invitation.meeting
    build = calendar.cancel if method == calendar.METHOD_CANCEL else calendar.request
    letters.write(
        kind,
        key=f"{invitation.pk}.{invitation.sequence}",
        lane=f"invitation-{invitation.pk}",
        about=meeting.panel.reference,
        to=invitation.address,
        calendar=letters.Calendar(build(entries.entry_of(invitation)), method),
        context={
            "reference": meeting.panel.reference,
            "meeting": meeting,
            "reply_by": reply_by(timezone.localdate(meeting.starts_at)),
            "path": reverse("panels:rsvp", args=[invitation.token]),
        },
    )
