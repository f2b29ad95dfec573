from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms import WithdrawFlagForm
from cases.models import CaseStatus
from cases.unflagging import who_else
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from panelportal.kit import references
from panelportal.kit.access import Can
from panelportal.kit.once import once


@require_http_methods(["GET", "POST"])
@once
def withdraw(request, reference):
    """Withdraw the flag of a case: what ends and who is told is said first."""
    case = fetch_case(request, reference, Can.EDIT)
    form = WithdrawFlagForm(request.POST if request.method == "POST" else None)
    if done(form, form.withdraw, case, by=request.user):
        messages.success(request, f"The flag of case {case.reference} is withdrawn.")
        return redirect(references.page_of(case.reference))
    asked = case.requests.sent().select_related("agency").order_by("agency__name")
    context = {
        "form": form,
        "only": who_else(case, request.user),
        "is_too_late": case.is_over or case.status == CaseStatus.ISSUED,
        "to_be_told": [part.agency for part in asked if not part.is_answered],
        "replied": [part.agency for part in asked if part.is_answered],
    }
    return render(request, "cases/withdraw_flag.html", around(request, case, "cases:withdraw_flag") | context)
