"""Redirecting: somebody else is asked instead of an agency that said the request is not for it."""

from cases import disclosing
from cases.models import AgencyRequest, RequestStatus
from cases.refusals import NotRedirected
from cases.requesting import draft_request
from panelportal.kit.trail import record, verb

SAME = ("purpose", "terms_of_reference", "step", "first_days", "reply_days")


@verb
def ask_instead(request, *, agency, by):
    """Draft a request to the agency that should be asked instead, on the same terms and with what is suggested for it.

    The reason for asking is the general one, since the first may tell of
    another agency. Raises NotRedirected, CannotBeAsked and AlreadyAsked.
    """
    request = AgencyRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)
    if request.status != RequestStatus.REDIRECTED or request.asked_instead_id:
        raise NotRedirected
    instead = draft_request(request.case, agency=agency, by=by)
    for name in SAME:
        setattr(instead, name, getattr(request, name))
    instead.save(update_fields=SAME)
    request.asked_instead = instead
    request.save(update_fields=["asked_instead"])
    known = list(request.case.particulars.current())
    disclosing.choose(instead, particulars=disclosing.suggested(agency, known), by=by)
    record("asked instead", about=request.reference, by=by, instead=instead.reference)
    return instead
