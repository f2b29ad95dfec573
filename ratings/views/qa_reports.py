from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.role_names import INSPECTORATE, Role
from agencies.roles import roles_of
from panelportal.kit import access, printing
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read
from ratings import issuing
from ratings.models import QAReport

ON_A_PAGE = 25


def qa_reports(request):
    roles = roles_of(request.user)
    if not roles & (INSPECTORATE | {Role.REVIEW_TEAM}):
        raise PermissionDenied("Reports are for regions and the inspectorate.")
    found = access.visible(QAReport.objects.for_list(), request.user, Can.READ)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "ratings/qa_reports.html", {"page": page, "is_region": Role.REVIEW_TEAM in roles})


def qa_report(request, reference):
    report = _to_read(request, reference)
    record_read("QA report", about=reference, by=request.user)
    context = {
        "report": report,
        "review": report.review,
        "content": report.document.content,
        "may_acknowledge": not report.acknowledged_at and access.may(request.user, Can.ACKNOWLEDGE, report),
        "may_open_review": access.may(request.user, Can.READ, report.review),
        "why": access.why(request.user, report, Can.READ),
        "others": [f"The SFO review team of {report.review.region}", "HM Inspectorate of Probation"],
    }
    return render(request, "ratings/qa_report.html", context)


def qa_report_pdf(request, reference):
    report = _to_read(request, reference)
    record_read("QA report, PDF", about=reference, by=request.user)
    return printing.respond(request, report.document)


@require_POST
@once
def acknowledge(request, reference):
    report = access.fetch(QAReport.objects.current().for_page(), request.user, Can.ACKNOWLEDGE, reference=reference)
    issuing.acknowledge(report, by=request.user)
    messages.success(request, "Thank you. We have recorded that you have read this report.")
    return redirect("ratings:qa_report", reference)


def _to_read(request, reference):
    return access.fetch(QAReport.objects.current().for_page(), request.user, Can.READ, reference=reference)
