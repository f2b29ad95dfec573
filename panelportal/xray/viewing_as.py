"""View as this agency: its pages exactly as somebody who acts for it gets them, to look at and not to touch.

The page is made for a person who acts for the agency and holds nothing else
(`agencies.standing_in`), in a transaction that is rolled back: it can show
neither more nor less than the agency sees, and leaves no sign that it was
opened, no read in the agency's name, no letter and no job. That somebody
looked is recorded before, in their own name.

What is given to a person and not to the agency, such as a seat on a panel, is
not part of the view. Pages on which an agency writes are not shown: until a reply is sent, what
stands in it is the agency's own.
"""

import re

from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from agencies import assurance
from agencies.models import Agency
from agencies.role_names import CASEWORK
from agencies.roles import roles_of
from agencies.standing_in import NobodyActsForIt, acting_for
from panelportal.kit import references
from panelportal.kit.errors import whom_to_ask
from panelportal.kit.trail import record, verb

SHOWN = frozenset(
    "home findings:request findings:reply findings:submitted findings:readers panels:panels panels:panel "
    "panels:minutes-read panels:learning-reports panels:learning-report panels:actions panels:action "
    "ratings:qa_reports ratings:qa_report".split()
)
MOST_TURNS = 5
LINK = re.compile(rb'(?<!data-way-out )\b(href|action)="/(?!/|static/)')


@require_safe
def view_as(request, agency, path):
    """Show a page as an agency gets it. What the agency does not get answers as the agency would be answered."""
    if not roles_of(request.user) & CASEWORK:
        raise Http404("Only the inspectorate's casework looks through an agency's eyes.")
    agency = get_object_or_404(Agency.objects.select_related("kind"), slug=agency)
    path = f"/{path}"
    page = _page_at(path)
    about = str(page.kwargs.get("reference", "")) if page else ""
    about = about if references.is_reference(about) else ""
    _note(agency, page=page.view_name if page else "", about=about, by=request.user)
    try:
        with acting_for(agency, watched_by=request.user) as person:
            response = _as_they_get_it(request, agency, person, path)
    except NobodyActsForIt:
        raise Http404("Nobody acts for this agency.")
    return _kept_inside(response, reverse("view_as_home", args=[agency.slug]))


@verb
def _note(agency, *, page, about, by):
    """Record that somebody looked through an agency's eyes, in their own name."""
    record("viewed as agency", about=about or agency.slug[:60], by=by, agency=f"group:{agency.group.name}", page=page)


def _page_at(path):
    """Return the page of a path if it is one of those that are shown, else None."""
    try:
        page = resolve(path)
    except Resolver404:
        return None
    return page if page.view_name in SHOWN else None


def _as_they_get_it(request, agency, person, path):
    """Answer a path for the stand-in, following them where the page leads them on."""
    for _ in range(MOST_TURNS):
        page = _page_at(path)
        inner = _asked_by(request, agency, person, path, page)
        if page is None:
            return render(inner, "xray/not_shown.html", status=404)
        try:
            response = page.func(inner, *page.args, **page.kwargs)
        except Http404:
            return render(inner, "404.html", whom_to_ask(), status=404)
        except PermissionDenied:
            return render(inner, "403.html", whom_to_ask(), status=403)
        if response.status_code not in (301, 302):
            return response
        path = response["Location"].partition("?")[0]
    return render(inner, "xray/not_shown.html", status=404)


def _asked_by(request, agency, person, path, page):
    """Return a request for a page as the stand-in's browser would send it, with nothing of the one who looks."""
    inner = HttpRequest()
    inner.method = "GET"
    inner.path = inner.path_info = path
    inner.GET = request.GET
    inner.META = {name: request.META[name] for name in ("SERVER_NAME", "SERVER_PORT") if name in request.META}
    inner.user = person
    inner.session = SessionStore()  # never saved
    assurance.step_up(inner.session)
    inner._messages = SessionStorage(inner)
    inner.resolver_match = page
    inner.viewing_as = agency
    return inner


def _kept_inside(response, place):
    """Return the page with every link of it leading to the same view, save the way out and the static files."""
    content = LINK.sub(rb'\1="' + place.encode(), response.content)
    return HttpResponse(content, status=response.status_code, content_type=response["Content-Type"])
