from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies import roles
from agencies.assurance import freshly_proved
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from cases import family
from cases.refusals import Refusal
from panelportal.kit import access, trail
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.versions import ChangedMeanwhile
from panels import issuing
from panels.forms.comparing import see_again
from panels.forms.reports import IssueForm, ReturnForm
from panels.models import LearningReport
from panels.report_content import report_content

CHANGED = "The report was returned and sent again since you opened it. Read it again before you countersign it"


@freshly_proved
@once
def countersign(request, reference):
    """The whole report for a lead who did not write in it: countersign and issue it, or return it."""
    report = _to_countersign(request, reference)
    if not report.is_with_lead:
        return redirect("panels:learning-report", reference)
    form = IssueForm(request.POST or None, initial={"version": report.version})
    if form.is_valid() and _issue(request, report, form):
        return redirect("panels:learning-report", reference)
    return _page(request, report, form, ReturnForm())


@once
@require_POST
def send_back(request, reference):
    report = _to_countersign(request, reference)
    if not report.is_with_lead:
        return redirect("panels:learning-report", reference)
    form = ReturnForm(request.POST)
    if form.is_valid() and form.send_back(report, by=request.user):
        messages.success(request, f"Learning report {reference} has been returned to its writers.")
        return redirect("panels:learning-report", reference)
    return _page(request, report, IssueForm(initial={"version": report.version}), form)


def _to_countersign(request, reference):
    return access.fetch(LearningReport.objects.for_list(), request.user, Can.COUNTERSIGN, reference=reference)


def _issue(request, report, form):
    try:
        if not form.issue(report, by=request.user):
            return False
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    except ChangedMeanwhile as changed:
        see_again(form, changed.current)
        form.data.pop("agreed")
        form.add_error("agreed", CHANGED)
        return False
    messages.success(request, f"Learning report {report.reference} has been issued.")
    return True


def _page(request, report, form, return_form):
    trail.record_read("learning report read", about=report.reference, by=request.user)
    writers = set(report.writers.values_list("pk", flat=True))
    leads = roles.holders(Role.LEAD, agency=the_inspectorate())
    agencies = [(agency.name, roles.who_act_for(agency)) for agency in issuing.took_part(report)]
    context = {
        "report": report,
        "content": report_content(report),
        "form": form,
        "return_form": return_form,
        "forms": [form, return_form],
        "may_countersign": request.user.pk not in writers,
        "who_can": [lead.name for lead in leads if lead.pk not in writers],
        "agencies": agencies,
        "warnings": _warnings(report),
    }
    return render(request, "panels/report_countersign.html", context)


def _warnings(report):
    """Return what to heed about each family before the report leaves, with the case that it is about."""
    told = [(case.reference, family.warning(case)) for case in report.panel.cases.order_by("reference")]
    return [f"{reference}: {warning}." for reference, warning in told if warning]
