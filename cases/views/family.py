from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases import family as knowing
from cases.forms import FamilyForm
from cases.models import Case
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.trail import record_read

HERE = "cases:family"


@require_http_methods(["GET", "POST"])
def family(request, reference):
    """What the victim and the family know and want; no names. Casework reads it, inspectors keep it."""
    case = fetch_case(request, reference, Can.EDIT if request.method == "POST" else Can.READ)
    kept = knowing.contact_of(case)
    form = None
    if access.may(request.user, Can.EDIT, Case) and not case.is_over:
        form = FamilyForm(request.POST if request.method == "POST" else None, kept=kept)
    if form and done(form, form.keep, case, by=request.user):
        messages.success(request, "Saved.")
        return redirect(HERE, case.reference)
    record_read("family contact read", about=case.reference, by=request.user)
    context = {"family": knowing.contact_of(case), "untold": knowing.warning(case), "form": form}
    return render(request, "cases/family.html", around(request, case, HERE) | context)
