"""What the page of a panel shows of its minutes and its learning report."""

from django.urls import reverse
from django.utils.http import urlencode

from panelportal.kit import access
from panelportal.kit.access import Can
from panels import convening
from panels.models import LearningReport, Panel
from panels.models.panels import PanelStatus


def after_the_panel(request, panel):
    """Return the next steps and the papers of a panel for this person, or None when there are none."""
    links = [*_minutes(request.user, panel), *_report(request.user, panel)]
    return {"links": links} if links else None


def _minutes(user, panel):
    may_minute = access.may(user, Can.MINUTE, Panel)
    if panel.status == PanelStatus.CLOSED:
        return [_link("Read the minutes", "minutes-read", panel)]
    if panel.status == PanelStatus.IN_PROGRESS:
        return [_link("Take the minutes", "minutes", panel)] if may_minute else []
    return [_link("Start the panel and take its minutes", "minutes", panel)] if may_minute and panel.has_told else []


def _report(user, panel):
    if panel.status != PanelStatus.CLOSED:
        return []
    report = access.visible(LearningReport.objects.filter(panel=panel), user, Can.READ).first()
    if report:
        return [_link(f"Learning report {report.reference}", "learning-report", report)]
    may_write = access.may(user, Can.WRITE, LearningReport)
    return [_link("Write the learning report", "report-start", panel)] if may_write else []


def _link(text, name, thing):
    return {"text": text, "url": reverse(f"panels:{name}", args=[thing.reference])}


def convene_about(request, case):
    """Return the link from the requests of a case to a new panel about it, or None when none can be convened."""
    if not (access.may(request.user, Can.CONVENE, Panel) and convening.can_be_discussed(case)):
        return None
    return {"url": f"{reverse('panels:convene')}?{urlencode({'case': case.reference})}"}
