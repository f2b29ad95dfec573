"""What a learning report says, as plain data: the PDF and the page are both made from it (docs/screens.md 6.3)."""

from panels.models import Paragraph
from panels.models.paragraphs import SectionNumber


def report_content(report):
    """Return the report as it stands, its paragraphs numbered and each with the references of its sources."""
    cases = [case.reference for case in report.panel.cases.order_by("reference")]
    paragraphs = list(Paragraph.objects.filter(section__report=report).for_list())
    return {
        "panel": report.panel.reference,
        "cases": cases,
        "sections": [_section(section, paragraphs) for section in report.sections.all()],
        "actions": [_action(action) for action in report.panel.actions.for_list()],
        "signed": ["Lead inspector, HM Inspectorate of Probation"],
    }


def sources_of(paragraph, *, with_agencies=False):
    """Return where a paragraph comes from, in words: learning points, then minutes."""
    sources = list(paragraph.sources.all())
    points = [_point(source.learning_point, with_agencies) for source in sources if source.learning_point_id]
    entries = [f"minute {source.minute_entry.position}" for source in sources if source.minute_entry_id]
    return [*points, *entries]


def _point(point, with_agencies):
    return f"{point.reference} ({point.agency})" if with_agencies else point.reference


def _section(section, paragraphs):
    own = [paragraph for paragraph in paragraphs if paragraph.section_id == section.pk]
    return {
        "number": section.number,
        "title": section.title,
        "is_actions": section.number == SectionNumber.ACTIONS,
        "paragraphs": [_paragraph(section, place, one) for place, one in enumerate(own, start=1)],
    }


def _paragraph(section, place, paragraph):
    return {
        "number": f"{section.number}.{place}",
        "case": paragraph.case.reference if paragraph.case else "",
        "text": paragraph.text,
        "sources": sources_of(paragraph),
    }


def _action(action):
    return {
        "reference": action.reference,
        "case": action.case.reference if action.case else "",
        "action": action.text,
        "owner": action.owner.name,
        "measure": action.measure,
        "due": action.due_on,
        "level": action.get_level_display(),
    }
