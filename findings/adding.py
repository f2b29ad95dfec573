"""Adding: what an agency has to say after it sent its reply, with its date; the reply itself stays as it was."""

from cases.models import AgencyRequest
from cases.refusals import NotAReply, NotRepliedYet, ReplyInUse
from cases.returning import may_open_again
from findings import attention
from findings.models import Addendum
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


@verb
def add_to_reply(part, *, text, by):
    """Add to a reply that was sent, until a panel has it; the coordinators are asked to look at it.

    Raises NotAReply, NotRepliedYet and ReplyInUse of cases.refusals.
    """
    part = _locked().get(pk=part.pk)
    if not part.is_answered:
        raise NotAReply(part)
    if part.is_unsigned:
        raise NotRepliedYet
    if not may_open_again(part):
        raise ReplyInUse(part.case)
    addendum = Addendum(request=part, text=text)
    stamp(addendum, "added", by=by)
    addendum.save()
    attention.call(part, by=by)
    record("addition to reply", about=part.reference, by=by, addendum=addendum.pk)
    return addendum


def may_be_added_to(part):
    """Tell whether the agency may still add to its reply."""
    return part.is_answered and not part.is_unsigned and may_open_again(part)


def _locked():
    return AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency", "sent_by")
