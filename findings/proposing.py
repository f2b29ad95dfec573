"""Learning that one agency proposes for the attention of another, which accepts, amends or declines it."""

from django.urls import reverse

from agencies import duties
from agencies.roles import who_act_for
from findings import drafting
from findings.models import ProposalToAgency
from findings.models.proposals import ProposalStatus
from panelportal.kit import clock, letters
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb

DUTY = "answer-proposal"
LETTER = "learning-proposed"


class NotForThisAgency(Exception):
    """A proposal goes to another agency that was asked about the same case, and to none after it was released."""


class NotPutToAgency(Exception):
    """The proposal has not been put to its agency, or was answered already."""


class NoReason(ValueError):
    """An agency that changes or declines what is proposed says why."""


@verb
def propose(point, *, for_kind, named, suggestion, by):
    """Propose learning for the attention of another agency. Nobody but the inspectorate sees it before the pack.

    Raises NotOpenForReply.
    """
    drafting.draft(point.request, by=by)
    proposal = ProposalToAgency(point=point, for_kind=for_kind, named=named, suggestion=suggestion)
    stamp(proposal, "proposed", by=by)
    proposal.save()
    record("learning proposed for another agency", about=point.reference, by=by, kind=for_kind.pk)
    return proposal


@verb
def take_back(proposal, *, by):
    """Take back a proposal while the reply is open. Raises NotOpenForReply."""
    drafting.draft(proposal.point.request, by=by)
    ProposalToAgency.objects.filter(pk=proposal.pk).delete()
    record("proposal taken back", about=proposal.reference, by=by)


@verb
def direct(proposal, *, to, by):
    """Say which of the requests of the case a proposal goes to; it goes when the pack does. Raises NotForThisAgency."""
    proposal = ProposalToAgency.objects.select_for_update().get(pk=proposal.pk)
    own = proposal.point.request
    if proposal.status != ProposalStatus.PROPOSED or to.case_id != own.case_id or to.agency_id == own.agency_id:
        raise NotForThisAgency(proposal.reference)
    proposal.to = to
    stamp(proposal, "directed", by=by)
    proposal.save(update_fields=["to", "directed_by", "directed_at"])
    record("proposal directed", about=proposal.reference, by=by, to=to.reference)
    return proposal


@verb
def put_to_agencies(case, *, by):
    """Put the directed proposals of a case to their agencies, as far as the panel may read what they rest on.

    Each agency has one duty, and one letter that tells nothing but that.
    """
    waiting = ProposalToAgency.objects.of_case(case).filter(status=ProposalStatus.PROPOSED, to__isnull=False)
    told = {}
    for proposal in waiting.select_related("point", "to__agency", "to__case"):
        if proposal.point.is_with_the_panel:
            stamp(proposal, "released", by=by)
            proposal.save(update_fields=["released_by", "released_at"])
            move(proposal, ProposalStatus.WITH_AGENCY, by=by)
            told[proposal.to_id] = proposal.to
    for part in told.values():
        _ask(part, by=by)


@verb
def answer(proposal, *, status, because, by, amended=""):
    """Accept, amend or decline what another agency proposed; its proposer sees the answer and the reason.

    Raises NotPutToAgency, and NoReason for a change or a refusal without one.
    """
    proposal = ProposalToAgency.objects.select_for_update().get(pk=proposal.pk)
    if proposal.status != ProposalStatus.WITH_AGENCY:
        raise NotPutToAgency(proposal.reference)
    if status != ProposalStatus.ACCEPTED and not because:
        raise NoReason(proposal.reference)
    proposal.because = because
    proposal.amended = amended if status == ProposalStatus.AMENDED else ""
    stamp(proposal, "answered", by=by)
    proposal.save(update_fields=["because", "amended", "answered_by", "answered_at"])
    move(proposal, status, by=by)
    if not ProposalToAgency.objects.put_to(proposal.to_id).unanswered().exists():
        duties.settle(DUTY, about=proposal.to.reference, by=by, how="answered")
    return proposal


def still_waits(letter):
    """Tell whether an agency still has a proposal to answer; asked before the letter leaves."""
    return duties.has_open(DUTY, about=letter.about)


def _ask(part, *, by):
    duties.open_duty(DUTY, about=part.reference, agency=part.agency, scope=part.case.reference, by=by)
    for person in who_act_for(part.agency):
        letters.write(
            LETTER,
            key=f"{part.reference}:{clock.now().isoformat(timespec='seconds')}",
            to=person,
            about=part.reference,
            context={"reference": part.reference, "path": reverse("findings:put_to_us", args=[part.reference])},
        )
