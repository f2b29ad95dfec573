"""Pages for when something cannot be shown: they say what happened, whether answers were kept, and whom to ask.

A page that someone may not see and one that does not exist give the same
answer, so that neither tells that a record exists.
"""

from django.conf import settings
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from panelportal.kit import references, trail

WHAT_LENGTH = 80


def bad_request(request, exception=None):
    """Answer what Django could not read. It runs before it is known who asks, so it asks no context processor."""
    return HttpResponse(render_to_string("400.html", whom_to_ask()), status=400)


def too_large(request):
    """Answer a request larger than the portal takes; nothing of it was read. It asks no context processor."""
    return HttpResponse(render_to_string("413.html", whom_to_ask()), status=413)


def permission_denied(request, exception=None):
    _note_refusal(request)
    return _page(request, "403.html", 403)


def page_not_found(request, exception=None):
    _note_refusal(request)
    return _page(request, "404.html", 404)


def gone(request):
    """Answer that a page has been here and is no more. A view calls it, such as one for a used link."""
    return _page(request, "410.html", 410)


def form_expired(request, reason=""):
    """Answer a form whose token is missing or old (the setting CSRF_FAILURE_VIEW)."""
    return _page(request, "form_expired.html", 403)


def server_error(request):
    """Answer a fault of the portal itself. It asks neither the database nor any context processor."""
    try:
        return HttpResponseServerError(render_to_string("500.html", whom_to_ask()))
    except Exception:  # even the page about the fault may be the fault
        return HttpResponse("There is a problem with the service. Try again later.", "text/plain", 500)


def unavailable(request):
    """Answer while the portal is being worked on. It asks neither the database nor any context processor."""
    response = HttpResponse(render_to_string("503.html", whom_to_ask()), status=503)
    response["Retry-After"] = "3600"
    return response


def _note_refusal(request):
    """Record that a signed-in person did not get a page: its name, and the reference in its address if it is one.

    What is absent is recorded like what is forbidden, so that neither costs more than the other; what is no page
    of the portal at all is not. Nothing that somebody typed freely is kept.
    """
    user, page = getattr(request, "user", None), request.resolver_match
    if page is None or user is None or not user.is_authenticated:
        return
    asked_for = str(page.kwargs.get("reference", ""))
    about = asked_for if references.is_reference(asked_for) else ""
    trail.record_refusal(f"refused: {page.view_name}"[:WHAT_LENGTH], about=about, by=user)


def _page(request, template, status):
    return render(request, template, whom_to_ask(), status=status)


def whom_to_ask():
    """Return the context of components/whom_to_ask.html."""
    return {"team_email": settings.PORTAL_TEAM_EMAIL, "team_phone": settings.PORTAL_TEAM_PHONE}
