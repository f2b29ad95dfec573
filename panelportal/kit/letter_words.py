"""The words of a letter: its three templates, printed for one recipient, and what marks it in the mail."""

import hashlib

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

LONGEST_SUBJECT = 60


def render(name, *, to, context):
    """Return subject, text and html of a kind of letter. Raises ValueError when the subject is too long."""
    context = {**context, "portal": settings.PORTAL_URL, "team": _team(), "to": to}
    subject = " ".join(render_to_string(f"letters/{name}.subject.txt", context).split())
    if len(subject) > LONGEST_SUBJECT:
        raise ValueError(f"The subject of a letter has {LONGEST_SUBJECT} characters at most: {subject}")
    return {
        "subject": subject,
        "text": render_to_string(f"letters/{name}.txt", context).strip() + "\n",
        "html": render_to_string(f"letters/{name}.html", context),
    }


def letter_key(name, key, to):
    """Return the key by which an event has one letter of a kind to a recipient, whatever capitals the address has."""
    address = getattr(to, "email", to).lower()
    return f"{name}:{key}:{hashlib.sha256(address.encode()).hexdigest()[:32]}"


def message_id(key):
    """Return the Message-ID of the letter with a key: the same however often it leaves.

    It is made with the portal's secret: whoever could work it out could forge a report that the letter came back.
    """
    domain = settings.PORTAL_TEAM_EMAIL.rpartition("@")[2]
    mark = salted_hmac("panelportal.kit.letter_words", key, algorithm="sha256").hexdigest()[:40]
    return f"<{mark}@{domain}>"


def _team():
    return {"email": settings.PORTAL_TEAM_EMAIL, "phone": settings.PORTAL_TEAM_PHONE}
