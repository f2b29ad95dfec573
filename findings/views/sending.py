from django.shortcuts import redirect
from django.urls import reverse

from cases.models import AgencyRequest
from findings.forms import SendForm
from findings.progress import TASKS, progress_of
from findings.submitting import NotReady
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
    form = None if progress.missing else SendForm(request.POST or None)
    if form and form.is_valid() and _is_sent(form, part, request.user):
        return redirect("findings:submitted", part.reference)
    cards = cards_of(progress, part, with_changes=True)
    missing = _links(progress.missing, part)
    return show(request, "check", part, form=form, cards=cards, missing=missing, progress=progress)


def submitted(request, reference):
    """Confirm that the reply was sent, to the agency that sent it."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
    reply = getattr(part, "reply", None)
    if reply is None or reply.sent_at is None or part.is_open_for_reply:
        return redirect("findings:request", reference)
    return show(request, "submitted", part, reply=reply)


def _is_sent(form, part, by):
    """Send the reply, unless a colleague took an answer back meanwhile."""
    try:
        form.send(part, by=by)
    except NotReady as not_ready:
        form.add_error(None, f"Still to do: {TASKS[not_ready.missing[0]].lower()}")
        return False
    return True


def _links(missing, part):
    return [{"text": TASKS[name], "url": reverse(f"findings:{name}", args=[part.reference])} for name in missing]
