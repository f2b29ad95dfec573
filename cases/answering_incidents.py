"""Answering an incident: the agency says what it deleted, a lead inspector decides whether it is reported."""

from agencies import duties
from cases.models import Deletion, Incident, Report, Retraction
from cases.refusals import Refusal
from cases.retracting import CONFIRM, DECIDE
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


class DecidedAlready(Refusal):
    def __init__(self, incident):
        super().__init__(f"{incident.report_decided_by} has decided this already: {incident.get_report_display()}")


@verb
def say_deleted(retraction, *, answer, by, note=""):
    """Say, for an agency, what became of what it saved. Its duty ends when nothing is left; saying so again stays.

    An answer that something is left is kept, and the duty with it.
    """
    retraction = Retraction.objects.select_for_update(of=("self",)).for_page().get(pk=retraction.pk)
    if retraction.is_confirmed:
        return retraction
    retraction.answer, retraction.note = Deletion(answer), note
    stamp(retraction, "answered", by=by)
    retraction.save(update_fields=["answer", "note", "answered_by", "answered_at"])
    if retraction.is_confirmed:
        duties.settle(CONFIRM, about=retraction.reference, by=by, how="deleted")
    record("deletion answered", about=retraction.reference, by=by, answer=str(answer))
    return retraction


@verb
def decide_report(incident, *, report, because, by):
    """Decide whether an incident is reported to the Information Commissioner's Office. Raises DecidedAlready."""
    held = Incident.objects.select_for_update(of=("self",)).select_related("report_decided_by")
    incident = held.get(pk=incident.pk)
    if incident.is_decided:
        raise DecidedAlready(incident)
    incident.report, incident.report_because = Report(report), because
    stamp(incident, "report_decided", by=by)
    incident.save(update_fields=["report", "report_because", "report_decided_by", "report_decided_at"])
    duties.settle(DECIDE, about=incident.reference, by=by, how="decided")
    record("incident report decided", about=incident.reference, by=by, report=str(report))
    return incident
