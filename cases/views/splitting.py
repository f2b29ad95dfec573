from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms import SplitForm
from cases.models.cases import TAKE_REVIEWS
from cases.refusals import Refusal
from cases.views.frame import around, fetch_case
from panelportal.kit import references
from panelportal.kit.access import Can
from panelportal.kit.once import once


@require_http_methods(["GET", "POST"])
@once
def split(request, reference):
    """Split a joined case: what goes to the new case is asked, and nobody outside is told."""
    case = fetch_case(request, reference, Can.EDIT)
    form = SplitForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_valid():
        try:
            new = form.split(by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The case is split. Case {new.reference} is new.")
            return redirect(references.page_of(new.reference))
    context = around(request, case, "cases:split") | {
        "form": form,
        "is_one": case.reviews.count() < 2,
        "is_too_late": case.status not in TAKE_REVIEWS,
    }
    return render(request, "cases/split.html", context)
