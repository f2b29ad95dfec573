"""How many messages wait to be read, where each side looks for them."""

from django.urls import reverse

from cases import messaging
from cases.models import Side
from cases.steps import counted
from panelportal.kit.due import DueTag


def link_for_casework(request, part):
    """Return the link from the inspectorate's page of a request to its messages, or None before it was sent."""
    if part.sent_at is None:
        return None
    url = reverse("cases:messages", args=[part.case.reference, part.agency.slug])
    return _link("Messages with this agency", url, Side.INSPECTORATE, part)


def link_for_agency(request, part):
    """Return the link from the agency's page of its request to its messages."""
    url = reverse("cases:conversation", args=[part.reference])
    return _link("Messages with HM Inspectorate of Probation", url, Side.AGENCY, part)


def tag_of(count):
    """Return the tag for so many unread messages, or None when there are none."""
    return DueTag(counted(count, "unread message"), "yellow") if count else None


def _link(text, url, side, part):
    unread = messaging.unread_by(side, [part]).get(part.pk, 0)
    return {"text": text, "url": url, "unread": tag_of(unread)}
