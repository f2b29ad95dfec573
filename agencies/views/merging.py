"""The pages of a merger: say what it is to be, check what moves, do it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from agencies import duties, succession
from agencies.assurance import freshly_proved
from agencies.declaring import scopes_of
from agencies.forms.directory import MergeForm
from agencies.models import Agency
from agencies.role_names import ACT_FOR_THEIR_AGENCY, Role
from agencies.roles import roles_of, who_act_for
from panelportal.kit import words
from panelportal.kit.once import once
from panelportal.kit.trail import record_refusal


def merge(request, slug):
    """Ask into which agency this one is merged, from which day, and who goes along."""
    agency = _agency(request, slug)
    return render(request, "agencies/merge.html", {"agency": agency, "form": MergeForm(agency=agency)})


@freshly_proved
def check_merger(request, slug):
    """List what a merger would move, and move it when that is sent; each time the whole address is judged afresh."""
    agency = _agency(request, slug)
    form = MergeForm(request.GET, agency=agency)
    if not form.is_valid():
        if form.refusal:  # here, because what `once` does not take leaves nothing behind
            record_refusal(f"merger: {form.refusal}"[:80], about=agency.slug[:60], by=request.user)
        return render(request, "agencies/merge.html", {"agency": agency, "form": form})
    if request.method == "POST":
        return _merge(request, agency, form)
    return render(request, "agencies/check_merger.html", _what_moves(request.user, agency, form))


@once
def _merge(request, agency, form):
    into = form.merge(by=request.user)
    if into is None:
        return render(request, "agencies/merge.html", {"agency": agency, "form": form})
    messages.success(request, f"{agency} was merged into {into}.")
    return redirect("agencies:agency", into.slug)


def _agency(request, slug):
    if Role.LEAD not in roles_of(request.user):
        raise PermissionDenied("Only a lead inspector merges agencies.")
    return get_object_or_404(Agency.objects.select_related("kind"), slug=slug)


def _what_moves(user, agency, form):
    into = form.cleaned_data["into"]
    moving = succession.what_moves(agency, people=form.people_along, less=scopes_of(user))
    return {
        "agency": agency,
        "into": into,
        "facts": [
            {"key": "Ends", "value": agency.name},
            {"key": "Takes over", "value": into.name},
            {"key": "From", "value": words.long_day(form.cleaned_data["on"])},
            {"key": "Note", "value": form.cleaned_data["note"]},
        ],
        "duties": [duties.title_of(duty) for duty in moving.duties],
        "along": [_name(held) for held in moving.people_along],
        "left": [_name(held) for held in moving.people_left],
        "nobody": not (who_act_for(into) or any(held.role in ACT_FOR_THEIR_AGENCY for held in moving.people_along)),
    }


def _name(held):
    return f"{held.user.name}, {held.get_role_display()}"
