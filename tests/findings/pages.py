"""What the agency's pages are sent in these tests, and how their answers are read."""

import re

SEARCHED = {
    "systems_searched": "Niche\nPolice National Computer",
    "archives": "not-held",
    "identifiers": ["none"],
    "checked_by_role": "Disclosure officer",
    "checked_on_day": "17",
    "checked_on_month": "3",
    "checked_on_year": "2025",
    "records_secured": "yes",
    "version": "0",
}
NOT_KNOWN = SEARCHED | {"outcome": "not-known"}
INVOLVED = SEARCHED | {"outcome": "involved"}
INVOLVEMENT = {
    "service": "Neighbourhood policing",
    "nature": "Visits each month, and two arrests.",
    "began_on_day": "1",
    "began_on_month": "3",
    "began_on_year": "2024",
    "still_involved": "on",
    "version": "0",
}
EVENT = {
    "precision": "exact",
    "on_day": "14",
    "on_month": "6",
    "on_year": "2024",
    "at": "2:30pm",
    "kind": "not-shared",
    "unshared_kinds": ["probation-region"],
    "what": "The new address was recorded and not passed on.",
    "why_it_mattered": "Others kept visiting the old address.",
    "source": "Duty log, entry of 14 June 2024",
    "version": "0",
}
POINT = {
    "kind": "should-improve",
    "what": "The recall notice reached the force two days late.",
    "why": "It went to a mailbox that nobody reads at weekends.",
    "would_help": "One mailbox for recalls, read every day.",
    "level": "across-agencies",
    "touches": ["prison"],
    "acted": "planned",
    "planned_how": "A rota from June.",
    "release": "panel",
    "version": "0",
}
ME = {"who": "me", "version": "0"}
SEND = {"is_agreed": "on", "agreed_by_role": "Detective superintendent"}


def page(part, name=""):
    """Return the address of a page of a request."""
    return f"/requests/{part.reference}/{f'{name}/' if name else ''}"


def post(client, part, name, data):
    """Send a form of a request and return the answer, without following it."""
    return client.post(page(part, name), data)


def text_of(response):
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
