"""Replying: a person invited says whether they will attend; the newest answer counts."""

from agencies import duties
from panelportal.kit import clock
from panelportal.kit.trail import record, verb
from panels import refusals
from panels.inviting import DUTY
from panels.models import Invitation, InvitationReply, Panel
from panels.models.invitations import InvitationStatus


def is_open(invitation):
    """Tell whether an invitation can be answered: sent, not taken back, and the meeting has not begun."""
    meeting = invitation.meeting
    return invitation.cancelled_at is None and meeting.panel.has_told and clock.now() < meeting.starts_at


@verb
def reply(invitation, *, answer, channel, access_needs="", note="", sequence=None):
    """Record what somebody answers to their invitation. It may be changed until the meeting begins.

    The same answer again adds nothing. Raises InvitationIsOver, and
    MovedMeanwhile when time or place changed since `sequence` was shown.
    """
    Panel.objects.select_for_update().get(pk=invitation.meeting.panel_id)
    invitation = Invitation.objects.for_reply().get(pk=invitation.pk)
    if not is_open(invitation):
        raise refusals.InvitationIsOver
    if sequence is not None and sequence != invitation.sequence:
        raise refusals.MovedMeanwhile
    given = {
        "answer": answer,
        "channel": channel,
        "access_needs": access_needs.strip(),
        "note": note.strip(),
        "sequence": invitation.sequence,
    }
    last = invitation.replies.last()
    if last and all(getattr(last, name) == value for name, value in given.items()):
        return last
    return _take(invitation, given)


def _take(invitation, given):
    person, reference = invitation.seat.person, invitation.meeting.panel.reference
    answered = InvitationReply.objects.create(invitation=invitation, replied_at=clock.now(), **given)
    invitation.status = InvitationStatus(given["answer"])
    invitation.save(update_fields=["status"])
    duties.settle(DUTY, about=reference, by=person, how=str(given["answer"]), person=person)
    record(
        "invitation answered", about=reference, by=person, answer=str(given["answer"]), channel=str(given["channel"])
    )
    return answered
