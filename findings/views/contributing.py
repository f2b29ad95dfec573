"""Colleagues who help with one reply: who they are, inviting one, and letting one help no more."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from cases.refusals import NotOpenForReply
from findings import contributing
from findings.forms.contributing import HelperForm
from findings.views.open_requests import fetch_for
from findings.views.pages import show
from panelportal.kit.access import Can
from panelportal.kit.once import once


@once
def colleagues(request, reference):
    """List who helps with a reply, to those who act for the agency, and invite one more while it is open."""
    part = fetch_for(request.user, reference, Can.ANSWER)
    form = HelperForm(request.POST or None, part=part, by=request.user) if part.is_open_for_change else None
    if form and form.is_valid() and _is_invited(form, request):
        return redirect("findings:colleagues", reference)
    return show(request, "colleagues", part, form=form, helpers=contributing.helpers_of(part))


@once
def remove_colleague(request, reference, pk):
    """Let a colleague help no more, at once."""
    part = fetch_for(request.user, reference, Can.ANSWER)
    person = contributing.helper(part, pk)
    if person is None:
        raise Http404("Nobody of this key helps with this reply.")
    contributing.remove(part, person=person, by=request.user)
    messages.success(request, f"{person} no longer sees this request.")
    return redirect("findings:colleagues", reference)


def _is_invited(form, request):
    try:
        person = form.invite()
    except NotOpenForReply as refusal:
        form.add_error(None, str(refusal))
        return False
    if person:
        messages.success(request, f"We have written to {person}, who can now help with this reply.")
    return person is not None
