from django.apps import apps
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.assurance import freshly_proved
from cases import disposing
from cases.forms import ConfirmForm
from cases.forms.closing import BecauseForm
from cases.models import Disposal, DisposalTrace
from cases.refusals import Refusal
from cases.views.closing import HERE
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from panelportal.kit import disposal, redacting
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read

PROOF = "cases:proof_of_disposal"
WHY_IT_STAYS = "How do you know that it tells of somebody else, or goes with another case?"
LOOKED = ["Place", {"text": "Rows or files", "numeric": True}, {"text": "Found", "numeric": True}]


@require_http_methods(["GET", "POST"])
@freshly_proved
@once
def propose(request, reference):
    """Propose the disposal of a case, after reading what goes and what stays."""
    case = fetch_case(request, reference, Can.DISPOSE)
    form = BecauseForm(request.POST if request.method == "POST" else None, label="Why can it go?")
    if done(form, form.propose, case, by=request.user):
        messages.success(request, "Proposed. Another lead inspector is asked to confirm it.")
        return redirect(HERE, case.reference)
    context = {"form": form, "refused": _refused(case, request.user), **_what_goes(case)}
    return render(request, "cases/propose_disposal.html", around(request, case, HERE) | context)


@require_http_methods(["GET", "POST"])
@freshly_proved
@once
def confirm(request, reference):
    """Confirm the disposal that another lead inspector proposed: what goes is gone with that."""
    case = fetch_case(request, reference, Can.DISPOSE)
    going = Disposal.objects.open().filter(case=case).select_related("proposed_by").first()
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if done(form, disposing.confirm, case, by=request.user):
        messages.success(request, "What identified the person is gone. The search for traces has begun.")
        return redirect(PROOF, case.reference)
    mine = {case.flagged_by_id, going.proposed_by_id if going else None}
    context = {"form": form, "going": going, "takes_another": request.user.pk in mine, **_what_goes(case)}
    return render(request, "cases/confirm_disposal.html", around(request, case, HERE) | context)


@require_http_methods(["GET", "POST"])
@once
def decline(request, reference):
    """Turn down a proposal of disposal, or take back one's own."""
    case = fetch_case(request, reference, Can.DISPOSE)
    form = BecauseForm(request.POST if request.method == "POST" else None, label="Why does the case stay?")
    if done(form, form.decline, case, by=request.user):
        messages.success(request, "The case stays as it is.")
        return redirect(HERE, case.reference)
    context = {"form": form, "heading": "Turn down the disposal", "button": "Turn down the disposal"}
    return render(request, "cases/because.html", around(request, case, HERE) | context)


@require_safe
def proof(request, reference):
    """What was searched after the disposal, how much of it there is, and what was found."""
    case = fetch_case(request, reference)
    going = Disposal.objects.latest_of(case)
    traces = list(going.traces.select_related("decided_by", "disposal__case")) if going else []
    left = [{"trace": one, "can_redact": disposing.can_take_out(one)} for one in traces if not one.decided_at]
    record_read("proof of disposal read", about=case.reference, by=request.user)
    context = {
        "going": going if going and going.confirmed_at else None,
        "removed": [_named(label, count) for label, count in sorted(going.removed.items())] if going else [],
        "left": left,
        "decided": [one for one in traces if one.decided_at],
        "looked_head": LOOKED,
        "looked": [[one["place"], f"{one['rows']:,}", str(one["found"])] for one in (going.looked if going else [])],
        "rows": sum(one["rows"] for one in going.looked) if going else 0,
    }
    return render(request, "cases/proof_of_disposal.html", around(request, case, HERE) | context)


@require_POST
@freshly_proved
@once
def redact(request, reference, pk):
    """Take the name out of a text in which it was found."""
    case, trace = _trace(request, reference, pk)
    return _decided(request, case, disposing.redact_trace, trace, told="“[removed]” stands there now.")


@require_http_methods(["GET", "POST"])
@once
def set_aside(request, reference, pk):
    """Say that what was found may stay, since it tells of somebody else or goes with another case."""
    case, trace = _trace(request, reference, pk)
    form = BecauseForm(request.POST if request.method == "POST" else None, label=WHY_IT_STAYS)
    if done(form, form.set_aside, trace, by=request.user):
        messages.success(request, "Noted: it stays.")
        return redirect(PROOF, case.reference)
    context = {"form": form, "heading": "Leave it as it is", "button": "Leave it as it is", "trace": trace}
    return render(request, "cases/because.html", around(request, case, HERE) | context)


@require_POST
@once
def search_again(request, reference):
    """Have everything searched again."""
    case = fetch_case(request, reference, Can.DISPOSE)
    return _decided(request, case, disposing.search_again, case, told="Everything is being searched again.")


def _decided(request, case, verb, thing, *, told):
    try:
        verb(thing, by=request.user)
    except (Refusal, redacting.CannotRedact) as refusal:
        messages.error(request, f"{refusal}.")
    else:
        messages.success(request, told)
    return redirect(PROOF, case.reference)


def _trace(request, reference, pk):
    case = fetch_case(request, reference, Can.DISPOSE)
    return case, get_object_or_404(DisposalTrace.objects.select_related("disposal"), disposal__case=case, pk=pk)


def _refused(case, user):
    return disposing.why_not(case) or (str(disposing.TakesTwo()) if case.flagged_by_id == user.pk else "")


def _what_goes(case):
    """Return what goes, what is emptied and what stays, each kind of thing with how many there are."""
    told = [(rule, rule.rows_of(case).count()) for rule in disposal.rules() if rule.of]
    return {
        "goes": [_counted(rule, count) for rule, count in told if count and rule.goes],
        "is_emptied": [_counted(rule, count) for rule, count in told if count and rule.removes and not rule.goes],
        "stays": [_counted(rule, count) for rule, count in told if count and not rule.removes],
    }


def _named(label, count):
    return f"{str(apps.get_model(label)._meta.verbose_name_plural).capitalize()}: {count:,}"


def _counted(rule, count):
    return f"{str(rule.model._meta.verbose_name_plural).capitalize()} ({count:,})"
