"""What is asked of a signed-in person at each request: is the session over, are the terms accepted, is a factor due?"""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from agencies import assurance, second_factor, sessions
from agencies.joining import TERMS_VERSION
from agencies.session_end import end_session
from panelportal.kit import clock

MARK_EVERY = 60
AT_ANY_TIME = {"account_logout", "agencies:stay", "agencies:keep"}
BEFORE_THE_TERMS = AT_ANY_TIME | {"agencies:terms"}
BEFORE_THE_FACTOR = BEFORE_THE_TERMS | {
    "agencies:set_up_factor",
    "agencies:add_app",
    "agencies:add_key",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


def sessions_that_end(get_response):
    """End a session that has been idle too long or lasted 12 hours, on the server. What was sent is kept."""

    def answer(request):
        if request.user.is_authenticated:
            now = clock.now().timestamp()
            if sessions.is_over(request.session, now):
                return end_session(request, because="idle")
            is_use = request.path != reverse("agencies:keep")  # a page does that by itself, with nobody there
            if is_use and now - request.session.get("seen", 0) > MARK_EVERY:
                request.session["seen"] = now
        return get_response(request)

    return answer


class _First:
    """Leads a signed-in person elsewhere before they see a page. A page that asks for no sign-in asks for nothing."""

    before = frozenset()

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_asked = request.user.is_authenticated and getattr(view, "login_required", True)
        if not is_asked or request.resolver_match.view_name in self.before:
            return None
        name = self.where_to(request)
        return name and _there_and_back(request, name)


class TermsFirst(_First):
    """Leads a person to the terms until they have accepted the present version."""

    before = BEFORE_THE_TERMS

    def where_to(self, request):
        return None if request.user.terms_version == TERMS_VERSION else "agencies:terms"


class FactorFirst(_First):
    """Leads a person whose role or page asks for a second factor to it, or to setting one up."""

    before = BEFORE_THE_FACTOR

    def where_to(self, request):
        if assurance.has_passed(request.session) or not second_factor.is_needed(request.user):
            return None
        return _to_the_factor(request.user)

    def process_exception(self, request, exception):
        if isinstance(exception, assurance.SecondFactorFirst):
            return _there_and_back(request, _to_the_factor(request.user))
        return None


def _to_the_factor(user):
    return "mfa_reauthenticate" if second_factor.is_enrolled(user) else "agencies:set_up_factor"


def _there_and_back(request, name):
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")
