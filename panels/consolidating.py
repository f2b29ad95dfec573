"""Consolidating: what a panel agreed becomes a learning report, each paragraph with its sources."""

from django.db.models import Max

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from cases import progressing
from cases.models import AgencyRequest
from panelportal.kit import clock
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.references import next_reference
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile, save_next_version
from panels import refusals_learning as refused
from panels.circulating import WRITE_REPORT
from panels.drafting_text import Gathered, first_draft
from panels.models import LearningNotUsed, LearningReport, MinuteEntry, Panel, Paragraph, Section
from panels.models.minutes import EntryKind
from panels.models.panels import PanelStatus
from panels.models.paragraphs import TELL_LEARNING, SectionNumber
from panels.models.reports import ReportStatus

FINISH = "finish-report"
COUNTERSIGN = "countersign-report"


@verb
def start_report(panel, *, by):
    """Draft the learning report of a closed panel from the learning that it agreed, and return it.

    Starting it again returns the one there is. Raises NotClosed, and what
    `cases.progressing.mark_report_in_progress` raises.
    """
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    report = LearningReport.objects.filter(panel=panel).first()
    if report:
        return report
    if panel.status != PanelStatus.CLOSED:
        raise refused.NotClosed(panel=panel.reference)
    report = LearningReport(reference=next_reference("LR"), panel=panel)
    stamp(report, "drafted", by=by)
    report.save()
    report.writers.add(by)
    _write_first_draft(report, by=by)
    for case in panel.cases.order_by("pk"):
        progressing.mark_report_in_progress(case, by=by)
    duties.settle(WRITE_REPORT, about=panel.reference, by=by, how="report started")
    ask_to_finish(report, by=by)
    record("report started", about=report.reference, by=by, panel=panel.reference)
    return report


@verb
def write_paragraph(paragraph, *, text, version, by):
    """Change the text of a paragraph. Raises NotDrafting, and ChangedMeanwhile with the paragraph as it stands."""
    report = _drafting(paragraph.section.report, by=by)
    paragraph.text = text
    stamp(paragraph, "written", by=by)
    save_next_version(paragraph, seen=version, fields=["text", "written_by", "written_at"])
    record("paragraph written", about=report.reference, by=by, paragraph=paragraph.pk, version=paragraph.version)
    return paragraph


@verb
def add_paragraph(section, *, text, by, case=None, entries=()):
    """Add a paragraph at the end of a section, with the agreed learning that it comes from.

    The learning points that an entry of the minutes names are its sources
    too. Raises NotDrafting, WrittenByThePortal, NoCaseOfThePanel,
    NotAgreedLearning and SourceOfAnotherCase.
    """
    report = _drafting(section.report, by=by)
    _refuse_sources(report, section, case, entries)
    paragraph = _write(section, text=text, case=case, by=by)
    points = {point.pk: point for entry in entries for point in entry.learning_points.all()}
    _give_sources(paragraph, entries, points.values())
    report.not_used.filter(minute_entry__in=entries).delete()
    record("paragraph added", about=report.reference, by=by, paragraph=paragraph.pk, section=section.number)
    return paragraph


@verb
def remove_paragraph(paragraph, *, version, by):
    """Remove a paragraph; learning that is now in no finding has to be explained before the report can be sent.

    Raises NotDrafting, and ChangedMeanwhile when somebody wrote in it since it was seen.
    """
    report = _drafting(paragraph.section.report, by=by)
    current = Paragraph.objects.select_for_update().filter(pk=paragraph.pk).first()
    if current is None:
        return
    if current.version != version:
        raise ChangedMeanwhile(current)
    current.delete()
    record("paragraph removed", about=report.reference, by=by, paragraph=paragraph.pk)


@verb
def leave_out(report, *, entry, because, by):
    """Say why learning that the panel agreed is not used in the report.

    Raises NotDrafting, NotAgreedLearning, and UsedInReport while a finding rests on it.
    """
    report = _drafting(report, by=by)
    if entry.panel_id != report.panel_id or entry.kind != EntryKind.LEARNING:
        raise refused.NotAgreedLearning
    if not unused(report).filter(pk=entry.pk).exists():
        raise refused.UsedInReport
    reason = LearningNotUsed.objects.filter(report=report, minute_entry=entry).first() or LearningNotUsed(
        report=report, minute_entry=entry
    )
    reason.because = because
    stamp(reason, "decided", by=by)
    reason.save()
    record("learning left out", about=report.reference, by=by, entry=entry.position)
    return reason


