"""What the calendar of each person invited is told: when, where and a reference, nothing of any case."""

import secrets
import unicodedata
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from panels.calendar import BARE_ADDRESS, Entry

ORGANIZER = "HM Inspectorate of Probation"
DESCRIPTION = (
    "Reply by the link in the email that brought this entry. "
    "Joining details are shown after you have replied that you will attend. "
    "Do not add details of a case to this entry."
)


def new_uid():
    """Return the identity of an entry: 128 random bits at the portal's own domain."""
    return f"{secrets.token_hex(16)}@{urlsplit(settings.PORTAL_URL).hostname}"


def entry_of(invitation):
    """Return the calendar entry of an invitation as it stands.

    Its address is the panel's page, which asks who is there: an entry may
    stand in a shared calendar, where a reply link would let others answer.
    """
    meeting = invitation.meeting
    reference = meeting.panel.reference
    return Entry(
        uid=invitation.uid,
        sequence=invitation.sequence,
        dtstamp=invitation.dtstamp,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=f"Panel meeting {reference}",
        location=meeting.place,
        description=DESCRIPTION,
        url=settings.PORTAL_URL + reverse("panels:panel", args=[reference]),
        organizer_name=ORGANIZER,
        organizer_email=settings.PORTAL_TEAM_EMAIL,
        attendee_name=invitation.addressee,
        attendee_email=invitation.address,
    )


def can_be_invited(email):
    """Tell whether an address can stand in a calendar entry that the panel team sends."""
    return bool(BARE_ADDRESS.fullmatch(email)) and email.casefold() != settings.PORTAL_TEAM_EMAIL.casefold()


def on_one_line(text):
    """Return a text without line breaks and control characters, which no entry may hold."""
    return " ".join("".join(" " if unicodedata.category(one) == "Cc" else one for one in text).split())
