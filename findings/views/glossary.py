"""The glossary of a case: names and ciphers, for casework only. Reading it is recorded, as it is personal data."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from cases.refusals import CaseOver
from cases.views.frame import around, fetch_case
from findings import glossary, loading
from findings.forms import NameForm
from panelportal.kit.once import once
from panelportal.kit.trail import record_read

HERE, CHRONOLOGY = "findings:glossary", "findings:chronology"  # the part of the case that is marked
MOST_SUSPECTED = 30


@once
def names(request, reference):
    """List the names of a case with their ciphers and what else looks like one; add another."""
    case = fetch_case(request, reference)
    form = NameForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_valid() and _saved(form, by=request.user):
        messages.success(request, "The name is in the glossary.")
        return redirect(HERE, reference)
    record_read("glossary read", about=case.reference, by=request.user)
    entries = list(case.ciphers.all())
    texts = (
        text
        for row in loading.events_of_case(case)
        for text in (row.what, row.why_it_mattered, row.with_whom, row.source)
    )
    suspected = glossary.not_in_glossary(texts, entries)
    context = {"form": form, "entries": entries, "suspected": suspected[:MOST_SUSPECTED], "may_edit": not case.is_over}
    return render(request, "findings/glossary.html", around(request, case, CHRONOLOGY) | context)


def change_name(request, reference, pk):
    """Change a name; where somebody else saved meanwhile, show theirs beside what was typed."""
    case = fetch_case(request, reference)
    entry = get_object_or_404(case.ciphers, pk=pk)
    record_read("glossary read", about=case.reference, by=request.user)
    form = NameForm(request.POST if request.method == "POST" else None, case=case, entry=entry)
    if form.is_valid() and _saved(form, by=request.user):
        messages.success(request, "The name is changed.")
        return redirect(HERE, reference)
    context = around(request, case, CHRONOLOGY) | {"form": form, "entry": entry, "theirs": form.changed}
    return render(request, "findings/glossary_name.html", context)


def remove_name(request, reference, pk):
    """Take a name off the glossary."""
    case = fetch_case(request, reference)
    entry = get_object_or_404(case.ciphers, pk=pk)
    if request.method == "POST" and not case.is_over:
        glossary.remove_name(entry, by=request.user)
        messages.success(request, f"{entry} is off the glossary.")
        return redirect(HERE, reference)
    record_read("glossary read", about=case.reference, by=request.user)
    return render(request, "findings/remove_name.html", around(request, case, CHRONOLOGY) | {"entry": entry})


def _saved(form, *, by):
    try:
        return form.save(by=by)
    except CaseOver as refused:
        form.add_error(None, str(refused))
        return False
