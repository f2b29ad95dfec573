"""Signing: an agency makes a reply that was recorded for it its own, or opens its request again to correct it."""

from cases.models import AgencyRequest, RequestStatus
from cases.refusals import NotSignedFor
from cases.requesting import lock_case_of
from cases.telling import reply_date, wait_for_answer
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


def _unsigned(request):
    lock_case_of(request)
    locked = AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency", "sent_by")
    request = locked.unsigned().filter(pk=request.pk).first()
    if request is None:
        raise NotSignedFor
    return request
