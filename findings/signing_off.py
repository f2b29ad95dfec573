"""Signing off: where an agency wants it, a full reply is sent by an approver who did not write it."""

from django.urls import reverse

from agencies.role_names import Role
from agencies.roles import holders
from cases import signing
from cases.models import AgencyRequest
from cases.refusals import NotAwaitingSignOff
from findings import submitting, versioning
from findings.models import SignOff
from panelportal.kit import access, letters
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

ASKED, RETURNED = "sign-off-asked", "sign-off-returned"  # letters
DECLARATION = "I had no part in this case: I made no decision in it, and I do not manage anybody who did"
BECAUSE = "they approve replies of their organisation"


class NobodyToApprove(Exception):
    """The agency has no approver but the author."""

    def __init__(self, agency):
        super().__init__(
            f"Nobody else approves replies of {agency} yet. Add an approver on ‘Your agency’, then send it again"
        )


class OwnReply(Exception):
    """Nobody approves a reply that they handed over themselves."""


@verb
def hand_over(part, *, by):
    """Hand a reply that is ready to the agency's approvers, its author declaring to have had no part in the case.

    What they read is kept as a version, and nobody changes it meanwhile.
    Raises NotReady, NobodyToApprove, NotOpenForReply.
    """
    reply, progress = submitting.ready(part, by=by)
    people = [one for one in approvers_of(reply.request) if one != by]
    if not people:
        raise NobodyToApprove(reply.request.agency)
    sign_off = SignOff(
        request=reply.request,
        version=versioning.freeze(progress, reply.request, by=by),
        declaration=DECLARATION,
    )
    stamp(sign_off, "handed", by=by)
    sign_off.save()
    request = signing.await_sign_off(reply.request, by=by)
    for person in people:
        _open_to(request, person, by=by)
        _write(ASKED, sign_off, "findings:sign_off", to=person)
    record("reply handed over for approval", about=part.reference, by=by, version=sign_off.version.number)
    return sign_off


@verb
def approve(part, *, agreed_by_role, by):
    """Approve a reply and send it, as its author handed it over. Raises OwnReply, NotAwaitingSignOff, NotReady."""
    sign_off = _waiting(part)
    if sign_off.handed_by_id == by.pk:
        raise OwnReply(part.reference)
    _end(sign_off, "approved", by=by)
    record("reply approved", about=part.reference, by=by, version=sign_off.version.number)
    reply, progress = submitting.ready(part, by=by)
    return submitting.send(reply, progress, agreed_by_role=agreed_by_role, author=sign_off.handed_by, by=by)


@verb
def return_for_change(part, *, because, by):
    """Give a reply back to those who write it, saying what to change. Raises OwnReply, NotAwaitingSignOff."""
    sign_off = _waiting(part)
    if sign_off.handed_by_id == by.pk:
        raise OwnReply(part.reference)
    sign_off.returned_because = because
    _end(sign_off, "returned", by=by)
    _write(RETURNED, sign_off, "findings:request", to=sign_off.handed_by)
    record("reply returned inside the agency", about=part.reference, by=by, version=sign_off.version.number)
    return sign_off


@verb
def withdraw(part, *, by):
    """Take a reply back from its approvers, for whoever acts for the agency to change. Raises NotAwaitingSignOff."""
    sign_off = _waiting(part)
    _end(sign_off, "withdrawn", by=by)
    record("reply taken back from approval", about=part.reference, by=by, version=sign_off.version.number)
    return sign_off


@verb
def let_in(memberships, *, by):
    """Open to new approvers what waits for one in their agency."""
    approvers = [one for one in memberships if one.role == Role.APPROVER]
    if not approvers:
        return
    waiting = list(SignOff.objects.waiting().select_related("version", "request__agency__group"))
    for membership in approvers:
        for sign_off in waiting:
            if sign_off.request.agency.group_id == membership.agency.group_id:
                _let_in(membership.user, sign_off, by=by)


def _let_in(person, sign_off, *, by):
    if sign_off.handed_by_id != person.pk:
        _open_to(sign_off.request, person, by=by)
        _write(ASKED, sign_off, "findings:sign_off", to=person)


@verb
def end_role(membership, *, by):
    """Take from an approver whose role ends every reply that they could approve in that agency."""
    if membership.role != Role.APPROVER:
        return
    approved = AgencyRequest.objects.filter(sign_offs__isnull=False, agency__group=membership.agency.group_id)
    for part in approved.distinct():
        contributes = access.may(membership.user, Can.CONTRIBUTE, part)
        for can in (Can.APPROVE,) if contributes else (Can.READ, Can.APPROVE):
            access.revoke(can, part, of=membership.user, by=by, because="their role as an approver ended")


def approvers_of(part):
    """Return who approves the replies of an agency now, by name."""
    return holders(Role.APPROVER, agency=part.agency.acting_now)


def last_of(part):
    """Return the last time that a reply was handed over for approval, or None."""
    return SignOff.objects.filter(request=part).for_page().last()


def last_return(part):
    """Return the sign-off in which an approver asked for changes, as long as nothing came after it, or None."""
    last = last_of(part)
    return last if last and last.returned_at else None


def still_waits(letter):
    """Tell whether a reply still waits for an approver; asked when the letter leaves."""
    return SignOff.objects.waiting().filter(request__reference=letter.about).exists()


def still_returned(letter):
    """Tell whether a reply is still with those who write it after an approver returned it."""
    part = AgencyRequest.objects.filter(reference=letter.about).first()
    return bool(part and part.is_open_for_change and last_return(part))


def _waiting(part):
    """Return the sign-off that waits, the request's row locked until the verb ends."""
    AgencyRequest.objects.select_for_update(of=("self",)).get(pk=part.pk)
    waiting = SignOff.objects.waiting().filter(request=part)
    sign_off = waiting.select_related("request__case", "request__agency__group", "version", "handed_by").first()
    if sign_off is None:
        raise NotAwaitingSignOff
    return sign_off


def _end(sign_off, how, *, by):
    stamp(sign_off, how, by=by)
    sign_off.save()
    signing.end_sign_off(sign_off.request, how=how, by=by)


def _open_to(part, person, *, by):
    for can in (Can.READ, Can.APPROVE):
        access.grant(can, part, to=person, by=by, because=BECAUSE, for_group=part.agency.acting_now.group)


def _write(kind, sign_off, page, *, to):
    reference = sign_off.request.reference
    letters.write(
        kind,
        key=f"{reference}:{sign_off.version.number}",
        to=to,
        about=reference,
        context={
            "reference": reference,
            "agency": sign_off.request.agency,
            "reply_by": sign_off.request.reply_by,
            "path": reverse(page, args=[reference]),
        },
    )
