"""Returning: whether a reply suffices, and requests that are open again because it does not, or is taken back."""

from agencies import duties
from cases.models import AgencyRequest, Case, CaseStatus, RequestStatus
from cases.models.request_statuses import REPLIES
from cases.progressing import DECIDE
from cases.refusals import CasePaused, NotAReply, NotRepliedYet, ReplyInUse
from cases.telling import ask_to_answer, wait_for_answer
from panelportal.kit import clock, working_days
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb

OPEN_TO_REPLIES = (CaseStatus.REQUESTS_SENT, CaseStatus.READY_FOR_PANEL)
TAKEN_BACK_DAYS = 5  # working days at least to send a reply again that its agency took back


@verb
def mark_accepted(request, *, by):
    """Note that the inspectorate takes the reply as sufficient. Raises NotAReply, NotRepliedYet and CaseOver."""
    request = _replied(request)
    move(request, RequestStatus.ACCEPTED, by=by)
    record("reply accepted", about=request.reference, by=by)
    return request


@verb
def mark_returned(request, *, days, by):
    """Open a request again whose reply does not suffice, for so many working days; the agency is told and chased anew.

    Whoever returns it waits for it. Raises what `mark_accepted` does, ReplyInUse, CasePaused and NobodyActsFor.
    """
    request = _replied(request, also=[RequestStatus.ACCEPTED])
    if request.case.is_paused:
        raise CasePaused
    _refuse_in_use(request)
    request.reply_by = working_days.add(clock.today(), days)
    _open(request, RequestStatus.RETURNED, by=by)
    key = f"{request.reference}:{clock.now().isoformat(timespec='seconds')}"
    ask_to_answer(request, "reply-returned", key=key, by=by)
    record("reply returned", about=request.reference, by=by, due=str(request.reply_by))
    return request


@verb
def mark_taken_back(request, *, by):
    """Open a request again whose agency takes its reply back, before it was accepted. Raises NotAReply, ReplyInUse."""
    request = _replied(request)
    _refuse_in_use(request)
    request.reply_by = max(request.reply_by, working_days.add(clock.today(), TAKEN_BACK_DAYS))
    _open(request, RequestStatus.IN_PROGRESS, by=by)
    wait_for_answer(request, by=request.sent_by)
    record("reply taken back", about=request.reference, by=by, due=str(request.reply_by))
    return request


def may_open_again(request):
    """Tell whether the case is at a stage at which replies are still taken: no panel has discussed it."""
    return request.case.status in OPEN_TO_REPLIES


def _replied(request, *, also=()):
    Case.objects.lock_open(request.case)
    locked = AgencyRequest.objects.select_for_update(of=("self",))
    request = locked.select_related("case", "agency__kind", "agency__group", "sent_by").get(pk=request.pk)
    if request.is_unsigned:
        raise NotRepliedYet
    if request.status not in (*REPLIES, *also):
        raise NotAReply(request)
    return request


def _refuse_in_use(request):
    if not may_open_again(request):
        raise ReplyInUse(request.case)


def _open(request, status, *, by):
    request.submitted_by = request.submitted_at = None
    request.save(update_fields=["reply_by", "submitted_by", "submitted_at"])
    move(request, status, by=by)
    duties.settle(DECIDE, about=request.case.reference, by=by, how="withdrawn")
