"""Whether a request came to the right organisation."""

from cases import requesting
from findings import attention, drafting
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


@verb
def confirm_organisation(part, *, by):
    """Say that the request is for this organisation. Saying so again changes nothing."""
    reply = drafting.draft(part, by=by)
    if reply.confirmed_at:
        return reply
    stamp(reply, "confirmed", by=by)
    reply.save(update_fields=["confirmed_by", "confirmed_at"])
    record("organisation confirmed", about=part.reference, by=by)
    return reply


@verb
def redirect_to(part, *, ask_instead, by):
    """Say that the request is not for this organisation, and who should be asked; the coordinators are told at once."""
    reply = drafting.draft(part, by=by)
    reply.ask_instead = ask_instead
    stamp(reply, "redirected", by=by)
    reply.save(update_fields=["ask_instead", "redirected_by", "redirected_at"])
    requesting.mark_redirected(reply.request, by=by)
    attention.call(reply.request, by=by)
    record("request redirected", about=part.reference, by=by)
    return reply
