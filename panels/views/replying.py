from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from panelportal.kit.once import once
from panels import replying
from panels.forms.replying import ReplyForm
from panels.models import Invitation
from panels.models.invitations import InvitationStatus
from panels.models.panels import PanelStatus
from panels.refusals import MovedMeanwhile
from panels.views.page import attendance_rows


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@once
def rsvp(request, token):
    """Let the holder of a reply link answer, without an account. Reading the page changes nothing."""
    invitation = get_object_or_404(Invitation.objects.for_reply(), token=token)
    if not replying.is_open(invitation):
        return _closed(request, invitation)
    last = invitation.replies.last()
    form = ReplyForm(request.POST or None, initial=_initial(invitation, last))
    if form.is_valid() and form.reply(invitation):
        return redirect("panels:replied", token)
    if isinstance(form.refusal, MovedMeanwhile):
        form.data = {**form.data.dict(), "sequence": str(invitation.sequence)}
    return render(
        request, "panels/rsvp.html", _context(invitation) | {"form": form, "last": _counting(invitation, last)}
    )


@login_not_required
@never_cache
@require_safe
def replied(request, token):
    """Confirm the answer that counts, with the joining details for those who attend."""
    invitation = get_object_or_404(Invitation.objects.for_reply(), token=token)
    if not replying.is_open(invitation):
        return _closed(request, invitation)
    last = _counting(invitation, invitation.replies.last())
    if last is None:
        return redirect("panels:rsvp", token)
    return render(request, "panels/replied.html", _context(invitation) | {"last": last})


def _closed(request, invitation):
    panel = invitation.meeting.panel
    if panel.status == PanelStatus.CANCELLED:
        said = "This panel has been cancelled"
    elif invitation.cancelled_at:
        said = "You are no longer asked to attend this panel"
    else:
        said = "This panel has begun or is over"
    return render(request, "panels/rsvp_closed.html", _context(invitation) | {"said": said})


def _context(invitation):
    was_moved = invitation.sequence > 0 and invitation.status == InvitationStatus.NO_REPLY
    return {
        "invitation": invitation,
        "panel": invitation.meeting.panel,
        "rows": attendance_rows(invitation),
        "was_moved": was_moved,
    }


def _counting(invitation, last):
    """Return the answer if it still counts: one given before the panel was moved does not."""
    return last if last and last.sequence == invitation.sequence else None


def _initial(invitation, last):
    """Start from the answer that counts. What somebody needs is not shown again to whoever holds the link."""
    counting = _counting(invitation, last)
    return {"sequence": invitation.sequence} | ({"answer": counting.answer} if counting else {})
