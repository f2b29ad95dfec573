"""Learning that one agency proposes for the attention of another, which accepts, amends or declines it."""

from django.urls import reverse

from agencies import duties
from agencies.roles import who_act_for
from cases import telling
from cases.models import RequestStatus
from findings import drafting
from findings.models import ProposalToAgency
from findings.models.proposals import ProposalStatus
from panelportal.kit import clock, letters
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb

DUTY = telling.ANSWER_PROPOSAL
LETTER = "learning-proposed"


class NotForThisAgency(Exception):
    """A proposal goes to another agency that was asked about the same case, and to none after it was released."""


class NotPutToAgency(Exception):
    """The proposal has not been put to its agency, or was answered already, or its learning was set aside."""


class PutToAgency(Exception):
    """Learning that was put to another agency stays: that agency reads it, and may have answered it."""

    def __init__(self):
        super().__init__("Another agency has been asked about this learning, so it stays. You can change its words")


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
    record("learning proposed for another agency", about=point.reference, by=by)
    return proposal


@verb
def take_back(proposal, *, by):
    """Take back a proposal while the reply is open. Raises NotOpenForReply, and PutToAgency once the pack went out."""
    drafting.draft(proposal.point.request, by=by)
    refuse_what_was_put([proposal.pk])
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
    waiting = waiting.exclude(to__status=RequestStatus.WITHDRAWN)  # that agency sees nothing of the case any more
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
    if not proposal.waits_for_answer:
        raise NotPutToAgency(proposal.reference)
    if status != ProposalStatus.ACCEPTED and not because:
        raise NoReason(proposal.reference)
    proposal.because = because
    proposal.amended = amended if status == ProposalStatus.AMENDED else ""
    stamp(proposal, "answered", by=by)
    proposal.save(update_fields=["because", "amended", "answered_by", "answered_at"])
    move(proposal, status, by=by)
    _settle_if_answered(proposal.to, how="answered", by=by)
    return proposal


@verb
def set_aside(requests, *, by):
    """Ask for no answer any more to what rests on replies that were set aside. What was not put is put to nobody."""
    put = ProposalToAgency.objects.filter(point__request__in=requests, status=ProposalStatus.WITH_AGENCY)
    for to in {proposal.to for proposal in put.select_related("to")}:
        _settle_if_answered(to, how="withdrawn", by=by)


def refuse_what_was_put(keys):
    """Raise PutToAgency if one of the proposals with these keys was put to its agency, inside a verb."""
    proposals = ProposalToAgency.objects.select_for_update().filter(pk__in=keys)
    if any(one.status != ProposalStatus.PROPOSED for one in proposals):
        raise PutToAgency


def still_waits(letter):
    """Tell whether an agency still has a proposal to answer; asked before the letter leaves."""
    return duties.has_open(DUTY, about=letter.about)


def _settle_if_answered(part, *, how, by):
    if not ProposalToAgency.objects.put_to(part).unanswered().exists():
        duties.settle(DUTY, about=part.reference, by=by, how=how)


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
