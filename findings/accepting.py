"""Accepting: the inspectorate takes a reply as sufficient."""

from cases import returning
from findings import attention
from panelportal.kit.trail import verb


@verb
def accept(part, *, by):
    """Take a reply as sufficient; what of it waited to be looked at is dealt with. Raises cases.refusals.NotAReply."""
    part = returning.mark_accepted(part, by=by)
    attention.mark_looked_at(part, by=by)
    return part
