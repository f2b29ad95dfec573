"""Requesting: an agency is asked to check its records, and its request follows what the agency does."""

from agencies import duties
from agencies.directory import the_inspectorate
from cases import bases, disclosing, sending_list
from cases.models import AgencyRequest, Case, CaseStatus, Kind, NotAsked, RequestStatus
from cases.models.request_statuses import REPLIES
from cases.progressing import ask_for_decision
from cases.refusals import (
    AlreadyAsked,
    CannotBeAsked,
    CasePaused,
    NoName,
    NotAskingNow,
    NothingChosen,
    NotOpenForReply,
    ReplyDatePassed,
)
from cases.telling import NO_PAUSE, ask_no_more, ask_to_answer, reply_date
from panelportal.kit import access, clock, references
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile
from panelportal.kit.words import listed

WHY_ASKED = "The review of this case suggests that your organisation may have known this person in the period below."
PURPOSE = bases.PURPOSE
LEGAL_BASIS = bases.TO_BE_CONFIRMED
ASKED_BECAUSE = "HM Inspectorate of Probation asked it to check its records"
ASKING = (CaseStatus.FLAGGED, CaseStatus.REQUESTS_SENT, CaseStatus.READY_FOR_PANEL)
SEND, MORE_DETAIL = "send-requests", "give-more-detail"


@verb
def draft_request(case, *, agency, by, why_asked=""):
    """Draft a request to an agency; nobody is told until it is sent. Raises CannotBeAsked, CaseOver, AlreadyAsked."""
    if not agency.can_be_asked:
        raise CannotBeAsked(agency)
    case = Case.objects.lock_open(case)
    if case.requests.filter(agency=agency).exclude(status=RequestStatus.WITHDRAWN).exists():
        raise AlreadyAsked(agency)
    request = AgencyRequest(
        reference=references.next_reference("REQ"),
        case=case,
        agency=agency,
        why_asked=why_asked or WHY_ASKED,
        purpose=PURPOSE,
        legal_basis=LEGAL_BASIS,
    )
    stamp(request, "drafted", by=by)
    request.save()
    NotAsked.objects.filter(case=case, agency=agency).delete()
    ask_to_send(case, by=by)
    record("request drafted", about=request.reference, by=by, case=case.reference, agency=agency.slug)
    return request


@verb
def say_why(request, *, why_asked, by):
    """Change why an agency is asked, as long as it has not been told."""
    request = AgencyRequest.objects.select_for_update().get(pk=request.pk)
    if request.is_draft and request.why_asked != why_asked:
        request.why_asked = why_asked
        request.save(update_fields=["why_asked"])
        record("reason for asking changed", about=request.reference, by=by)
    return request


