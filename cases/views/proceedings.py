from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases import proceedings as following
from cases.forms import CheckForm, ClearanceForm, UnderWayForm
from cases.models import Case, Stage
from cases.refusals import Refusal
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from panelportal.kit import access
from panelportal.kit.access import Can


@require_http_methods(["GET", "POST"])
def proceedings(request, reference):
    """How far criminal proceedings have come, who checked when, and which stages a lead inspector has cleared."""
    case = fetch_case(request, reference, Can.CLEAR if request.method == "POST" else Can.READ)
    cleared = _cleared(case)
    form = ClearanceForm(request.POST if request.method == "POST" else None, case=case, cleared=cleared)
    if done(form, form.clear, by=request.user):
        messages.success(request, f"{Stage(form.cleaned_data['stage']).label}: cleared.")
        return redirect("cases:proceedings", case.reference)
    context = around(request, case, "cases:proceedings") | _shown(request.user, case, cleared)
    return render(request, "cases/proceedings.html", context | {"form": form})


@require_http_methods(["GET", "POST"])
def say_under_way(request, reference):
    """Note that proceedings are under way, which pauses the case."""
    case = fetch_case(request, reference, Can.EDIT)
    form = UnderWayForm(request.POST if request.method == "POST" else None)
    if done(form, form.say, case, by=request.user):
        messages.success(request, "Noted. A lead inspector is asked to decide whether the case can go on.")
        return redirect("cases:proceedings", case.reference)
    context = around(request, case, "cases:proceedings") | {"form": form}
    return render(request, "cases/proceedings_under_way.html", context)


@require_http_methods(["GET", "POST"])
def check(request, reference):
    """Keep what a check of the proceedings found. Where none are under way: the page about them."""
    case = fetch_case(request, reference, Can.EDIT)
    found = getattr(case, "proceedings", None)
    if found is None or not found.are_under_way or case.is_over:
        return redirect("cases:proceedings", case.reference)
    typed = request.POST if request.method == "POST" else None
    form = CheckForm(typed, proceedings=found, next_check_on=following.next_check_day())
    if done(form, form.check, case, by=request.user):
        messages.success(request, "Check saved.")
        return redirect("cases:proceedings", case.reference)
    context = around(request, case, "cases:proceedings") | {"form": form}
    return render(request, "cases/proceedings_check.html", context)


@require_POST
def say_ended(request, reference):
    """Note that the proceedings have ended, so that the case goes on."""
    case = fetch_case(request, reference, Can.CLEAR)
    try:
        following.say_ended(case, by=request.user)
    except Refusal as refusal:
        messages.error(request, f"{refusal}.")
    return redirect("cases:proceedings", case.reference)


def _cleared(case):
    proceedings = getattr(case, "proceedings", None)
    rows = proceedings.clearances.select_related("cleared_by") if proceedings else ()
    return {row.stage: row for row in rows}


def _shown(user, case, cleared):
    is_lead = access.may(user, Can.CLEAR, Case) and not case.is_over
    flagged_it = case.flagged_by_id == user.pk
    proceedings = getattr(case, "proceedings", None)
    turned = list(case.turning_points.select_related("noted_by", "decided_by"))
    return {
        "proceedings": proceedings,
        "checks": proceedings.checks.select_related("checked_by") if proceedings else (),
        "stages": [{"stage": stage, "cleared": cleared.get(stage)} for stage in Stage],
        "turning_points": turned,
        "to_decide": any(not point.is_decided for point in turned),
        "may_clear": is_lead and not flagged_it and len(cleared) < len(Stage),
        "may_decide": is_lead and not flagged_it,
        "may_end": is_lead,
        "may_note": access.may(user, Can.EDIT, Case) and not case.is_over,
        "is_own_flag": is_lead and flagged_it,
    }
