from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases import proceedings as deciding
from cases.forms import ClearanceForm
from cases.models import Case, Stage
from cases.refusals import Refusal
from cases.views.frame import around, fetch_case
from panelportal.kit import access
from panelportal.kit.access import Can


@require_http_methods(["GET", "POST"])
def proceedings(request, reference):
    """Whether criminal proceedings are under way, and which stages a lead inspector has cleared."""
    case = fetch_case(request, reference, Can.CLEAR if request.method == "POST" else Can.READ)
    cleared = _cleared(case)
    form = ClearanceForm(request.POST if request.method == "POST" else None, case=case, cleared=cleared)
    if form.is_valid():
        try:
            form.clear(by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{Stage(form.cleaned_data['stage']).label}: cleared.")
            return redirect("cases:proceedings", case.reference)
    context = around(request, case, "cases:proceedings") | _shown(request.user, case, cleared)
    return render(request, "cases/proceedings.html", context | {"form": form})


@require_POST
def say_under_way(request, reference):
    """Note that proceedings are under way, which pauses the case."""
    case = fetch_case(request, reference, Can.EDIT)
    deciding.say_under_way(case, by=request.user)
    return redirect("cases:proceedings", case.reference)


@require_POST
def say_ended(request, reference):
    """Note that the proceedings have ended, so that the case goes on."""
    case = fetch_case(request, reference, Can.CLEAR)
    try:
        deciding.say_ended(case, by=request.user)
    except Refusal as refusal:
        messages.warning(request, f"{refusal}.")
    return redirect("cases:proceedings", case.reference)


def _cleared(case):
    proceedings = getattr(case, "proceedings", None)
    rows = proceedings.clearances.select_related("cleared_by") if proceedings else ()
    return {row.stage: row for row in rows}


def _shown(user, case, cleared):
    is_lead = access.may(user, Can.CLEAR, Case)
    flagged_it = case.flagged_by_id == user.pk
    return {
        "proceedings": getattr(case, "proceedings", None),
        "stages": [{"stage": stage, "cleared": cleared.get(stage)} for stage in Stage],
        "may_clear": is_lead and not flagged_it and len(cleared) < len(Stage),
        "may_end": is_lead,
        "may_note": access.may(user, Can.EDIT, Case),
        "is_own_flag": is_lead and flagged_it,
    }
