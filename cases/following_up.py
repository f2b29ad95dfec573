"""Following up: an agency that was involved is asked for its full reply, when it was first asked only that."""

from cases.models import AgencyRequest, RequestStatus, Step
from cases.refusals import NotOpenForReply
from cases.telling import ask_no_more, ask_to_answer, reply_date
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb


@verb
def ask_for_full_reply(request, *, by):
    """Take the first answer of an agency that was involved, and ask it for the full reply, with its own time.

    Called inside the verb with which the agency answers; whoever sent the
    request waits for the full reply. Raises NotOpenForReply.
    """
    request = AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency").get(pk=request.pk)
    if not request.is_open_for_reply or not request.is_first_question:
        raise NotOpenForReply(request)
    request.step = Step.FULL
    request.reply_by = reply_date(request)
    stamp(request, "first_answered", by=by)
    request.save(update_fields=["step", "reply_by", "first_answered_by", "first_answered_at"])
    move(request, RequestStatus.IN_PROGRESS, by=by)
    ask_no_more(request, how="first question answered", by=by)
    ask_to_answer(request, "request-full", key=request.reference, by=request.sent_by)
    record("full reply asked for", about=request.reference, by=by, due=str(request.reply_by))
    return request
