"""Details that went out and should not have: taking them back, the incident, and what an agency deleted."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases import erasing, retracting
from cases.forms import DeletionForm, ReportForm, RetractForm
from cases.models import Incident, Retraction
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@require_http_methods(["GET", "POST"])
@once
def retract(request, reference):
    """Take back what organisations were shown: what happens at once is said first."""
    case = fetch_case(request, reference, Can.SEND)
    has_any = retracting.retractable(case).exists()
    typed = request.POST if request.method == "POST" else None
    form = RetractForm(typed, case=case, agency=request.GET.get("agency", ""))
    if has_any and done(form, form.retract, by=request.user):
        messages.success(request, "Taken back. The lead inspectors are told.")
        incident = case.incidents.last()
        return redirect("cases:incident", incident.reference)
    context = around(request, case, "cases:retract") | {"form": form, "has_any": has_any}
    return render(request, "cases/retract.html", context)


@require_safe
def incident(request, reference):
    """One incident: what happened, what was done at once, who deleted what, and whether it is reported."""
    incident = _fetch(request, reference, Can.READ)
    case = fetch_case(request, incident.case.reference)
    record_read("incident read", about=incident.reference, by=request.user)
    retractions = incident.retractions.for_page().select_related("request__agency__kind").order_by("pk")
    context = around(request, case, "cases:incident") | {
        "incident": incident,
        "retractions": [{"retraction": one, "disclosures": erasing.digests_of(one.request)} for one in retractions],
        "may_decide": access.may(request.user, Can.CLEAR, Incident) and not incident.is_decided,
    }
    return render(request, "cases/incident.html", context)


@require_http_methods(["GET", "POST"])
@once
def decide(request, reference):
    """Decide, as a lead inspector, whether an incident is reported. Decided before, it leads to the incident."""
    incident = _fetch(request, reference, Can.CLEAR)
    case = fetch_case(request, incident.case.reference)
    if incident.is_decided:
        return redirect("cases:incident", reference)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if done(form, form.decide, incident, by=request.user):
        messages.success(request, "Your decision is kept with the incident.")
        return redirect("cases:incident", reference)
    context = around(request, case, "cases:decide_incident") | {"form": form, "incident": incident}
    return render(request, "cases/decide_incident.html", context)


@require_http_methods(["GET", "POST"])
@once
def confirm_deletion(request, reference):
    """Say, for an organisation, what became of what it saved of details that were taken back."""
    held = Retraction.objects.for_page()
    retraction = access.fetch(held, request.user, Can.ACKNOWLEDGE, request__reference=reference)
    form = DeletionForm(request.POST if request.method == "POST" else None)
    if not retraction.is_confirmed and done(form, form.say, retraction, by=request.user):
        return redirect("cases:confirm_deletion", reference)
    agency = retraction.request.agency
    context = {
        "retraction": retraction,
        "form": form,
        "why": f"You act for {agency}, which was shown details that were taken back.",
        "others": [f"The other people who act for {agency}", "Those who work on cases at HM Inspectorate of Probation"],
    }
    return render(request, "cases/confirm_deletion.html", context)


def _fetch(request, reference, can):
    people = ("noted_by", "report_decided_by")
    return access.fetch(Incident.objects.select_related("case", *people), request.user, can, reference=reference)
