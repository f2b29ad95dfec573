"""Involvement: which services of an agency were involved, from when to when, and in what way."""

from findings import drafting
from findings.keeping import keep
from findings.models import Involvement
from panelportal.kit.trail import record, verb


@verb
def add_involvement(part, *, service, nature, began_on, by, ended_on=None):
    """Add an involvement to a reply; without an end it is still open. Raises NotOpenForReply."""
    reply = drafting.draft(part, by=by)
    involvement = keep(
        Involvement(request=reply.request),
        seen=0,
        stem="added",
        values={"service": service, "nature": nature, "began_on": began_on, "ended_on": ended_on},
        by=by,
    )
    record("involvement added", about=part.reference, by=by)
    return involvement


@verb
def change_involvement(involvement, *, service, nature, began_on, by, seen, ended_on=None):
    """Change an involvement that was not sent yet. Raises ChangedMeanwhile, NotOpenForReply."""
    reply = drafting.draft(involvement.request, by=by)
    involvement = keep(
        Involvement.objects.select_for_update().get(pk=involvement.pk),
        seen=seen,
        stem="changed",
        values={"service": service, "nature": nature, "began_on": began_on, "ended_on": ended_on},
        by=by,
    )
    record("involvement changed", about=reply.request.reference, by=by, version=involvement.version)
    return involvement


@verb
def remove_involvement(involvement, *, by):
    """Remove an involvement that was not sent yet. Raises NotOpenForReply."""
    reply = drafting.draft(involvement.request, by=by)
    Involvement.objects.filter(pk=involvement.pk).delete()
    record("involvement removed", about=reply.request.reference, by=by)
