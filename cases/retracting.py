"""Retracting: details went out that should not have. They are taken back at once, and whoever has to know is told."""

from django.urls import reverse
from django.utils.timezone import localdate

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.models import Duty
from agencies.role_names import Role
from agencies.roles import holders, who_act_for
from cases.erasing import erase_disclosures, erase_particulars
from cases.models import AgencyRequest, Case, Incident, RequestStatus, Retraction, WrongOf
from cases.redirecting import SAME
from cases.refusals import Refusal
from cases.requesting import ASKING, draft_request
from cases.withdrawing import settle_what_waited
from panelportal.kit import access, clock, letters, working_days
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.moving import move
from panelportal.kit.references import next_reference
from panelportal.kit.trail import record, verb

CONFIRM, DECIDE = "confirm-deletion", "decide-incident-report"
TO_AGENCY, TO_LEADS = "details-taken-back", "incident-noted"
CONFIRM_DAYS = 2  # working days
HOW = "details taken back"
_also = []


class NothingToRetract(Refusal):
    def __init__(self):
        super().__init__("Select a request that was sent and whose details were not taken back yet")


def when_replies_are_set_aside(act):
    """Have a verb called with the requests that were taken back and `by`, for what rests on their replies elsewhere."""
    _also.append(act)


@verb
def retract(case, *, requests, wrong, account, found_at, by, of_the_person=False, ask_again=True):
    """Take back what these requests of a case have shown, in one step. Returns the incident.

    Letters that wait are stopped, every grant on the requests goes, what was
    shown is erased with the documents, every duty about them ends, and they
    are withdrawn; a reply, drafted or sent, is set aside. An agency that had
    opened its request is asked to delete what it saved and to say so. The
    lead inspectors decide about a report within 72 hours of `found_at`.
    Values that are of another person are erased from the case, too; with
    `of_the_person` all that is known of one. Unless an agency should not
    have been asked, a new request to it is drafted, which shows nothing
    until it is chosen and sent. Raises NothingToRetract.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    chosen = _that_showed(case).filter(pk__in=[request.pk for request in requests])
    requests = list(chosen.select_for_update(of=("self",)).order_by("pk"))
    if not requests:
        raise NothingToRetract
    incident = _note(case, wrong, account, found_at, by=by)
    shown = set().union(*[_take_back(request, incident, by=by) for request in requests])
    if incident.wrong == WrongOf.PERSON:
        known = case.particulars.identifiers().values_list("pk", flat=True) if of_the_person else ()
        erase_particulars(case, keys={*shown, *known}, by=by)
    if ask_again and incident.wrong != WrongOf.AGENCY and case.status in ASKING:
        for request in requests:
            _draft_anew(request, by=by)
    settle_what_waited(case, by=by)
    for act in _also:
        act(requests, by=by)
    _tell_the_leads(incident, by=by)
    record(
        "incident noted",
        about=incident.reference,
        by=by,
        case=case.reference,
        wrong=str(wrong),
        requests=[request.reference for request in requests],
        found_at=found_at.isoformat(),
    )
    return incident


def retractable(case):
    """Return the requests of a case that have shown their agency something, by its name."""
    return _that_showed(case).order_by("agency__name", "pk")


def still_to_decide(letter):
    """Tell whether a lead inspector still has to decide about the incident of a letter; asked before it leaves."""
    return duties.has_open(DECIDE, about=letter.about)


def still_to_confirm(letter):
    """Tell whether the agency has yet to say that it deleted what it saved; asked before a letter leaves."""
    return duties.has_open(CONFIRM, about=letter.about)


def _that_showed(case):
    shown = AgencyRequest.objects.filter(case=case, disclosures__sent_at__isnull=False, retraction=None).values("pk")
    return AgencyRequest.objects.filter(pk__in=shown).select_related("case", "agency__group", "agency__kind")


def _note(case, wrong, account, found_at, *, by):
    incident = Incident(
        reference=next_reference("INC"), case=case, wrong=WrongOf(wrong), account=account, found_at=found_at
    )
    stamp(incident, "noted", by=by)
    incident.save()
    return incident


def _take_back(request, incident, *, by):
    """Close one request and erase what it showed. Returns the keys of the particulars that it had shown."""
    retraction = Retraction.objects.create(
        incident=incident, request=request, was_opened=request.opened_at is not None or request.submitted_at is not None
    )
    had_left = not _stop_letters(request, by=by)
    access.revoke_from_all(request, by=by, because=HOW)
    for kind in _open_about(request):
        duties.settle(kind, about=request.reference, by=by, how=HOW)
    shown = erase_disclosures(request, by=by)
    _withdraw(request, incident, by=by)
    _tell(retraction, had_left=had_left, by=by)
    return shown


def _stop_letters(request, *, by):
    """Stop what waits to leave about a request. Returns whether nothing had left before."""
    about = Letter.objects.filter(about=request.reference)
    for letter in about.filter(status=LetterStatus.WAITING):
        letters.stop(letter, by=by)
    return not about.exclude(status=LetterStatus.STOPPED).exists()


def _open_about(request):
    return list(Duty.objects.open().filter(about=request.reference).values_list("kind", flat=True).distinct())


def _withdraw(request, incident, *, by):
    if request.is_withdrawn:
        return
    request.withdrawn_because = incident.get_wrong_display()
    request.clock_stopped_on = None
    stamp(request, "withdrawn", by=by)
    request.save(update_fields=["withdrawn_because", "clock_stopped_on", "withdrawn_by", "withdrawn_at"])
    move(request, RequestStatus.WITHDRAWN, by=by, because=incident.reference)


def _tell(retraction, *, had_left, by):
    """Ask an agency that had looked to delete what it saved; one that only had a letter need not answer any more."""
    request, agency = retraction.request, retraction.request.agency
    if retraction.was_opened:
        access.grant(Can.ACKNOWLEDGE, retraction, to=agency.group, by=by, because=f"{HOW}: {request.reference}")
        duties.open_duty(
            CONFIRM,
            about=request.reference,
            agency=agency,
            due_on=working_days.add(clock.today(), CONFIRM_DAYS),
            scope=request.case.reference,
            by=by,
        )
        kind, path = TO_AGENCY, reverse("cases:confirm_deletion", args=[request.reference])
    elif had_left:
        kind, path = "request-withdrawn", "/"
    else:
        return
    context = {"reference": request.reference, "agency": agency, "path": path}
    for person in who_act_for(agency):
        letters.write(kind, key=request.reference, to=person, about=request.reference, context=context)


def _draft_anew(request, *, by):
    if not request.agency.can_be_asked:
        return
    anew = draft_request(request.case, agency=request.agency.acting_now, by=by)
    same = [name for name in SAME if name != "terms_of_reference"]
    for name in same:
        setattr(anew, name, getattr(request, name))
    anew.save(update_fields=same)


def _tell_the_leads(incident, *, by):
    duties.open_duty(
        DECIDE,
        about=incident.reference,
        agency=the_inspectorate(),
        role=Role.LEAD,
        due_on=localdate(incident.report_by),
        scope=incident.case.reference,
        by=by,
    )
    context = {
        "reference": incident.reference,
        "report_by": incident.report_by,
        "path": reverse("cases:decide_incident", args=[incident.reference]),
    }
    for person in holders(Role.LEAD, agency=the_inspectorate()):
        if access.may(person, Can.CLEAR, incident):
            letters.write(TO_LEADS, key=incident.reference, to=person, about=incident.reference, context=context)
