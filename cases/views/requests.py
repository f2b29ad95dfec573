from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.assurance import freshly_proved
from cases import disclosing, requesting, sending_list, stopping
from cases.boards import board_of
from cases.forms import AddAgencyForm, CheckedForm, ConfirmForm
from cases.models import Case, NotAsked
from cases.refusals import Refusal
from cases.steps import counted
from cases.views.frame import around, fetch_case
from panelportal.kit import access, letters
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read
from panelportal.kit.versions import ChangedMeanwhile


@require_safe
def requests(request, reference):
    """The requests of a case: who was asked, who replied, and the one next step."""
    case = fetch_case(request, reference)
    context = around(request, case, "cases:requests") | {
        "board": board_of(case),
        "not_asked": NotAsked.objects.filter(case=case).select_related("agency"),
        "may_add": access.may(request.user, Can.ADD, Case),
        "may_edit": access.may(request.user, Can.EDIT, Case),
        "stoppable": stopping.stoppable(case) if access.may(request.user, Can.SEND, Case) else [],
    }
    return render(request, "cases/requests.html", context)


@require_POST
@once
def use_suggested(request, reference):
    """Choose the suggested details for each agency that has no choice yet."""
    case = fetch_case(request, reference, Can.EDIT)
    chosen = disclosing.choose_suggested(case, by=request.user)
    messages.success(request, f"Suggested details chosen for {counted(len(chosen), 'agency', 'agencies')}.")
    return redirect("cases:requests", case.reference)


@require_http_methods(["GET", "POST"])
@once
def add_agency(request, reference):
    """Bring an agency to the case later, to be asked or left out with a reason."""
    case = fetch_case(request, reference, Can.ADD)
    form = AddAgencyForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_valid():
        try:
            form.add(by=request.user)
        except Refusal as refusal:
            form.add_error("agency", str(refusal))
        else:
            return redirect("cases:requests", case.reference)
    return render(request, "cases/add_agency.html", around(request, case, "cases:add_agency") | {"form": form})


@require_http_methods(["GET", "POST"])
@freshly_proved
@once
def send(request, reference):
    """List exactly who gets a letter and what each will see, then send all of it once."""
    case = fetch_case(request, reference, Can.SEND)
    rows = sending_list.of(case)
    form = CheckedForm(request.POST if request.method == "POST" else None, initial={"seen": sending_list.mark_of(rows)})
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            sent = requesting.send_requests(case, seen=seen, pause=letters.BATCH_PAUSE, by=request.user)
        except ChangedMeanwhile:
            rows = sending_list.of(case)
            form.meet_change(sending_list.mark_of(rows))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            if sent:
                messages.success(request, f"{counted(len(sent), 'request')} sent.")
            return redirect("cases:requests", case.reference)
    record_read("sending list read", about=case.reference, by=request.user)
    return render(request, "cases/send.html", around(request, case, "cases:send") | {"form": form, "rows": rows})


@require_http_methods(["GET", "POST"])
@once
def stop(request, reference):
    """Take back the requests that were just sent, before their letters leave."""
    case = fetch_case(request, reference, Can.SEND)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            stopped = stopping.stop_requests(case, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{counted(len(stopped), 'request')} stopped. Nobody was told.")
            return redirect("cases:requests", case.reference)
    context = around(request, case, "cases:stop") | {"form": form, "stoppable": stopping.stoppable(case)}
    return render(request, "cases/stop.html", context)
