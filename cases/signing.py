"""Signing: whose a reply is before it counts as the agency's own.

One that was recorded for an agency is signed, or its request opened again
to correct it; one whose agency wants a second signer waits for its approver.
"""

from agencies import duties
from agencies.role_names import Role
from cases.models import AgencyRequest, Case, RequestStatus
from cases.refusals import NotAwaitingSignOff, NotOpenForReply, NotSignedFor
from cases.telling import SIGN_OFF, reply_date, wait_for_answer
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb


@verb
def sign(request, *, by):
    """Count a recorded reply as the agency's own. Raises NotSignedFor."""
    request = _unsigned(request)
    request.is_unsigned = False
    request.save(update_fields=["is_unsigned"])
    record("reply signed", about=request.reference, by=by)
    return request


@verb
def open_again(request, *, by):
    """Open a request again whose recorded reply the agency corrects, with the usual time. Raises NotSignedFor."""
    request = _unsigned(request)
    request.is_unsigned = False
    request.submitted_by = request.submitted_at = None
    request.reply_by = max(request.reply_by, reply_date(request))
    request.save(update_fields=["is_unsigned", "submitted_by", "submitted_at", "reply_by"])
    move(request, RequestStatus.IN_PROGRESS, by=by, because="recorded reply corrected")
    wait_for_answer(request, by=request.sent_by)
    return request


@verb
def await_sign_off(request, *, by):
    """Note that the reply lies with the agency's approvers, whoever of them is not its author, until its day.

    Raises NotOpenForReply.
    """
    request = _locked().get(pk=request.pk)
    if not request.is_open_for_change:
        raise NotOpenForReply(request)
    move(request, RequestStatus.AWAITING_SIGN_OFF, by=by)
    duties.open_duty(
        SIGN_OFF,
        about=request.reference,
        agency=request.agency,
        role=Role.APPROVER,
        not_for=by,
        due_on=request.reply_by,
        scope=request.case.reference,
        by=by,
    )
    return request


@verb
def end_sign_off(request, *, how, by):
    """Note that the reply lies with its writers again, approved or not. Raises NotAwaitingSignOff."""
    request = _locked().get(pk=request.pk)
    if not request.is_awaiting_sign_off:
        raise NotAwaitingSignOff
    move(request, RequestStatus.IN_PROGRESS, by=by)
    duties.settle(SIGN_OFF, about=request.reference, by=by, how=how)
    return request


def _locked():
    return AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency", "sent_by")


def _unsigned(request):
    Case.objects.lock_open(request.case)
    request = _locked().unsigned().filter(pk=request.pk).first()
    if request is None:
        raise NotSignedFor
    return request
