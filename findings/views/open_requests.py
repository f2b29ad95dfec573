"""Whose request a page is of, and what they may do there: who acts for the agency, and whom they invited to help."""

from functools import wraps

from django.shortcuts import redirect

from cases.models import AgencyRequest
from cases.refusals import NotOpenForReply
from panelportal.kit import access
from panelportal.kit.access import Can


def of_open_request(view):
    """Give a view the request that this person answers or helps to answer, while its reply is open.

    When the reply is closed, or a colleague closes it meanwhile, the
    person is led to the request's page, which says how it stands.
    """
    return _of_request(view, (Can.ANSWER, Can.CONTRIBUTE))


def of_request_to_answer(view):
    """Give a view the same, only to those who act for the agency: whoever helps neither sends nor turns away."""
    return _of_request(view, (Can.ANSWER,))


def fetch_for(user, reference, *permissions):
    """Return the request on which a person holds one of these permissions, or answer 404."""
    *firsts, last = permissions
    for can in firsts:
        part = access.visible(AgencyRequest.objects.for_page(), user, can).filter(reference=reference).first()
        if part:
            return _through(part, can)
    return _through(access.fetch(AgencyRequest.objects.for_page(), user, last, reference=reference), last)


def _through(part, can):
    """Say on the request through which permission this person came to it, for what its page offers them."""
    part.through = can
    return part


def _of_request(view, permissions):
    @wraps(view)
    def answer(request, reference, **kwargs):
        part = fetch_for(request.user, reference, *permissions)
        if not part.is_open_for_change:
            return redirect("findings:request", reference)
        try:
            return view(request, part, **kwargs)
        except NotOpenForReply:
            return redirect("findings:request", reference)

    return answer
