from functools import wraps

from django.shortcuts import redirect

from cases.models import AgencyRequest
from cases.refusals import NotOpenForReply
from panelportal.kit import access
from panelportal.kit.access import Can


def of_open_request(view):
    """Give a view the request that this person answers, while its reply is open.

    When the reply is closed, or a colleague closes it meanwhile, the
    person is led to the request's page, which says how it stands.
    """

    @wraps(view)
    def answer(request, reference, **kwargs):
        part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
        if not part.is_open_for_reply:
            return redirect("findings:request", reference)
        try:
            return view(request, part, **kwargs)
        except NotOpenForReply:
            return redirect("findings:request", reference)

    return answer
