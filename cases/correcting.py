"""Correcting: other details reach an agency after its request was sent, as a new version."""

from agencies import duties
from cases import disclosing
from cases.models import AgencyRequest, Kind, RequestStatus
from cases.refusals import AlreadyAnswered, CasePaused, NoName, NothingToCorrect, NotSentYet
from cases.requesting import MORE_DETAIL
from cases.showing import framing_of
from cases.telling import ask_to_answer, reply_date
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile


@verb
def send_correction(request, *, by, seen=None):
    """Send what was chosen since the request went: the agency sees it at once and is told that it changed.

    What changed, and when, stands on its page. An agency that asked for more
    detail gets the full time to reply again. Raises NotSentYet,
    AlreadyAnswered, CasePaused, NothingToCorrect, NoName and, when `seen` is
    not the mark of what was checked (`disclosing.mark_of`), ChangedMeanwhile.
    """
    request = AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency").get(pk=request.pk)
    if seen is not None and seen != disclosing.mark_of(request):
        raise ChangedMeanwhile(request)
    disclosure = _to_send(request)
    disclosing.fix(disclosure, by=by)
    if request.status == RequestStatus.MORE_DETAIL_NEEDED:
        request.reply_by, request.clock_stopped_on = max(request.reply_by, reply_date(request)), None
        request.save(update_fields=["reply_by", "clock_stopped_on"])
        move(request, RequestStatus.IN_PROGRESS, by=by)
    record("correction sent", about=request.reference, by=by, version=disclosure.version)
    ask_to_answer(request, "request-corrected", key=f"{request.reference}-v{disclosure.version}", by=by)
    if not request.case.requests.filter(status=RequestStatus.MORE_DETAIL_NEEDED).exists():
        duties.settle(MORE_DETAIL, about=request.case.reference, by=by, how="given")
    return request


def _to_send(request):
    if request.is_draft:
        raise NotSentYet
    if request.is_answered or request.is_withdrawn:
        raise AlreadyAnswered
    if request.case.is_paused:
        raise CasePaused
    disclosure = request.disclosures.not_sent().first()
    if disclosure is None or _same(disclosure, request.disclosures.sent().last()):
        raise NothingToCorrect
    if not disclosure.particulars.filter(kind=Kind.NAME).exists():
        raise NoName(str(request.agency))
    return disclosure


def _same(one, other):
    ones, others = (set(each.lines.values_list("particulars", flat=True)) for each in (one, other))
    return ones == others and (not other.framing or framing_of(one.request) == other.framing)
