"""The pages on which key events come in from a sheet."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from findings import importing
from findings.event_dates import in_words
from findings.forms import EventSheetForm
from findings.models import EventFile, EventKind
from findings.views.open_requests import of_open_request
from findings.views.pages import show
from panelportal.kit import sheets
from panelportal.kit.once import once

MOST_SHOWN = 100  # rows of each list of the preview


@require_http_methods(["GET", "POST"])
@of_open_request
def import_events(request, part):
    """Take a sheet and lead to what it would add."""
    form = EventSheetForm(request.POST or None, request.FILES or None)
    # The upload is looked at here, before `once` opens the transaction that the scanner would hold up.
    return _keep(request, part, form) if form.is_valid() else show(request, "import_events", part, form=form)


@once
def _keep(request, part, form):
    kept = importing.keep_file(part, sound=form.cleaned_data["file"], by=request.user)
    return redirect("findings:check_events", part.reference, kept.pk)


@require_http_methods(["GET", "POST"])
@once
@of_open_request
def check_events(request, part, pk):
    """Show what a sheet would add, row by row, to whoever chose it; add it when that is sent."""
    waiting = EventFile.objects.select_related("file", "request__case")
    kept = get_object_or_404(waiting, pk=pk, request=part, sent_by=request.user)
    if request.method == "POST":
        return _enter(request, part, kept)
    return show(request, "check_events", part, **_preview(kept))


@of_open_request
def template(request, part, form):
    """Hand out a sheet to fill in."""
    if form == "csv":
        return sheets.csv_response("key-events", *importing.template_csv())
    if form == "xlsx":
        return sheets.workbook_response("key-events", importing.template_xlsx())
    raise Http404("There are templates as csv and as xlsx.")


def _enter(request, part, kept):
    try:
        plan = importing.enter_file(kept, leave_out="leave_out" in request.POST, by=request.user)
    except importing.NothingToAdd:
        return show(request, "check_events", part, **_preview(kept))
    count = len(plan.events)
    messages.success(request, f"{count} key event{'' if count == 1 else 's'} added.")
    return redirect("findings:events", part.reference)


def _preview(kept):
    plan = importing.plan_of(kept)
    return {
        "plan": plan,
        "faults": [[str(one.row), one.text] for one in plan.faults[:MOST_SHOWN]],
        "fault_head": ["Row", "What to change"],
        "events": [_row(event) for event in plan.events[:MOST_SHOWN]],
        "event_head": ["When", "Type", "What happened", "Source", "Row"],
        "most": MOST_SHOWN,
    }


def _row(event):
    when = in_words(event.when) + (" (outside the period)" if event.is_outside else "")
    return [when, EventKind(event.kind).label, event.what, event.source, str(event.row)]
