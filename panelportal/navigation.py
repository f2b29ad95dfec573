"""What stands around every page: the navigation of this person's roles, for whom they act, the marking."""

from django.conf import settings
from django.urls import reverse

from agencies.role_names import CASEWORK, Role
from agencies.roles import roles_of
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
    ("Audit log", "audit", {Role.AUDITOR, Role.LEAD}),
)


def around_every_page(request):
    """Return the context of base.html."""
    user = getattr(request, "user", None)
    around = {"marking": settings.PORTAL_MARKING, "portal_demo": settings.PORTAL_DEMO, **whom_to_ask()}
    if user is None or not user.is_authenticated:
        return around
    live = list(user.memberships.live().select_related("agency"))
    held = roles_of(user)
    around["acting_for"] = ", ".join(sorted({membership.agency.name for membership in live}))
    around["navigation"] = [
        {"text": text, "url": reverse(name), "current": _is_here(request.path, reverse(name))}
        for text, name, roles in PLACES
        if roles is None or held & roles
    ]
    return around


def _is_here(path, url):
    return path == url if url == "/" else path.startswith(url)
