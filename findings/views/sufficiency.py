"""The inspectorate's check of a reply: whether it suffices, or what is missing."""

from django.contrib import messages
from django.shortcuts import redirect

from cases.models import AgencyRequest
from cases.models.request_statuses import ANSWERED
from cases.refusals import Refusal
from cases.views.frame import refuse_what_was_set_aside
from findings import accepting
from findings.forms.sufficiency import ReturnForm
from findings.progress import progress_of
from findings.views.pages import show
from findings.views.replies import COLLEAGUES, IN_CASEWORK
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once


@once
def accept(request, reference):
    """Take a reply as sufficient."""
    part = _fetch(request, reference)
    try:
        accepting.accept(part, by=request.user)
    except Refusal as refusal:
        messages.error(request, f"{refusal}.")
    else:
        messages.success(request, "Reply accepted.")
    return redirect("findings:reply", reference)


@once
def return_reply(request, reference):
    """Say what is missing from a reply, task by task, and return it."""
    part = _fetch(request, reference)
    if part.status not in ANSWERED or part.is_unsigned:
        return redirect("findings:reply", reference)
    form = ReturnForm(request.POST or None, offered=progress_of(part).offered)
    if form.is_valid() and form.return_reply(part, by=request.user):
        messages.success(request, f"Reply returned. {part.agency} is told what is missing.")
        return redirect("findings:reply", reference)
    others = [f"The people who answer for {part.agency}", COLLEAGUES]
    return show(request, "return_reply", part, form=form, why=IN_CASEWORK, others=others)


def _fetch(request, reference):
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.EDIT, reference=reference)
    refuse_what_was_set_aside(request.user, part)
    return part
