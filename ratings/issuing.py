"""Issuing: the quality assurance report goes to the region, whose review team reads and acknowledges it."""

from django.urls import reverse

from agencies.duties import has_open, open_duty, settle
from agencies.roles import who_act_for
from panelportal.kit import access, clock, letters, printing, working_days
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from ratings.models import AssessmentStatus, QAReport, QAReportStatus, ReviewStatus
from ratings.moderating import countersignature_of, lock_for_lead
from ratings.report_content import content_of

ACKNOWLEDGE_DAYS = 10
TITLE = "Quality assurance report"


class CountersignatureVoid(ValueError):
    """The assessment no longer says what was countersigned, so it has to be countersigned again."""


@verb
def issue_qa_report(assessment, *, by):
    """Issue the report of a countersigned assessment: frozen, opened to the region's review team, who are told.

    `by` is a lead inspector who did not rate the review. Raises OwnRating,
    NotWithALead, and CountersignatureVoid when the text has changed.
    """
    assessment = lock_for_lead(assessment, by=by, statuses={AssessmentStatus.COUNTERSIGNED})
    signature = countersignature_of(assessment)
    if signature is None:
        raise CountersignatureVoid(assessment.reference)
    report = _freeze(assessment, by=by)
    move(assessment, AssessmentStatus.ISSUED, by=by)
    move(assessment.review, ReviewStatus.ISSUED, by=by)
    record("QA report issued", about=report.reference, by=by, version=report.version, countersigned=signature.digest)
    for kind in ("quality-assure", "countersign", "issue-qa-report"):
        settle(kind, about=report.reference, by=by)
    _give_to_region(report, by=by)
    return report


@verb
def acknowledge(report, *, by):
    """Record that the region's review team has read the report. Once is enough."""
    report = QAReport.objects.select_for_update().get(pk=report.pk)
    if report.acknowledged_at:
        return report
    stamp(report, "acknowledged", by=by)
    report.save(update_fields=["acknowledged_by", "acknowledged_at"])
    move(report, QAReportStatus.ACKNOWLEDGED, by=by)
    record("QA report acknowledged", about=report.reference, by=by, version=report.version)
    settle("acknowledge-qa-report", about=report.reference, by=by)
    return report


def _freeze(assessment, *, by):
    review = assessment.review
    document = printing.freeze(
        "qa-report", reference=review.reference, version=1, title=TITLE, content=content_of(assessment), by=by
    )
    report = QAReport(review=review, reference=review.reference, document=document)
    stamp(report, "issued", by=by)
    report.save()
    return report


def _give_to_region(report, *, by):
    region = report.review.region
    for permission in (Can.READ, Can.ACKNOWLEDGE):
        access.grant(permission, report, to=region.group, by=by, because="it is about a review of your region")
    duty = open_duty(
        "acknowledge-qa-report",
        about=report.reference,
        agency=region,
        due_on=working_days.add(clock.today(), ACKNOWLEDGE_DAYS),
        scope=report.reference,
        by=by,
    )
    context = {"report": report, "due_on": duty.due_on, "path": reverse("ratings:qa_report", args=[report.reference])}
    for person in who_act_for(region):
        letters.write("qa-report-issued", key=report.reference, to=person, about=report.reference, context=context)


def still_to_acknowledge(letter):
    """Tell whether the report that a letter is about still waits to be read."""
    return has_open("acknowledge-qa-report", about=letter.about)
