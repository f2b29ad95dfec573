"""Stopping: requests that were just sent are taken back before their letters leave."""

from cases import disclosing
from cases.messaging import end_conversation
from cases.models import Case, CaseStatus, RequestStatus
from cases.refusals import NothingToStop
from cases.requesting import ask_to_send, letter_key
from cases.telling import ask_no_more
from panelportal.kit import access, letters
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb

LETTER = "request"


@verb
def stop_requests(case, *, by):
    """Take back the requests of a case whose letters all still wait. Returns those that are drafts again.

    The agency holds its request from the moment of sending, although nobody
    was told: so its access and its duty go, what it was to see can be
    chosen again, and one that it has opened meanwhile cannot be stopped.
    Raises NothingToStop when it is too late for all of them.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    sent = case.requests.just_sent().select_for_update(of=("self",)).select_related("agency__group", "case")
    stopped = [request for request in sent.order_by("pk") if _stop(request, by=by)]
    if not stopped:
        raise NothingToStop
    ask_to_send(case, by=by)
    if case.status == CaseStatus.REQUESTS_SENT and not case.requests.sent().exists():
        move(case, CaseStatus.FLAGGED, by=by, because="stopped")
    record("requests stopped", about=case.reference, by=by, requests=[request.reference for request in stopped])
    return stopped


def stoppable(case):
    """Return the requests of a case that can still be stopped, by name of their agency, in two queries at most."""
    sent = list(case.requests.just_sent().select_related("agency").order_by("agency__name"))
    references = [request.reference for request in sent]
    written = list(Letter.objects.filter(kind=LETTER, about__in=references)) if sent else []
    of_each = {one: [w for w in written if w.key.startswith(f"{LETTER}:{letter_key(one)}:")] for one in sent}
    return [request for request in sent if _all_wait(of_each[request])]


def _stop(request, *, by):
    written = list(_letters_of(request).select_for_update())
    if not _all_wait(written):
        return False
    letters.stop_event(LETTER, key=letter_key(request), by=by)
    access.revoke_from_all(request, by=by, because="the request was stopped")
    ask_no_more(request, how="stopped", by=by)
    end_conversation(request, by=by)
    disclosing.unfix(request.disclosures.sent().get())
    request.sent_by = request.sent_at = request.reply_by = None
    request.save(update_fields=["sent_by", "sent_at", "reply_by"])
    move(request, RequestStatus.NOT_SENT, by=by, because="stopped")
    return True


def _letters_of(request):
    return letters.of_event(LETTER, key=letter_key(request))


def _all_wait(written):
    written = list(written)
    return bool(written) and all(one.status == LetterStatus.WAITING and not one.leased_until for one in written)
