from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.assurance import ask_for_second_factor
from cases.refusals import Refusal
from panelportal.kit import access, printing, trail
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.words import short_day
from panels import consolidating, issuing
from panels.models import LearningReport, Panel
from panels.refusals import Refused
from panels.report_content import report_content

HEAD = ["Report", "Panel", "Started", "Issued", "Status"]


def reports(request):
    """List learning reports: all of them for the inspectorate, those issued to their agency for anybody else."""
    everything = access.may(request.user, Can.AUDIT, LearningReport)
    seen = access.visible(LearningReport.objects.for_list(), request.user, Can.AUDIT if everything else Can.READ)
    may_read = access.may(request.user, Can.READ, LearningReport)
    context = {
        "head": HEAD if everything else ["Report", "Panel", "Issued"],
        "rows": [_row(report, may_read) if everything else _issued_row(report) for report in seen],
        "none": "No learning reports yet." if everything else "No learning report has been issued to your agency.",
    }
    return render(request, "panels/reports.html", context)


@once
def start(request, reference):
    """Start the report of a closed panel: says what will be in it, and one POST drafts it."""
    panel = access.fetch(Panel.objects.for_page(), request.user, Can.READ, reference=reference)
    access.require(request.user, Can.WRITE, LearningReport)
    report = LearningReport.objects.filter(panel=panel).first()
    if report:
        return redirect("panels:learning-report", report.reference)
    context = {"panel": panel, "learning": panel.entries.learning().for_list()}
    if request.method == "POST":
        try:
            report = consolidating.start_report(panel, by=request.user)
        except (Refused, Refusal) as refusal:
            return render(request, "panels/report_start.html", {**context, "refused": str(refusal)})
        return redirect("panels:report-edit", report.reference)
    return render(request, "panels/report_start.html", context)


def report(request, reference):
    """A learning report: as it was issued, each reader's cases; to the inspectorate also while it is written."""
    found = access.fetch(LearningReport.objects.for_list(), request.user, Can.READ, reference=reference)
    ask_for_second_factor(request)
    trail.record_read("learning report read", about=reference, by=request.user)
    why = {"why": access.why(request.user, found, Can.READ), "others": found.also_seen_by}
    if found.is_issued:
        copy = issuing.copy_of_report(request.user, found)
        return render(request, "panels/report.html", {"report": found, "copy": copy, "content": copy.content, **why})
    context = {"report": found, "content": report_content(found), "next": _next_step(request.user, found), **why}
    return render(request, "panels/report_draft.html", context)


def pdf(request, reference):
    """The PDF of an issued report, for those who may read all of it."""
    found = access.fetch(LearningReport.objects.all(), request.user, Can.READ, reference=reference)
    if not found.is_issued:
        raise Http404("The report has not been issued.")
    ask_for_second_factor(request)
    copy = issuing.copy_of_report(request.user, found)
    if not copy.is_whole:
        raise Http404("There is no document for this person.")
    trail.record_read("learning report downloaded", about=reference, by=request.user)
    return printing.respond(request, copy.issued.document)


def _next_step(user, report):
    if report.is_draft and access.may(user, Can.WRITE, LearningReport):
        return {"text": "Write the report", "url": reverse("panels:report-edit", args=[report.reference])}
    if report.is_with_lead and access.may(user, Can.COUNTERSIGN, LearningReport):
        return {"text": "Read and countersign", "url": reverse("panels:report-countersign", args=[report.reference])}
    return None


def _row(report, may_read):
    link = {"url": reverse("panels:learning-report", args=[report.reference])} if may_read else {}
    return [
        {"text": report.reference, **link},
        report.panel.reference,
        short_day(report.drafted_at),
        short_day(report.countersigned_at) if report.is_issued else "Not yet",
        {"tag": report.status},
    ]


def _issued_row(report):
    return [
        {"text": report.reference, "url": reverse("panels:learning-report", args=[report.reference])},
        report.panel.reference,
        short_day(report.countersigned_at),
    ]
