"""The pages on which agencies and contacts come in and go out as sheets."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from agencies import importing
from agencies.assurance import freshly_proved
from agencies.forms.directory import SheetForm
from agencies.models import DirectoryFile
from agencies.views.directory import casework_only
from panelportal.kit import sheets
from panelportal.kit.once import once

MOST_SHOWN = 100  # rows of each list of the preview
RESPONSES = {"csv": sheets.csv_response, "xlsx": sheets.xlsx_response}


def import_sheet(request):
    """Take a sheet and lead to what it would add."""
    casework_only(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    # The upload is looked at here, before `once` opens the transaction that the scanner would hold up.
    return _keep(request, form) if form.is_valid() else render(request, "agencies/import.html", {"form": form})


@once
def _keep(request, form):
    kept = importing.keep_file(form.cleaned_data["file"], by=request.user)
    return redirect("agencies:check_import", kept.pk)


@once
def check_import(request, pk):
    """Show what a sheet would add, row by row, to its sender only; enter it when that is sent."""
    casework_only(request)
    kept = get_object_or_404(DirectoryFile.objects.select_related("file"), pk=pk, sent_by=request.user)
    if request.method == "POST":
        return _enter(request, kept)
    return render(request, "agencies/check_import.html", _preview(kept, request.user))


def _enter(request, kept):
    try:
        plan = importing.enter_file(kept, by=request.user)
    except importing.NothingToEnter:
        return render(request, "agencies/check_import.html", _preview(kept, request.user))
    messages.success(request, f"Added: {_counted(plan)}.")
    return redirect("agencies:directory")


def template(request, form):
    """Hand out an empty sheet with the headings."""
    casework_only(request)
    return _response(form)("agencies-template", importing.template(), [])


@freshly_proved
def export(request, form):
    """Hand out the directory as a sheet."""
    casework_only(request)
    respond = _response(form)
    return respond("agencies", importing.template(), importing.export_directory(by=request.user, form=form))


def _response(form):
    if form not in RESPONSES:
        raise Http404("There are sheets as csv and as xlsx.")
    return RESPONSES[form]


def _preview(kept, user):
    plan = importing.plan_of(kept, by=user)
    agencies, contacts = list(plan.agencies.values()), list(plan.contacts.values())
    return {
        "kept": kept,
        "plan": plan,
        "counted": _counted(plan),
        "faults": [[str(one.row), one.text] for one in plan.faults[:MOST_SHOWN]],
        "agencies": [[one.name, one.kind_name, str(one.row)] for one in agencies[:MOST_SHOWN]],
        "contacts": [[one.name, one.role.label, one.agency, str(one.row)] for one in contacts[:MOST_SHOWN]],
        "fault_head": ["Row", "What to change"],
        "agency_head": ["Agency", "Kind", "Row"],
        "contact_head": ["Contact", "Role", "Agency", "Row"],
        "most": MOST_SHOWN,
    }


def _counted(plan):
    counts = ((len(plan.agencies), "agency", "agencies"), (len(plan.contacts), "contact", "contacts"))
    return " and ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts)
