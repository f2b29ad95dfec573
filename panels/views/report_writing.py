from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from panelportal.kit import access, trail
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.versions import ChangedMeanwhile, version_of
from panels import consolidating
from panels.forms.comparing import compare
from panels.forms.reports import AddParagraphForm, LeaveOutForm, ParagraphForm
from panels.models import LearningReport, Paragraph
from panels.models.paragraphs import TELL_LEARNING
from panels.refusals import Refused
from panels.report_content import sources_of


def _to_write(request, reference):
    return access.fetch(LearningReport.objects.for_list(), request.user, Can.WRITE, reference=reference)


def edit(request, reference):
    """All sections with their paragraphs and sources, and the agreed learning that is not used yet."""
    report = _to_write(request, reference)
    if not report.is_draft:
        return redirect("panels:learning-report", reference)
    trail.record_read("learning report read", about=reference, by=request.user)
    context = {
        "report": report,
        "sections": _sections(report),
        "is_joint": report.panel.cases.count() > 1,
        "actions": report.panel.actions.for_list(),
        "unexplained": consolidating.unexplained(report),
        "left_out": report.not_used.select_related("minute_entry"),
    }
    return render(request, "panels/report_edit.html", context)


def paragraph(request, reference, pk):
    """Change one paragraph. Whoever saves second sees both texts and decides."""
    report = _to_write(request, reference)
    found = _paragraph(report, pk)
    form = ParagraphForm(request.POST or None, initial={"text": found.text, "version": found.version})
    current = None
    try:
        if form.is_valid() and form.write(found, by=request.user):
            return redirect("panels:report-edit", reference)
    except ChangedMeanwhile as changed:
        current = compare(form, changed.current)
    context = {
        "report": report,
        "paragraph": found,
        "form": form,
        "current": current,
        "sources": sources_of(found, with_agencies=True),
    }
    return render(request, "panels/report_paragraph.html", context)


@once
def add(request, reference, number):
    """Add a paragraph to a section, with the agreed learning that it comes from."""
    report = _to_write(request, reference)
    section = get_object_or_404(report.sections, number=number)
    if section.is_generated:
        raise Http404("This section is made from the actions themselves.")
    form = AddParagraphForm(request.POST or None, report=report, needs_source=number in TELL_LEARNING)
    if form.is_valid() and form.add(section, by=request.user):
        return redirect("panels:report-edit", reference)
    return render(request, "panels/report_add.html", {"report": report, "section": section, "form": form})


@require_POST
def remove(request, reference, pk):
    report = _to_write(request, reference)
    found = Paragraph.objects.filter(section__report=report, pk=pk).select_related("section").first()
    version = version_of(request.POST.get("version", ""))
    try:
        if found:
            consolidating.remove_paragraph(found, version=version, by=request.user)
    except Refused as refusal:
        messages.error(request, f"{refusal}.")
    except ChangedMeanwhile:
        messages.error(request, "Someone else changed this paragraph since you opened the page, so it was not removed.")
    return redirect("panels:report-edit", reference)


@once
def not_used(request, reference, pk):
    """Say why learning that the panel agreed is not used in the report."""
    report = _to_write(request, reference)
    entry = get_object_or_404(consolidating.agreed_learning(report), pk=pk)
    form = LeaveOutForm(request.POST or None)
    if form.is_valid() and form.leave_out(report, entry, by=request.user):
        return redirect("panels:report-edit", reference)
    return render(request, "panels/report_not_used.html", {"report": report, "entry": entry, "form": form})


@require_POST
def send(request, reference):
    report = _to_write(request, reference)
    try:
        consolidating.send_to_lead(report, by=request.user)
    except Refused as refusal:
        messages.error(request, f"{refusal}.")
        return redirect("panels:report-edit", reference)
    messages.success(request, f"Learning report {reference} is with the lead inspectors.")
    return redirect("panels:learning-report", reference)


def _paragraph(report, pk):
    return get_object_or_404(Paragraph.objects.for_list().filter(section__report=report), pk=pk)


def _sections(report):
    paragraphs = list(Paragraph.objects.filter(section__report=report).for_list())
    return [
        {
            "section": section,
            "paragraphs": [
                {
                    "number": f"{section.number}.{place}",
                    "row": one,
                    "sources": sources_of(one, with_agencies=True),
                }
                for place, one in enumerate([row for row in paragraphs if row.section_id == section.pk], start=1)
            ],
        }
        for section in report.sections.all()
    ]
