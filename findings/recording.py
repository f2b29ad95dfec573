"""Recording: a reply that came by letter or telephone, entered for an agency, unsigned until it is confirmed."""

from django.urls import reverse

from agencies import duties
from agencies.roles import who_act_for
from cases import requesting, signing
from cases.models import RequestStatus
from findings import attention, checking, drafting, involving, versioning
from findings.models import Involvement, KeyEvent, LearningPoint, RecordCheck, Reply
from findings.models.replies import Channel
from findings.submitting import NEED_ATTENTION, status_for
from panelportal.kit import letters
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

OF_A_REPLY = (RecordCheck, Involvement, KeyEvent, LearningPoint)
DUTY, LETTER = "confirm-recorded-reply", "reply-recorded"


class ReplyBegun(Exception):
    """The agency writes its reply in the portal already, where nobody else may write."""

    def __init__(self, part):
        super().__init__(f"{part.agency} has begun its reply in the portal: ask it to send that")


@verb
def record_reply(part, *, channel, came_on, told_by_role, told, by, involvement=None, **answers):
    """Record for an agency what it replied by letter or telephone: who told it, when, in what words, with what result.

    `answers` are those of a record check (`checking.record_check`), and
    `involvement` those of `involving.add_involvement` where it was involved. The
    reply counts apart until somebody who acts for the agency confirms or
    corrects it, which is asked of them at once. Raises ReplyBegun,
    NotOpenForReply.
    """
    if has_begun(part):
        raise ReplyBegun(part)
    check = checking.record_check(part, by=by, **answers)
    if involvement:
        involving.add_involvement(part, by=by, **involvement)
    reply = Reply.objects.select_related("request__case", "request__agency").get(request=part.pk)
    reply.channel, reply.came_on, reply.told_by_role, reply.told = Channel(channel), came_on, told_by_role, told
    for stem in ("recorded", "sent"):
        stamp(reply, stem, by=by)
    reply.save()
    request = requesting.mark_submitted(part, outcome_status=_final(status_for(check)), unsigned=True, by=by)
    if request.status in NEED_ATTENTION:
        attention.call(request, by=by)
    _ask_to_confirm(request, by=by)
    record("reply recorded for agency", about=part.reference, by=by, channel=str(channel))
    return reply


@verb
def confirm_recorded(part, *, agreed_by_role, by):
    """Sign, for the agency, the reply that was recorded for it. Raises cases.refusals.NotSignedFor."""
    request = signing.sign(part, by=by)
    reply = Reply.objects.get(request=request)
    reply.agreed_by_role = agreed_by_role
    reply.save(update_fields=["agreed_by_role"])
    versioning.received(request, by=by)
    duties.settle(DUTY, about=request.reference, by=by, how="confirmed")
    record("recorded reply confirmed", about=request.reference, by=by)
    return reply


@verb
def correct_recorded(part, *, by):
    """Open the request again for the agency, which writes its reply itself, from what was recorded.

    Raises cases.refusals.NotSignedFor.
    """
    request = signing.open_again(part, by=by)
    duties.settle(DUTY, about=request.reference, by=by, how="corrected")
    reply = drafting.draft(request, by=by)
    reply.channel, reply.came_on, reply.told_by_role, reply.told = "", None, "", ""
    reply.recorded_by = reply.recorded_at = None
    reply.save()
    record("recorded reply corrected", about=request.reference, by=by)
    return reply


def has_begun(part):
    """Tell whether the agency has written anything of its reply."""
    return any(model.objects.filter(request=part).exists() for model in OF_A_REPLY)


def still_unsigned(letter):
    """Tell whether the agency still has to confirm what was recorded for it; asked when the letter leaves."""
    return duties.has_open(DUTY, about=letter.about)


def _final(status):
    """Return the status of a recorded reply: one that wishes for more detail is answered on the telephone."""
    return RequestStatus.CANNOT_TELL if status == RequestStatus.MORE_DETAIL_NEEDED else status


def _ask_to_confirm(request, *, by):
    duties.open_duty(DUTY, about=request.reference, agency=request.agency, scope=request.case.reference, by=by)
    for person in who_act_for(request.agency):
        letters.write(
            LETTER,
            key=f"{request.reference}:{request.submitted_at.isoformat(timespec='seconds')}",
            to=person,
            about=request.reference,
            context={
                "reference": request.reference,
                "agency": request.agency,
                "path": reverse("findings:confirm_recorded", args=[request.reference]),
            },
        )
