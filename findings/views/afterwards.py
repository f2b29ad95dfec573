"""What an agency does with a reply that it sent: it adds to it, or takes it back."""

from django.contrib import messages
from django.shortcuts import redirect

from findings import adding, taking_back
from findings.forms.afterwards import AddForm, TakeBackForm
from findings.views.open_requests import fetch_for
from findings.views.pages import show
from panelportal.kit.access import Can
from panelportal.kit.once import once


@once
def add_to_reply(request, reference):
    part = fetch_for(request.user, reference, Can.ANSWER)
    if not adding.may_be_added_to(part):
        return redirect("findings:request", reference)
    form = AddForm(request.POST or None)
    if form.is_valid() and form.add(part, by=request.user):
        messages.success(request, "Added to your reply.")
        return redirect("findings:reply", reference)
    return show(request, "add_to_reply", part, form=form)


@once
def take_reply_back(request, reference):
    part = fetch_for(request.user, reference, Can.ANSWER)
    if not taking_back.may_be_taken_back(part):
        return redirect("findings:request", reference)
    form = TakeBackForm(request.POST or None)
    if form.is_valid() and form.take_back(part, by=request.user):
        messages.success(request, "Your reply is a draft again. Change it, then send it again.")
        return redirect("findings:request", reference)
    return show(request, "take_back", part, form=form)
