"""What casework does for learning to get further: whom a proposal goes to, and what may be found later."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import Case, RequestStatus
from cases.views.frame import around, fetch_case
from findings import ledger, summaries
from findings.forms import ClearLearningForm, DirectForm
from findings.models import IssuedLearning, ProposalToAgency
from findings.models.proposals import ProposalStatus
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@require_safe
def for_others(request, reference):
    """List what agencies of a case proposed for others, with whom each goes to and what came of it."""
    case = fetch_case(request, reference)
    record_read("proposals read", about=case.reference, by=request.user)
    found = _submitted(case).for_list()
    proposals = [{"proposal": one, "rows": summaries.of_proposal_for_staff(one), "waits": _waits(one)} for one in found]
    context = around(request, case, "findings:case_learning") | {"proposals": proposals}
    return render(request, "findings/for_others.html", context)


@require_http_methods(["GET", "POST"])
@once
def direct(request, reference, pk):
    """Choose which agency of the case a proposal goes to."""
    case = fetch_case(request, reference, Can.ADD)
    proposal = get_object_or_404(_submitted(case).for_list(), pk=pk)
    form = DirectForm(request.POST or None, proposal=proposal)
    if form.is_valid() and form.direct(proposal, by=request.user):
        messages.success(request, f"It goes to {form.cleaned_data['to'].agency} when the pack is released.")
        return redirect("findings:for_others", reference)
    record_read("proposals read", about=case.reference, by=request.user)
    rows = summaries.of_proposal_for_staff(proposal)
    context = around(request, case, "findings:case_learning") | {"form": form, "proposal": proposal, "rows": rows}
    return render(request, "findings/direct.html", context)


@require_http_methods(["GET", "POST"])
@once
def clear_learning(request, reference):
    """Make issued learning nameless, and let it be found."""
    access.require(request.user, Can.CLEAR, Case)
    entry = get_object_or_404(IssuedLearning.objects.for_list().select_related("point__request"), reference=reference)
    if entry.point:  # a conflict of interest on its case takes it, too
        access.fetch(Case.objects.all(), request.user, Can.CLEAR, pk=entry.point.request.case_id)
    if entry.cleared_at:
        return render(request, "findings/learning_cleared.html", {"entry": entry})
    form = ClearLearningForm(request.POST or None, entry=entry)
    if form.is_valid():
        form.clear(entry, by=request.user)
        messages.success(request, f"{entry.reference} can be found from now on.")
        return redirect("findings:clear_learning", reference)
    record_read("learning to be cleared read", about=entry.reference, by=request.user)
    context = {"form": form, "entry": entry, "names": ledger.names_left(entry)}
    return render(request, "findings/clear_learning.html", context)


def _submitted(case):
    sent = ProposalToAgency.objects.of_case(case).filter(point__request__reply__sent_at__isnull=False)
    return sent.exclude(point__request__status=RequestStatus.WITHDRAWN)


def _waits(proposal):
    return proposal.status == ProposalStatus.PROPOSED
