"""What of panels still goes on about a case, so that it is not closed yet."""

from cases.steps import counted
from panels.models import Action, LearningReport, Panel
from panels.models.reports import ReportStatus


def what_waits(case):
    """Return, in words, the panels to be held, reports to be issued and actions that have not ended."""
    panels = Panel.objects.filter(cases=case).upcoming().count()
    reports = LearningReport.objects.filter(panel__cases=case).exclude(status=ReportStatus.ISSUED).count()
    actions = Action.objects.filter(case=case).open().count()
    return [
        *[f"{counted(panels, 'panel')} to be held or cancelled"] * bool(panels),
        *[f"{counted(reports, 'learning report')} not issued"] * bool(reports),
        *[f"{counted(actions, 'action')} not ended"] * bool(actions),
    ]
