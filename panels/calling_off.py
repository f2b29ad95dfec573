"""Calling off: the flag of a case is withdrawn, so that no panel discusses it any more."""

from django.urls import reverse

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from agencies.roles import holders
from cases.refusals import Refusal
from panelportal.kit import letters
from panelportal.kit.trail import record, verb
from panels import convening, inviting
from panels.models import Panel
from panels.models.panels import PLANNED, PanelStatus

LETTER = "panel-lost-case"


class PanelUnderWay(Refusal):
    def __init__(self, panel):
        super().__init__(f"Panel {panel.reference} is discussing the case: close the panel first")


class PlannedPanel(Refusal):
    def __init__(self, panel):
        super().__init__(f"Panel {panel.reference} is planned about this case: cancel it, split the case, convene anew")


@verb
def call_off(case, *, by):
    """Cancel the panels that are planned about a case alone, and take the case off those about others, too.

    Those invited get a cancellation, the coordinators a letter. On a panel
    that goes on, whoever had a seat for this case alone loses it, and the
    coordinators check who attends. Raises PanelUnderWay.
    """
    panels = Panel.objects.select_for_update(of=("self",)).filter(cases=case)
    for panel in panels.filter(status=PanelStatus.IN_PROGRESS):
        raise PanelUnderWay(panel)
    for panel in panels.filter(status__in=PLANNED).order_by("pk"):
        if panel.cases.count() > 1:
            _take_off(panel, case, by=by)
        else:
            panel = inviting.cancel(panel, because="The flag of its case was withdrawn.", by=by)
        _tell_coordinators(panel, case)


def _take_off(panel, case, *, by):
    panel.cases.remove(case)
    for seat in panel.seats.live().filter(cases=case).select_related("panel").order_by("pk"):
        seat.cases.remove(case)
        if not seat.runs_the_panel and not seat.cases.exists():
            convening.unseat(seat, by=by)
    duties.open_duty(inviting.FILL_SEAT, about=panel.reference, agency=the_inspectorate(), role=Role.COORDINATOR, by=by)
    record("case taken off panel", about=panel.reference, by=by, case=case.reference)


def _tell_coordinators(panel, case):
    context = {
        "reference": panel.reference,
        "is_cancelled": panel.status == PanelStatus.CANCELLED,
        "path": reverse("panels:panel", args=[panel.reference]),
    }
    for person in holders(Role.COORDINATOR, agency=the_inspectorate()):
        key = f"{panel.reference}:{case.reference}"
        letters.write(LETTER, key=key, to=person, about=panel.reference, context=context)


def refuse_while_planned(case):
    """Raise PlannedPanel when a panel is planned about a case or discusses it, so that the case stays whole."""
    panel = Panel.objects.filter(cases=case, status__in=(*PLANNED, PanelStatus.IN_PROGRESS)).order_by("pk").first()
    if panel:
        raise PlannedPanel(panel)
