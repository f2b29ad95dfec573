"""Sending a reply: the one moment from which the inspectorate reads it and the agency changes it no more."""

from django.urls import reverse

from cases import following_up, requesting
from cases.models import RequestStatus
from findings import attaching, attention, contributing, drafting, representing, versioning
from findings.models import Outcome
from findings.models.learning_points import PointStatus
from findings.progress import progress_of
from panelportal.kit import letters
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb

STATUSES = {
    Outcome.INVOLVED: RequestStatus.SUBMITTED,
    Outcome.KNOWN_OUTSIDE: RequestStatus.SUBMITTED,
    Outcome.NOT_KNOWN: RequestStatus.NOT_KNOWN,
    Outcome.CANNOT_TELL: RequestStatus.CANNOT_TELL,
    Outcome.HELD_ELSEWHERE: RequestStatus.HELD_ELSEWHERE,
    Outcome.CANNOT_DISCLOSE: RequestStatus.CANNOT_DISCLOSE,
}
NEED_ATTENTION = frozenset(
    {RequestStatus.MORE_DETAIL_NEEDED, RequestStatus.HELD_ELSEWHERE, RequestStatus.CANNOT_DISCLOSE}
)


class NotReady(Exception):
    """Tasks of the reply are still unanswered; `missing` names them."""

    def __init__(self, missing):
        super().__init__(f"Still to do: {', '.join(missing)}")
        self.missing = missing


class NeedsApproval(Exception):
    """The agency wants a second signer: its author hands the reply to an approver (`signing_off`)."""


@verb
def submit(part, *, agreed_by_role, by):
    """Send the reply to the inspectorate: from now on it is read there, and stays as it is.

    An agency that was asked first only whether it was involved, and was, is
    asked for its full reply instead, and keeps its draft. Raises NotReady,
    NeedsApproval, NotOpenForReply.
    """
    reply, progress = ready(part, by=by)
    if progress.is_first_question and progress.asks_for_learning:
        following_up.ask_for_full_reply(reply.request, by=by)
        contributing.call_back(reply.request, by=by)
        return reply
    if progress.needs_approval:
        raise NeedsApproval(part.reference)
    return send(reply, progress, agreed_by_role=agreed_by_role, by=by)


def ready(part, *, by):
    """Return a reply, locked, and how far it is, inside a verb. Raises NotReady, NotOpenForReply."""
    reply = drafting.draft(part, by=by)
    progress = progress_of(reply.request)
    if progress.missing:
        raise NotReady(progress.missing)
    return reply, progress


def send(reply, progress, *, agreed_by_role, by, author=None):
    """Send a reply, inside the verb of whoever signs it.

    The status of the request tells the outcome. A reply after its day is
    taken all the same, and marked late. The sender and the author get a
    receipt; where the inspectorate has to do something, its coordinators
    are told.
    """
    part = reply.request
    version = versioning.freeze(progress, part, by=by)
    _seal(reply, agreed_by_role, by=by)
    _hand_over(progress, by=by)
    versioning.send(version, reply=reply, by=by)
    status = status_for(progress.check)
    if status == RequestStatus.MORE_DETAIL_NEEDED:
        part = requesting.mark_more_detail_needed(part, by=by)
    else:
        part = requesting.mark_submitted(part, outcome_status=status, by=by)
    for person in {by, author} - {None}:
        _write_receipt(reply, to=person)
    if status in NEED_ATTENTION:
        attention.call(part, by=by)
    record("reply sent", about=part.reference, by=by, status=str(status))
    return reply


def status_for(check):
    """Return the status that a request takes with a record check: one that asks for more detail says so."""
    if check.outcome == Outcome.CANNOT_TELL and check.detail:
        return RequestStatus.MORE_DETAIL_NEEDED
    return STATUSES[Outcome(check.outcome)]


def _seal(reply, agreed_by_role, *, by):
    stamp(reply, "sent", by=by)
    reply.agreed_by_role = agreed_by_role
    reply.save(update_fields=["sent_by", "sent_at", "agreed_by_role"])


def _hand_over(progress, *, by):
    for point in progress.points:
        if point.status == PointStatus.NOT_SENT:  # one that was grouped or parked before stays so
            move(point, PointStatus.SUBMITTED, by=by)
    attaching.hand_over(progress.reply.request, by=by)
    if progress.representative:
        representing.enter_in_directory(progress.representative, by=by)


def _write_receipt(reply, *, to):
    reference = reply.request.reference
    letters.write(
        "reply-received",
        key=f"{reference}:{reply.sent_at.isoformat(timespec='seconds')}",
        to=to,
        about=reference,
        context={"reference": reference, "path": reverse("findings:reply", args=[reference])},
    )
