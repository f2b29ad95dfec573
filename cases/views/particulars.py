from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms import ParticularsForm
from cases.refusals import Refusal
from cases.views.frame import around, fetch_case
from panelportal.kit.access import Can
from panelportal.kit.trail import record_read
from panelportal.kit.versions import ChangedMeanwhile


@require_http_methods(["GET", "POST"])
def particulars(request, reference):
    """What identifies the person, and what may be told of the case: the one page where it is changed."""
    case = fetch_case(request, reference, Can.EDIT)
    form = ParticularsForm(request.POST if request.method == "POST" else None, case=case)
    theirs = None
    if form.is_valid():
        try:
            form.save(by=request.user)
        except ChangedMeanwhile as meanwhile:
            form.compare(meanwhile.current)
            theirs = meanwhile.current.particulars.current().in_order().select_related("added_by")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Details saved.")
            return redirect("cases:requests", case.reference)
    record_read("particulars read", about=case.reference, by=request.user)
    context = around(request, case, "cases:particulars")
    return render(request, "cases/particulars.html", context | {"form": form, "theirs": theirs})
