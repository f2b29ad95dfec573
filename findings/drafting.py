"""The reply while it is drafted: by anyone who answers for the agency, until one of them sends it."""

from cases import requesting
from findings.models import LearningPoint, Reply
from findings.models.learning_points import PointStatus
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb


@verb
def draft(part, *, by):
    """Return the reply to a request for change: begun if it was not, and locked until the verb ends.

    The request's row is what is locked, so that a reply is never changed
    while a colleague sends it. A reply that was sent, and whose request is
    open again, is a draft again: what the inspectorate reads of it until it
    is sent anew is the version that it received.
    Raises cases.refusals.NotOpenForReply.
    """
    part = requesting.mark_in_progress(part, by=by)
    reply, _ = Reply.objects.get_or_create(request=part)
    reply.request = part
    if reply.sent_at:
        reply.sent_by = reply.sent_at = None
        reply.save(update_fields=["sent_by", "sent_at"])
        for point in LearningPoint.objects.filter(request=part, status=PointStatus.SUBMITTED):
            move(point, PointStatus.NOT_SENT, by=by)
        record("reply drafted again", about=part.reference, by=by)
    return reply
