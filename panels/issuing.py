"""Issuing: a lead inspector countersigns the learning report, and it goes to the agencies that took part."""

from dataclasses import dataclass

from django.urls import reverse

from agencies import duties
from agencies.models import Agency, User
from agencies.roles import who_act_for
from cases import progressing
from cases.models import AgencyRequest, Case
from findings import agreeing, ledger
from findings.models import LearningPoint
from panelportal.kit import access, letters, printing
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile
from panels import acting, consolidating
from panels import refusals_learning as refused
from panels.models import Action, IssuedReport, LearningReport
from panels.models.reports import Audience, ReportStatus
from panels.readers_copy import copy_for, covers
from panels.report_content import report_content

TITLE = "Learning report"


@verb
def return_report(report, *, because, by):
    """Return a report to its writers with the reason. Raises NotWithLead and OwnReport."""
    report = with_lead(report, by=by)
    report.returned_because = because
    stamp(report, "returned", by=by)
    report.save(update_fields=["returned_because", "returned_by", "returned_at"])
    move(report, ReportStatus.DRAFTING, by=by)
    duties.settle(consolidating.COUNTERSIGN, about=report.reference, by=by, how="returned")
    consolidating.ask_to_finish(report, by=by)
    return report


@verb
def issue_report(report, *, by, version=None):
    """Countersign a report and issue it: frozen, opened to the agencies that took part, its actions to their owners.

    The learning it used is entered in the ledger, without names, for others to find.

    `by` is a lead who did not write in it; `version` is the one that they
    read. Raises NotWithLead, OwnReport, ChangedMeanwhile when it was
    returned and sent again since, and what `cases.progressing.mark_issued` raises.
    """
    report = with_lead(report, by=by)
    if version is not None and version != report.version:
        raise ChangedMeanwhile(report)
    stamp(report, "countersigned", by=by)
    report.save(update_fields=["countersigned_by", "countersigned_at"])
    move(report, ReportStatus.COUNTERSIGNED, by=by)
    issued = _freeze(report, by=by)
    move(report, ReportStatus.ISSUED, by=by)
    record("learning report issued", about=report.reference, by=by, digest=issued.digest)
    duties.settle(consolidating.COUNTERSIGN, about=report.reference, by=by, how="countersigned and issued")
    _give_to_agencies(report, by=by)
    _give_actions(report, by=by)
    _mark_used(report, by=by)
    for case in report.panel.cases.order_by("pk"):
        progressing.mark_issued(case, by=by)
    return issued


def with_lead(report, *, by):
    """Return the report, locked, for a lead who did not write in it. Raises NotWithLead and OwnReport."""
    report = LearningReport.objects.select_for_update().get(pk=report.pk)
    if report.status != ReportStatus.WITH_LEAD:
        raise refused.NotWithLead(report=report.reference)
    if report.writers.filter(pk=by.pk).exists():
        raise refused.OwnReport
    return report


def took_part(report, case=None):
    """Return the agencies asked about the report's cases (or one of them) that replied or have a seat."""
    cases = [case] if case else list(report.panel.cases.all())
    asked = AgencyRequest.objects.sent().filter(case__in=cases)
    seated = report.panel.seats.live().filter(cases__in=cases)
    replied = asked.answered().values("agency")
    attended = asked.filter(agency__group__in=seated.values("agency__group")).values("agency")
    return (Agency.objects.filter(pk__in=replied) | Agency.objects.filter(pk__in=attended)).order_by("name")


@dataclass(frozen=True)
class ReportCopy:
    """The issued report as one reader gets it, and whether that is the whole document."""

    content: dict
    is_whole: bool
    issued: IssuedReport


def copy_of_report(user, report):
    """Return a reader's copy of an issued report: all for the inspectorate, else the cases of their agencies."""
    issued = report.issues.select_related("document").last()
    content = printing.content_of(issued.document)
    everything = access.may(user, Can.READ, LearningReport)
    cases = content["cases"] if everything else _cases_for(user, report)
    return ReportCopy(copy_for(content, cases), covers(content, cases), issued)


def still_to_read(letter):
    """Tell whether the one a letter about a report or an action is for may still read it."""
    model = LearningReport if letter.kind == "learning-report-issued" else Action
    person = User.objects.filter(email__iexact=letter.to_email).first()
    thing = model.objects.filter(reference=letter.about).first()
    return person is not None and thing is not None and access.may(person, Can.READ, thing)


def _cases_for(user, report):
    own = Agency.objects.filter(group__in=access.standing(user).groups)
    cases = Case.objects.filter(panels=report.panel_id).order_by("reference")
    return [case.reference for case in cases if took_part(report, case).filter(pk__in=own).exists()]


def _freeze(report, *, by):
    document = printing.freeze(
        "learning-report",
        reference=report.reference,
        version=1,
        title=TITLE,
        content=report_content(report),
        by=by,
    )
    issued = IssuedReport(
        report=report,
        version=document.version,
        audience=Audience.AGENCIES,
        document=document,
        digest=document.digest,
    )
    stamp(issued, "issued", by=by)
    issued.save()
    return issued


def _give_to_agencies(report, *, by):
    path = reverse("panels:learning-report", args=[report.reference])
    because = f"your agency took part in panel {report.panel.reference}"
    for agency in took_part(report).select_related("group"):
        access.grant(Can.READ, report, to=agency.group, by=by, because=because)
        for person in who_act_for(agency):
            letters.write(
                "learning-report-issued",
                key=report.reference,
                to=person,
                about=report.reference,
                context={"reference": report.reference, "path": path},
            )


def _give_actions(report, *, by):
    for action in report.panel.actions.select_related("owner__group", "case", "panel"):
        for permission in (Can.READ, Can.UPDATE):
            access.grant(permission, action, to=action.owner.group, by=by, because="your agency owns this action")
        acting.ask_to_update(action, by=by)
        path = reverse("panels:action", args=[action.reference])
        for person in who_act_for(action.owner):
            letters.write(
                "action-assigned",
                key=action.reference,
                to=person,
                about=action.reference,
                context={"reference": action.reference, "due_on": action.due_on, "path": path},
            )


def _mark_used(report, *, by):
    used = LearningPoint.objects.filter(paragraph_sources__paragraph__section__report=report).distinct()
    for point in used.select_related("request__case", "request__agency__kind"):
        agreeing.mark_used(point, by=by)
        ledger.enter(point, by=by)
