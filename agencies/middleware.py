"""What is asked of a signed-in person at each request: has the session ended, have they accepted the terms?"""

from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from agencies.joining import TERMS_VERSION
from agencies.signing_in import IDLE, LONGEST
from panelportal.kit import clock

MARK_EVERY = 60
BEFORE_THE_TERMS = {"agencies:terms", "account_logout"}


def sessions_that_end(get_response):
    """End a session that has been idle too long or lasted 12 hours, on the server."""

    def answer(request):
        if request.user.is_authenticated:
            now = clock.now().timestamp()
            if _is_over(request.session, now):
                wanted = request.get_full_path()
                logout(request)
                return _redirect("account_request_login_code", next=wanted, ended="1")
            if now - request.session.get("seen", 0) > MARK_EVERY:
                request.session["seen"] = now
        return get_response(request)

    return answer


class TermsFirst:
    """Leads a signed-in person to the terms until they have accepted the present version.

    A page that asks for no sign-in asks for no terms either.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or user.terms_version == TERMS_VERSION:
            return None
        if not getattr(view, "login_required", True) or request.resolver_match.view_name in BEFORE_THE_TERMS:
            return None
        return _redirect("agencies:terms", next=request.get_full_path())


def _redirect(name, **query):
    return redirect(f"{reverse(name)}?{urlencode(query)}")


def _is_over(session, now):
    seen, began = session.get("seen", now), session.get("began", now)
    return now - seen > session.get("idle", IDLE) or now - began > LONGEST
