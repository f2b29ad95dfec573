from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.roles import who_act_for
from cases import disclosing
from cases.correcting import send_correction
from cases.explaining import who_sees_request
from cases.forms import CheckedForm, DisclosureForm, WithdrawForm
from cases.models import Case
from cases.refusals import Refusal
from cases.telling import chased
from cases.views.frame import around, fetch_case, fetch_part
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.models import Letter
from panelportal.kit.once import once
from panelportal.kit.trail import record_read
from panelportal.kit.versions import ChangedMeanwhile
from panelportal.kit.words import listed, lowered


@require_http_methods(["GET", "POST"])
def agency(request, reference, agency):
    """One agency's request: how far it is, the letters about it, and what the agency will see."""
    case = fetch_case(request, reference, Can.EDIT if request.method == "POST" else Can.READ)
    part = fetch_part(case, agency)
    form = _disclosure_form(request, case, part)
    if form and form.is_valid():
        try:
            form.save(by=request.user)
        except ChangedMeanwhile:
            return redirect("cases:agency", case.reference, agency)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cases:preview", case.reference, agency)
    record_read("request read", about=part.reference, by=request.user)
    letters = Letter.objects.filter(about=part.reference).order_by("pk")
    context = around_agency(request, case, part) | _clock(request, part) | {"form": form, "letters": letters}
    return render(request, "cases/agency.html", context)


@require_safe
def preview(request, reference, agency):
    """Exactly what the agency will see of the case, by the template that its own page includes."""
    case = fetch_case(request, reference)
    part = fetch_part(case, agency)
    record_read("preview read", about=part.reference, by=request.user)
    context = around_agency(request, case, part) | {"shown": disclosing.to_be_shown(part), "beyond": _beyond(part)}
    return render(request, "cases/preview.html", context)


@require_http_methods(["GET", "POST"])
@once
def correct(request, reference, agency):
    """Send a correction: who gets a letter and what the agency will see, then once."""
    case = fetch_case(request, reference, Can.SEND)
    part = fetch_part(case, agency)
    form = CheckedForm(request.POST if request.method == "POST" else None, initial={"seen": disclosing.mark_of(part)})
    if form.is_valid():
        try:
            send_correction(part, seen=form.cleaned_data["seen"], by=request.user)
        except ChangedMeanwhile as meanwhile:
            form.meet_change(disclosing.mark_of(meanwhile.current))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Correction sent.")
            return redirect("cases:agency", case.reference, agency)
    record_read("preview read", about=part.reference, by=request.user)
    context = around_agency(request, case, part) | {
        "form": form,
        "shown": disclosing.to_be_shown(part),
        "beyond": _beyond(part),
        "people": who_act_for(part.agency),
    }
    return render(request, "cases/correct.html", context)


@require_http_methods(["GET", "POST"])
@once
def withdraw(request, reference, agency):
    """Withdraw a request, with a reason that stays with the inspectorate."""
    case = fetch_case(request, reference, Can.EDIT)
    part = fetch_part(case, agency)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            form.withdraw(part, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Request {part.reference} is withdrawn.")
            return redirect("cases:requests", case.reference)
    return render(request, "cases/withdraw.html", around_agency(request, case, part) | {"form": form})


def _disclosure_form(request, case, part):
    if part.is_answered or part.is_withdrawn or not access.may(request.user, Can.EDIT, Case):
        return None
    return DisclosureForm(request.POST if request.method == "POST" else None, part=part)


def around_agency(request, case, part):
    """Return the context of every page about one agency's request."""
    part.case = case
    may_edit = access.may(request.user, Can.EDIT, Case) and not (part.is_answered or part.is_withdrawn)
    may_retract = part.sent_at is not None and not part.is_set_aside and access.may(request.user, Can.SEND, Case)
    context = around(request, case, "cases:agency") | {"part": part, "may_edit": may_edit, "may_retract": may_retract}
    return context | _disclosed(part) | who_sees_request(request.user, part)


def _clock(request, part):
    """What there is about the time that the agency has: its ledger, more time that it asks for, who may act on it."""
    return {
        "ledger": chased(part, for_staff=True) if not part.is_draft else None,
        "asked": part.extensions.undecided().exists() if part.is_open_for_reply else False,
        "may_extend": part.is_open_for_reply and access.may(request.user, Can.ADD, Case),
    }


def _beyond(part):
    """Return, in words, what the agency would see although it is not suggested for its kind."""
    last = part.disclosures.last()
    return listed(lowered(title) for title in disclosing.beyond_suggestion(last)) if last else ""


def _disclosed(part):
    disclosures = list(part.disclosures.all())
    sent = [one for one in disclosures if one.sent_at]
    correction = None if part.is_draft else next((one for one in disclosures if not one.sent_at), None)
    return {
        "has_choice": bool(disclosures),
        "correction": correction,
        "corrected": sent[-1] if len(sent) > 1 else None,
        "is_outdated": bool(sent) and not correction and sent[-1].particulars.filter(is_current=False).exists(),
    }
