"""Versions of a reply: each as it was, what it changed, and the receipt of each that was sent."""

from django.http import Http404

from cases.models import AgencyRequest
from cases.views.frame import refuse_what_was_set_aside
from findings import versioning, whole_reply
from findings.models import ReplyVersion
from findings.views.pages import show
from findings.views.replies import for_staff
from panelportal.kit import access, printing
from panelportal.kit.access import Can
from panelportal.kit.trail import record_read


def version(request, reference, number):
    """Show a version to its agency, and to casework where it was sent, with what it changed of the one before."""
    part, is_staff, found = _fetch(request, reference, number)
    record_read("reply read", about=part.reference, by=request.user)
    earlier = versioning.before(found, only_sent=is_staff)
    shown = {
        "version": found,
        "is_staff": is_staff,
        "earlier": earlier,
        "changes": versioning.changes_since(earlier, found),
        "cards": [{"title": card.title, "rows": card.rows} for card in whole_reply.from_data(found.parts)],
    }
    return show(request, "version", part, **shown, **(for_staff(part) if is_staff else {}))


def receipt(request, reference, number):
    """Give the receipt of a version as a PDF, or a page that says that it is being made."""
    part, _, found = _fetch(request, reference, number)
    if found.receipt is None:
        raise Http404("This version was not sent, so it has no receipt.")
    record_read("reply read", about=part.reference, by=request.user)
    return printing.respond(request, found.receipt)


def _fetch(request, reference, number):
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    refuse_what_was_set_aside(request.user, part)
    is_staff = access.may(request.user, Can.READ, AgencyRequest)
    versions = ReplyVersion.objects.for_list().filter(request=part, number=number)
    found = (versions.sent() if is_staff else versions).first()
    if found is None:
        raise Http404("This reply has no such version.")
    return part, is_staff, found