@verb
def send_requests(case, *, by, seen=None, pause=NO_PAUSE):
    """Send every drafted request of a case, all or none. Returns those sent; none when nothing waits.

    Each agency is granted its own request, gets the duty to answer it and a
    letter for each person who acts for it. What it sees is fixed with a
    digest. The letters leave after `pause`; until then `stopping` takes all
    of it back. `seen` is the mark of the list that the sender checked
    (`sending_list`). Raises CasePaused, NotAskingNow, NothingChosen,
    NoName, ReplyDatePassed, NobodyActsFor and, when who gets what is not
    as it was checked, ChangedMeanwhile with the case.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    drafts = list(_locked().filter(case=case).drafts().order_by("pk"))
    if not drafts:
        return []
    _refuse_what_is_not_ready(case, drafts)
    if seen is not None and seen != sending_list.mark_of(sending_list.of(case)):
        raise ChangedMeanwhile(case)
    for request in drafts:
        _send(request, by=by, pause=pause)
    if case.status == CaseStatus.FLAGGED:
        move(case, CaseStatus.REQUESTS_SENT, by=by)
    duties.settle(SEND, about=case.reference, by=by, how="sent")
    record("requests sent", about=case.reference, by=by, requests=[request.reference for request in drafts])
    return drafts


@verb
def mark_opened(request, *, by):
    """Note that the agency has opened its request, the first time that somebody does."""
    request = _locked().get(pk=request.pk)
    if request.is_unopened:
        stamp(request, "opened", by=by)
        request.save(update_fields=["opened_by", "opened_at"])
        move(request, RequestStatus.OPENED, by=by)
    return request


def mark_opened_by_agency(request, *, by):
    """Note it too when the agency reaches its request by another page than its own: a document, a message."""
    if request.is_unopened and access.may(by, Can.ANSWER, request):
        mark_opened(request, by=by)


@verb
def mark_in_progress(request, *, by):
    """Note that the agency has begun to answer. Raises NotOpenForReply, also while its approver has the reply."""
    request = _open_one(request)
    if not request.is_open_for_change:
        raise NotOpenForReply(request)
    move(request, RequestStatus.IN_PROGRESS, by=by)
    return request


@verb
def mark_submitted(request, *, outcome_status, by, unsigned=False):
    """Take the agency's reply, also after its day, which marks it late.

    `outcome_status` is the status of the reply: submitted, not known, held
    elsewhere, cannot tell or cannot disclose. One that casework recorded for
    the agency is `unsigned` and counted apart. Settles the agency's duty;
    the coordinator is told when it was the last reply. Raises NotOpenForReply.
    """
    lock_case_of(request)
    request = _open_one(request)
    outcome = RequestStatus(outcome_status)
    if outcome not in REPLIES:
        raise ValueError(f"{outcome} is not the status of a reply.")
    request.is_unsigned = unsigned
    stamp(request, "submitted", by=by)
    request.save(update_fields=["is_unsigned", "submitted_by", "submitted_at"])
    move(request, outcome, by=by)
    ask_no_more(request, how="replied", by=by)
    record("reply received", about=request.reference, by=by, late=request.is_late)
    ask_for_decision(request.case)
    return request


@verb
def mark_more_detail_needed(request, *, by):
    """Note that the agency cannot search with what it was told: the inspector who sent it gives more detail.

    The agency's duty rests until a correction is sent. Raises NotOpenForReply.
    """
    request = _open_one(request)
    move(request, RequestStatus.MORE_DETAIL_NEEDED, by=by)
    ask_no_more(request, how="more detail asked", by=by)
    duties.open_duty(
        MORE_DETAIL,
        about=request.case.reference,
        agency=the_inspectorate(),
        person=request.sent_by,
        scope=request.case.reference,
        by=request.sent_by,
    )
    return request


@verb
def mark_redirected(request, *, by):
    """Note that the request is not for this organisation; its duty ends, and somebody else is to be asked.

    Raises NotOpenForReply.
    """
    request = _open_one(request)
    move(request, RequestStatus.REDIRECTED, by=by)
    ask_no_more(request, how="redirected", by=by)
    return request


def lock_case_of(request):
    """Lock the case of a request, before the request itself, so that two last replies see one another."""
    return Case.objects.select_for_update(of=("self",)).get(requests=request.pk)


def _locked():
    requests = AgencyRequest.objects.select_for_update(of=("self",))
    return requests.select_related("case", "agency__group", "agency__kind", "sent_by")


def _open_one(request):
    request = _locked().get(pk=request.pk)
    if not request.is_open_for_reply:
        raise NotOpenForReply(request)
    return request


def _refuse_what_is_not_ready(case, drafts):
    if case.is_paused:
        raise CasePaused
    if case.status not in ASKING:
        raise NotAskingNow(case)
    unchosen = [str(request.agency) for request in drafts if not request.disclosures.exists()]
    if unchosen:
        raise NothingChosen(listed(unchosen))
    nameless = [
        str(request.agency)
        for request in drafts
        if not request.disclosures.filter(lines__particulars__kind=Kind.NAME).exists()
    ]
    if nameless:
        raise NoName(listed(nameless))
    late = [str(request.agency) for request in drafts if request.reply_until and request.reply_until <= clock.today()]
    if late:
        raise ReplyDatePassed(listed(late))


def _send(request, *, by, pause):
    disclosing.fix(request.disclosures.not_sent().get(), by=by)
    request.reply_by = reply_date(request)
    stamp(request, "sent", by=by)
    request.save(update_fields=["reply_by", "sent_by", "sent_at"])
    move(request, RequestStatus.SENT, by=by)
    for can in (Can.READ, Can.ANSWER):
        access.grant(can, request, to=request.agency.group, by=by, because=ASKED_BECAUSE)
    ask_to_answer(request, "request", key=letter_key(request), by=by, pause=pause)


def letter_key(request):
    """Return the key of the letters with which a request was sent; one that was stopped and goes again has another."""
    return f"{request.reference}:{request.sent_at.isoformat(timespec='seconds')}"


def ask_to_send(case, *, by):
    """Ask whoever flagged a case to send what is drafted, inside a verb."""
    duties.open_duty(
        SEND, about=case.reference, agency=the_inspectorate(), person=case.flagged_by, scope=case.reference, by=by
    )
