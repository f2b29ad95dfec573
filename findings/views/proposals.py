"""Learning for another agency: proposed by one, put to the other when the pack is released, answered by it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.models import AgencyRequest
from findings import proposing, summaries
from findings.forms import AnswerProposalForm, ProposeForm
from findings.models import ProposalToAgency
from findings.views.learning import own_point
from findings.views.open_requests import of_open_request
from findings.views.pages import show
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@require_http_methods(["GET", "POST"])
@once
@of_open_request
def propose(request, part, point):
    """Propose a learning point for another agency, and see for which it was proposed already."""
    point = own_point(part, point)
    form = ProposeForm(request.POST or None)
    if form.is_valid():
        form.propose(point, by=request.user)
        messages.success(request, "Proposed. The other agency sees it if the panel’s pack goes out, and not before.")
        return redirect("findings:learning", part.reference)
    proposals = point.proposals.for_list()
    return show(request, "propose", part, point=point, form=form, proposals=proposals)


@require_POST
@once
@of_open_request
def take_back(request, part, point, pk):
    """Take back a proposal while the reply is open."""
    proposal = get_object_or_404(ProposalToAgency.objects.for_list(), point=own_point(part, point), pk=pk)
    try:
        proposing.take_back(proposal, by=request.user)
    except proposing.PutToAgency as refusal:
        messages.error(request, f"{refusal}.")
    return redirect("findings:learning", part.reference)


@require_safe
def proposed(request, reference):
    """What an agency proposed for others, with what those answered."""
    part = _of_agency(request, reference)
    proposals = ProposalToAgency.objects.filter(point__request=part).for_list()
    record_read("own proposals read", about=part.reference, by=request.user)
    return show(request, "proposed", part, proposals=[(one, summaries.of_proposal(one)) for one in proposals])


@require_safe
def put_to_us(request, reference):
    """What other agencies proposed for this one: nothing before the pack is released."""
    part = _of_agency(request, reference)
    proposals = ProposalToAgency.objects.put_to(part).for_list()
    record_read("proposals to the agency read", about=part.reference, by=request.user)
    return show(request, "put_to_us", part, proposals=[(one, summaries.of_proposal_to_us(one)) for one in proposals])


@require_http_methods(["GET", "POST"])
@once
def answer_proposal(request, reference, pk):
    """Accept, change or decline what another agency proposed."""
    part = _of_agency(request, reference)
    proposal = get_object_or_404(ProposalToAgency.objects.put_to(part).for_list(), pk=pk)
    if not proposal.waits_for_answer:
        return redirect("findings:put_to_us", reference)
    form = AnswerProposalForm(request.POST or None)
    if form.is_valid() and _is_answered(form, proposal, request.user):
        messages.success(request, "Answer saved. The agency that proposed it can read it.")
        return redirect("findings:put_to_us", reference)
    record_read("proposals to the agency read", about=part.reference, by=request.user)
    return show(request, "answer_proposal", part, form=form, rows=summaries.of_proposal_to_us(proposal))


def _is_answered(form, proposal, by):
    try:
        form.answer(proposal, by=by)
    except proposing.NotPutToAgency:
        form.add_error(None, "A colleague has answered this meanwhile")
        return False
    return True


def _of_agency(request, reference):
    return access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
