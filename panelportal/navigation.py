"""What stands around every page: the navigation of this person's roles, for whom they act, the marking."""

from django.conf import settings
from django.urls import reverse

from agencies.role_names import ACT_FOR_THEIR_AGENCY, CASEWORK, Role
from agencies.roles import memberships_of
from panelportal.kit.errors import whom_to_ask

STAFF = CASEWORK | {Role.AUDITOR}

PLACES = (  # text, url name, roles that see it (None: everybody who is signed in)
    ("Your work", "home", None),
    ("Reviews", "ratings:reviews", STAFF),
    ("Moderation", "ratings:moderation", {Role.LEAD}),
    ("Cases", "cases:cases", STAFF),
    ("Reports", "ratings:qa_reports", {Role.REVIEW_TEAM}),
    ("Panels", "panels:panels", None),
    ("Actions", "panels:actions", None),
    ("Directory", "agencies:directory", CASEWORK),
    ("Your agency", "agencies:your_agency", ACT_FOR_THEIR_AGENCY),
    ("Audit log", "audit", {Role.AUDITOR, Role.LEAD}),
)


def around_every_page(request):
    """Return the context of base.html, made once for a request however many templates its page is made of."""
    if not hasattr(request, "_around"):
        request._around = _around(request)
    return request._around


def _around(request):
    user = getattr(request, "user", None)
    around = {"marking": settings.PORTAL_MARKING, "portal_demo": settings.PORTAL_DEMO, **whom_to_ask()}
    if user is None or not user.is_authenticated:
        return around
    memberships = memberships_of(user)
    held = {membership.role for membership in memberships}
    around["acting_for"] = ", ".join(sorted({membership.agency.name for membership in memberships}))
    around |= _eyes(request)
    around["navigation"] = [
        {"text": text, "url": reverse(name), "current": _is_here(request.path, reverse(name))}
        for text, name, roles in PLACES
        if roles is None or held & roles
    ]
    return around


def _is_here(path, url):
    return path == url if url == "/" else path.startswith(url)


def _eyes(request):
    """Return through whose eyes a page is looked at, and the way back to one's own view of the same thing."""
    agency = getattr(request, "viewing_as", None)
    if agency is None:
        return {}
    reference = request.resolver_match.kwargs.get("reference") if request.resolver_match else None
    out = reverse("who_can_read", args=[reference]) if reference else reverse("home")
    return {"viewing_as": agency, "way_out": out}
