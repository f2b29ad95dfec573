from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from agencies.assurance import freshly_proved
from cases import exporting
from cases.forms.exporting import ExportForm
from cases.views.closing import HERE
from cases.views.frame import around, fetch_case
from panelportal.kit import sheets
from panelportal.kit.access import Can


@require_http_methods(["GET", "POST"])
@freshly_proved
def export_case(request, reference):
    """Hand out the list of every item of a case, for a subject access or a freedom of information request."""
    case = fetch_case(request, reference, Can.DISPOSE)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        lines = exporting.export_case(case, kind=kind, by=request.user)
        write = sheets.xlsx_response if form.cleaned_data["form"] == "xlsx" else sheets.csv_response
        return write(f"{case.reference}-{kind}", exporting.HEAD, lines)
    return render(request, "cases/export.html", around(request, case, HERE) | {"form": form})
