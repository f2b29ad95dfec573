"""Briefing: on what terms an agency is asked, and the documents that it gets with its request, until it is sent."""

from cases.models import AgencyRequest, RequestDocument, Step
from cases.refusals import AlreadyTold, NotAReplyDate
from panelportal.kit import clock, files, working_days
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

TERMS = "Terms of reference"


@verb
def brief(request, *, by, for_all=False, **terms):
    """Set on what terms an agency is asked: purpose, basis, steps, its time to reply, terms of reference.

    `terms` are fields of the request named in TERMS_OF_ASKING; those left
    out stay as they are. With `for_all` every other request of the case that
    is not sent gets the same, less the legal basis, which differs by kind of
    agency. Raises AlreadyTold and NotAReplyDate.
    """
    request = _draft(request)
    check_reply_date(terms.get("reply_until"))
    _set(request, terms, by=by)
    if for_all:
        shared = {name: value for name, value in terms.items() if name != "legal_basis"}
        for other in _locked().filter(case=request.case_id).drafts().exclude(pk=request.pk):
            _set(other, shared, by=by)
    return request


@verb
def attach(request, *, document, title, by, is_terms=False, for_all=False):
    """Give an agency a document with its request; new terms of reference replace the old.

    `document` is a checked upload (`files.check`). With `for_all` every
    agency of the case that was not asked yet gets it. Raises AlreadyTold.
    """
    request = _draft(request)
    kept = files.keep(document, by=by)
    others = _locked().filter(case=request.case_id).drafts().exclude(pk=request.pk) if for_all else ()
    for each in [request, *others]:
        if is_terms:
            each.documents.filter(is_terms=True).delete()
        attached = RequestDocument(request=each, file=kept, title=TERMS if is_terms else title, is_terms=is_terms)
        stamp(attached, "attached", by=by)
        attached.save()
        record("document attached", about=each.reference, by=by)
    return request.documents.get(file=kept)


@verb
def detach(document, *, by):
    """Take a document from a request that was not sent. Raises AlreadyTold."""
    request = _draft(document.request)
    request.documents.filter(pk=document.pk).delete()
    record("document taken away", about=request.reference, by=by)


def check_reply_date(day):
    """Raise NotAReplyDate for a day on which no reply can be due: today, an earlier one, or no working day."""
    if day is None:
        return
    if day <= clock.today():
        raise NotAReplyDate(day, "today" if day == clock.today() else "in the past")
    if not working_days.is_working_day(day):
        raise NotAReplyDate(day, "a bank holiday" if day in working_days.bank_holidays(day.year) else "at a weekend")


TERMS_OF_ASKING = (
    "purpose",
    "legal_basis",
    "terms_of_reference",
    "step",
    "first_days",
    "reply_days",
    "reply_until",
)


def _set(request, terms, *, by):
    changed = [name for name in TERMS_OF_ASKING if name in terms and getattr(request, name) != terms[name]]
    if not changed:
        return
    for name in changed:
        setattr(request, name, Step(terms[name]) if name == "step" else terms[name])
    request.save(update_fields=changed)
    record("terms of asking changed", about=request.reference, by=by, changed=changed)


def _draft(request):
    request = _locked().get(pk=request.pk)
    if not request.is_draft:
        raise AlreadyTold
    return request


def _locked():
    return AgencyRequest.objects.select_for_update(of=("self",))
