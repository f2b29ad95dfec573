from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.explaining import metadata_only
from cases.forms.listing import ListForm
from cases.models import Case
from panelportal.kit import access, paging
from panelportal.kit.access import Can

ON_A_PAGE = 25


@require_safe
def list_of_cases(request):
    """The cases with their stage, replies and next step. The auditor sees the list, and no case."""
    access.require(request.user, Can.AUDIT, Case)
    form = ListForm(request.GET if request.GET else {})
    found = form.narrow(access.visible(Case.objects.in_order(), request.user, Can.AUDIT))
    page = paging.page_of(found, request.GET.get("page"), size=ON_A_PAGE)
    context = {
        "form": form,
        "page": page,
        "cases": Case.objects.for_list(paging.keys_of(page)),
        "metadata_only": metadata_only(request.user),
    }
    return render(request, "cases/cases.html", context)
