"""The reply while it is drafted: by anyone who answers for the agency, until one of them sends it."""

from cases import requesting
from findings.models import Reply
from panelportal.kit.trail import record, verb


@verb
def draft(part, *, by):
    """Return the reply to a request for change: begun if it was not, and locked until the verb ends.

    The request's row is what is locked, so that a reply is never changed
    while a colleague sends it. A reply that was sent, and whose request is
    open again, is a draft again. Raises cases.refusals.NotOpenForReply.
    """
    part = requesting.mark_in_progress(part, by=by)
    reply, _ = Reply.objects.get_or_create(request=part)
    reply.request = part
    if reply.sent_at:
        reply.sent_by = reply.sent_at = None
        reply.save(update_fields=["sent_by", "sent_at"])
        record("reply drafted again", about=part.reference, by=by)
    return reply
