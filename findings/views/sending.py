from django.shortcuts import redirect
from django.urls import reverse

from cases.models import AgencyRequest
from findings import returning, versioning
from findings.forms import NilReturnForm, SendForm
from findings.forms.signing_off import HandOverForm, still_to_do
from findings.progress import TASKS, progress_of
from findings.submitting import NeedsApproval, NotReady
from findings.views.open_requests import of_open_request
from findings.views.pages import show
from findings.views.replies import cards_of
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once


@once
@of_open_request
def check(request, part):
    """Show all answers, with what is still missing, and send them."""
    progress = progress_of(part)
    form = _form_for(progress)(request.POST or None) if _may_send(progress, part) else None
    if form and form.is_valid() and _is_sent(form, part, request.user):
        return redirect("findings:request" if progress.needs_approval else "findings:submitted", part.reference)
    earlier = versioning.last_of(part)
    changes = versioning.changes_to_send(earlier, progress, part)
    cards = cards_of(progress, part, with_changes=True)
    missing = _links(progress.missing, part)
    shown = {"form": form, "cards": cards, "missing": missing, "progress": progress}
    shown |= {"returned": returning.standing_return(part)} if earlier else {}
    return show(request, "check", part, **shown, earlier=earlier, changes=changes)


def submitted(request, reference):
    """Confirm that the reply was sent, to the agency that sent it."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
    reply = getattr(part, "reply", None)
    if reply is None or reply.sent_at is None or part.is_open_for_reply:
        return redirect("findings:request", reference)
    return show(request, "submitted", part, reply=reply)


def _may_send(progress, part):
    """Tell whether there is nothing left to do but to send, for this person: whoever only helps does not."""
    return part.through == Can.ANSWER and not progress.missing


def _form_for(progress):
    if progress.needs_approval:
        return HandOverForm
    return NilReturnForm if progress.is_nil else SendForm


def _is_sent(form, part, by):
    """Send the reply or hand it over, unless a colleague took an answer back meanwhile."""
    if isinstance(form, HandOverForm):
        return form.hand_over(part, by=by)
    try:
        form.send(part, by=by)
    except NotReady as not_ready:
        form.add_error(None, still_to_do(not_ready))
    except NeedsApproval:
        form.add_error(None, "Replies of your organisation need a second signer now. Open this page again")
    return not form.errors


def _links(missing, part):
    return [{"text": TASKS[name], "url": reverse(f"findings:{name}", args=[part.reference])} for name in missing]
