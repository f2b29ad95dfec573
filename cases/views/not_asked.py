from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cases.flagging import consider_again as take_back
from cases.models import NotAsked
from cases.refusals import Refusal
from cases.views.frame import fetch_case
from panelportal.kit.access import Can


@require_POST
def consider_again(request, reference, agency):
    """Take back that an agency is not asked, so that it can be asked or left out anew."""
    case = fetch_case(request, reference, Can.ADD)
    left_out = get_object_or_404(NotAsked.objects.select_related("agency"), case=case, agency__slug=agency)
    try:
        take_back(case, agency=left_out.agency, by=request.user)
    except Refusal as refusal:
        messages.error(request, f"{refusal}.")
    else:
        messages.success(request, f"{left_out.agency} is considered again. Nothing is sent to it.")
    return redirect("cases:requests", case.reference)
