"""Withdrawing: an agency need not answer any more, and sees nothing any more."""

from agencies import duties
from agencies.roles import who_act_for
from cases.messaging import end_conversation
from cases.models import AgencyRequest, RequestStatus
from cases.progressing import ask_for_decision
from cases.refusals import AlreadyAnswered
from cases.requesting import MORE_DETAIL, SEND, lock_case_of
from cases.telling import ANSWER_PROPOSAL, ask_no_more
from panelportal.kit import access, letters
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb


@verb
def withdraw_request(request, *, because, by):
    """Withdraw a request that was not answered: grants go at once, the duty is settled, waiting letters stop.

    Agencies that had been asked get a letter that they need not answer.
    Withdrawing again changes nothing. Raises AlreadyAnswered.
    """
    lock_case_of(request)
    request = (
        AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency__group").get(pk=request.pk)
    )
    if request.is_withdrawn:
        return request
    if request.is_answered:
        raise AlreadyAnswered
    was_sent = not request.is_draft
    request.withdrawn_because = because
    stamp(request, "withdrawn", by=by)
    request.save(update_fields=["withdrawn_because", "withdrawn_by", "withdrawn_at"])
    move(request, RequestStatus.WITHDRAWN, by=by)
    if was_sent:
        _take_back(request, by=by)
    settle_what_waited(request.case, by=by)
    record("request withdrawn", about=request.reference, by=by, case=request.case.reference)
    return request


def _take_back(request, *, by):
    access.revoke_from_all(request, by=by, because="the request was withdrawn")
    ask_no_more(request, how="withdrawn", by=by)
    duties.settle(ANSWER_PROPOSAL, about=request.reference, by=by, how="withdrawn")
    end_conversation(request, by=by)
    for person in who_act_for(request.agency):
        letters.write(
            "request-withdrawn",
            key=request.reference,
            to=person,
            about=request.reference,
            context={"reference": request.reference, "agency": request.agency, "path": "/"},
        )


def settle_what_waited(case, *, by):
    """Settle what waited in a case only for requests that were withdrawn, inside a verb."""
    if not case.requests.drafts().exists():
        duties.settle(SEND, about=case.reference, by=by, how="withdrawn")
    if not case.requests.filter(status=RequestStatus.MORE_DETAIL_NEEDED).exists():
        duties.settle(MORE_DETAIL, about=case.reference, by=by, how="withdrawn")
    ask_for_decision(case)
