from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms import DecideForm, TurnForm
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from panelportal.kit.access import Can
from panelportal.kit.once import once


@require_http_methods(["GET", "POST"])
@once
def say(request, reference):
    """Note that the charge was dropped or that the person has died: what follows is said before it is noted."""
    case = fetch_case(request, reference, Can.EDIT)
    form = TurnForm(request.POST if request.method == "POST" else None)
    if done(form, form.say, case, by=request.user):
        messages.success(request, "Noted. A lead inspector is asked to decide whether the case goes on.")
        return redirect("cases:proceedings", case.reference)
    return render(request, "cases/turning_point.html", around(request, case, "cases:proceedings") | {"form": form})


@require_http_methods(["GET", "POST"])
@once
def decide(request, reference):
    """Decide, as a lead inspector who did not flag it, whether a case goes on after what has happened."""
    case = fetch_case(request, reference, Can.CLEAR)
    turning_point = case.turning_points.filter(decided_at=None).select_related("noted_by").first()
    if turning_point is None or case.is_over:
        return redirect("cases:proceedings", case.reference)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if done(form, form.decide, case, by=request.user):
        goes_on = form.cleaned_data["goes_on"]
        messages.success(request, "The case goes on." if goes_on else "The flag of the case is withdrawn.")
        return redirect("cases:proceedings", case.reference)
    context = {
        "form": form,
        "turning_point": turning_point,
        "is_own_flag": case.flagged_by_id == request.user.pk,
    }
    return render(request, "cases/decide_course.html", around(request, case, "cases:proceedings") | context)
