from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from findings import involving, summaries
from findings.forms import InvolvementForm
from findings.models import Involvement
from findings.views.open_requests import of_open_request
from findings.views.pages import ask_to_remove, show
from panelportal.kit.once import once


@of_open_request
def involvement(request, part):
    """List the involvements of the agency, with what may be done to each."""
    cards = [_card(part, one) for one in Involvement.objects.filter(request=part).in_order()]
    return show(request, "involvements", part, cards=cards)


@once
@of_open_request
def add_involvement(request, part):
    form = InvolvementForm(request.POST or None, part=part)
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:involvement", part.reference)
    return show(request, "involvement", part, form=form)


@once
@of_open_request
def change_involvement(request, part, pk):
    involvement = _own(part, pk)
    form = InvolvementForm(request.POST or None, part=part, involvement=involvement)
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:involvement", part.reference)
    changed = summaries.of_involvement(form.changed) if form.changed else None
    return show(request, "involvement", part, involvement=involvement, form=form, changed=changed)


@once
@of_open_request
def remove_involvement(request, part, pk):
    involvement = _own(part, pk)
    if request.method == "POST":
        involving.remove_involvement(involvement, by=request.user)
        return redirect("findings:involvement", part.reference)
    rows = summaries.of_involvement(involvement)
    return ask_to_remove(request, part, "involvement", list_name="findings:involvement", rows=rows)


def _own(part, pk):
    return get_object_or_404(Involvement.objects.select_related("request"), request=part, pk=pk)


def _card(part, involvement):
    where = [part.reference, involvement.pk]
    return {
        "title": involvement.service,
        "rows": summaries.of_involvement(involvement),
        "change": reverse("findings:change_involvement", args=where),
        "remove": reverse("findings:remove_involvement", args=where),
    }