@verb
def send_to_lead(report, *, by):
    """Send a report to a lead inspector to countersign. Its text stays as it is unless it is returned.

    Raises NotDrafting, NoSummary without a summary, and LearningLeftOut
    while agreed learning is neither used nor explained.
    """
    report = _drafting(report, by=by)
    if unexplained(report).exists():
        raise refused.LearningLeftOut
    if not Paragraph.objects.filter(section__report=report, section__number=SectionNumber.SUMMARY).exists():
        raise refused.NoSummary
    report.version += 1
    stamp(report, "sent", by=by)
    report.save(update_fields=["version", "sent_by", "sent_at"])
    move(report, ReportStatus.WITH_LEAD, by=by)
    duties.settle(FINISH, about=report.reference, by=by, how="sent to a lead inspector")
    duties.open_duty(
        COUNTERSIGN,
        about=report.reference,
        agency=the_inspectorate(),
        role=Role.LEAD,
        not_for=report.drafted_by,
        scope=scope_of(report),
        by=by,
    )
    return report


def agreed_learning(report):
    """Return the entries of learning that the panel agreed, in the order of the minutes."""
    return MinuteEntry.objects.learning().filter(panel=report.panel_id).for_list()


def unused(report):
    """Return the agreed learning on which no finding of the report rests."""
    used = {
        "paragraph_sources__paragraph__section__report": report,
        "paragraph_sources__paragraph__section__number__in": TELL_LEARNING,
    }
    return agreed_learning(report).exclude(pk__in=MinuteEntry.objects.filter(**used).values("pk"))


def unexplained(report):
    """Return the agreed learning that is neither used nor explained: it keeps the report from being sent."""
    return unused(report).exclude(pk__in=report.not_used.values("minute_entry"))


def ask_to_finish(report, *, by):
    """Open the duty of whoever started a report to finish it, inside a verb."""
    duties.open_duty(
        FINISH,
        about=report.reference,
        agency=the_inspectorate(),
        person=report.drafted_by,
        scope=scope_of(report),
        by=by,
    )


def scope_of(report):
    """Return the scope under which duties about a report stand: its first case."""
    return report.panel.cases.order_by("pk").first().reference


def _drafting(report, *, by):
    report = LearningReport.objects.select_for_update().get(pk=report.pk)
    if report.status != ReportStatus.DRAFTING:
        raise refused.NotDrafting(report=report.reference)
    report.writers.add(by)
    return report


def _write_first_draft(report, *, by):
    sections = {
        number: Section.objects.create(report=report, number=number, title=title)
        for number, title in SectionNumber.choices
    }
    for part in first_draft(list(agreed_learning(report)), _gathered(report.panel)):
        paragraph = _write(sections[part.number], text=part.text, case=part.case, by=by)
        _give_sources(paragraph, part.entries, part.points)


def _gathered(panel):
    cases = list(panel.cases.all())
    asked = AgencyRequest.objects.sent().filter(case__in=cases)
    attended = panel.seats.live().filter(attended=True, agency__in=asked.values("agency"))
    return Gathered(
        asked=asked.values("agency").distinct().count(),
        replied=asked.answered().values("agency").distinct().count(),
        attended=attended.values("agency").distinct().count(),
        actions=panel.actions.count(),
        reference=panel.reference,
        met_on=clock.day_of(panel.meeting.starts_at),
        cases=len(cases),
    )


def _write(section, *, text, case, by):
    last = section.paragraphs.aggregate(last=Max("position"))["last"] or 0
    paragraph = Paragraph(section=section, text=text, case=case, position=last + 1)
    stamp(paragraph, "written", by=by)
    paragraph.save()
    return paragraph


def _give_sources(paragraph, entries, points):
    for entry in entries:
        paragraph.sources.create(minute_entry=entry)
    for point in points:
        paragraph.sources.create(learning_point=point)


def _refuse_sources(report, section, case, entries):
    if section.is_generated:
        raise refused.WrittenByThePortal(section=section.number)
    if case is not None and not report.panel.cases.filter(pk=case.pk).exists():
        raise refused.NoCaseOfThePanel(case=case.reference)
    for entry in entries:
        if entry.panel_id != report.panel_id or entry.kind != EntryKind.LEARNING:
            raise refused.NotAgreedLearning
        if entry.case_id is not None and entry.case_id != (case.pk if case else None):
            raise refused.SourceOfAnotherCase
