from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.explaining import metadata_only
from cases.models import Case
from panelportal.kit import access
from panelportal.kit.access import Can

ON_A_PAGE = 50


@require_safe
def list_of_cases(request):
    """The cases with their stage, replies and next step. The auditor sees the list, and no case."""
    access.require(request.user, Can.AUDIT, Case)
    cases = access.visible(Case.objects.for_list(), request.user, Can.AUDIT)
    page = Paginator(cases, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/cases.html", {"page": page, "metadata_only": metadata_only(request.user)})
