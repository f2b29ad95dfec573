"""The page on which an approver reads a whole reply and decides, and the author's way to take it back before that."""

from django.contrib import messages
from django.shortcuts import redirect

from cases.refusals import NotAwaitingSignOff
from findings import signing_off, versioning
from findings.forms.signing_off import SignOffForm
from findings.progress import progress_of
from findings.views.open_requests import fetch_for
from findings.views.pages import show
from findings.views.replies import cards_of
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@once
def sign_off(request, reference):
    """Show an approver of the agency the reply that waits for them, with what changed since they returned it."""
    part = fetch_for(request.user, reference, Can.APPROVE)
    waiting = signing_off.last_of(part) if part.is_awaiting_sign_off else None
    is_own = bool(waiting and waiting.handed_by_id == request.user.pk)
    form = SignOffForm(request.POST or None) if waiting and not is_own else None
    if form and form.is_valid() and form.decide(part, by=request.user):
        messages.success(request, "Reply sent." if form.is_approved else "Reply returned to its author.")
        return redirect("findings:reply" if form.is_approved else "findings:sign_off", reference)
    record_read("reply read", about=part.reference, by=request.user)
    shown = {"form": form, "sign_off": waiting, "is_own": is_own}
    return show(request, "sign_off", part, **shown, **_as_handed_over(waiting, part))


@once
def withdraw_sign_off(request, reference):
    """Take a reply back from the approvers, for whoever acts for the agency to change it."""
    part = fetch_for(request.user, reference, Can.ANSWER)
    try:
        signing_off.withdraw(part, by=request.user)
    except NotAwaitingSignOff as refusal:
        messages.error(request, f"{refusal}.")
    else:
        messages.success(request, "You can change the reply again. Hand it over when it is ready.")
    return redirect("findings:request", reference)


def _as_handed_over(waiting, part):
    if waiting is None:
        return {"cards": [], "changes": [], "earlier": None}
    earlier = versioning.before(waiting.version, only_sent=False)
    changes = versioning.changes_since(earlier, waiting.version)
    return {"cards": cards_of(progress_of(part), part), "changes": changes, "earlier": earlier}
