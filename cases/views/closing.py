from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases import closing as ending
from cases import disposing, holding
from cases.forms.closing import BecauseForm, CloseForm
from cases.models import Case, Disposal
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once

HERE = "cases:closing"


@require_safe
def closing(request, reference):
    """Where a case stands on its way out: what waits, until when it is kept, the legal hold, the disposal."""
    case = fetch_case(request, reference)
    is_lead = access.may(request.user, Can.DISPOSE, Case)
    going = Disposal.objects.latest_of(case)
    context = {
        "closed": case.closings.filter(reopened_at=None).select_related("closed_by").first(),
        "waiting": [] if case.is_over else ending.what_waits(case),
        "hold": holding.hold_on(case),
        "going": going,
        "is_lead": is_lead,
        "may_close": access.may(request.user, Can.EDIT, Case) and not case.is_over and not case.is_paused,
        "why_not": disposing.why_not(case) if going is None else "",
        "is_author": case.flagged_by_id == request.user.pk,
        "is_proposer": going is not None and going.proposed_by_id == request.user.pk,
    }
    return render(request, "cases/closing.html", around(request, case, HERE) | context)


@require_http_methods(["GET", "POST"])
@once
def close(request, reference):
    """Close a case in which nothing waits any more."""
    case = fetch_case(request, reference, Can.EDIT)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if done(form, form.close, case, by=request.user):
        messages.success(request, f"Case {case.reference} is closed.")
        return redirect(HERE, case.reference)
    context = {"form": form, "waiting": [] if case.is_over else ending.what_waits(case)}
    return render(request, "cases/close.html", around(request, case, HERE) | context)


def _because(request, reference, *, can, name, label, title, button, told, warning=False):
    """Ask for a reason and have the form's verb of this name do it."""
    case = fetch_case(request, reference, can)
    form = BecauseForm(request.POST if request.method == "POST" else None, label=label)
    if done(form, getattr(form, name), case, by=request.user):
        messages.success(request, told)
        return redirect(HERE, case.reference)
    context = {"form": form, "heading": title, "button": button, "warning": warning}
    return render(request, "cases/because.html", around(request, case, HERE) | context)


@require_http_methods(["GET", "POST"])
@once
def reopen(request, reference):
    """Open a closed case again."""
    return _because(
        request,
        reference,
        can=Can.DISPOSE,
        name="reopen",
        title="Open this case again",
        label="Why is the case opened again?",
        button="Open the case again",
        told="The case is open again.",
    )


@require_http_methods(["GET", "POST"])
@once
def put_hold(request, reference):
    """Put a legal hold on a case."""
    return _because(
        request,
        reference,
        can=Can.DISPOSE,
        name="put_hold",
        title="Put a legal hold on this case",
        label="Why must nothing of it go?",
        button="Put a legal hold",
        told="There is a legal hold on the case: nothing of it goes until it is lifted.",
    )


@require_http_methods(["GET", "POST"])
@once
def lift_hold(request, reference):
    """Lift the legal hold on a case."""
    return _because(
        request,
        reference,
        can=Can.DISPOSE,
        name="lift_hold",
        title="Lift the legal hold on this case",
        label="Why is it lifted?",
        button="Lift the legal hold",
        told="The legal hold is lifted.",
    )
