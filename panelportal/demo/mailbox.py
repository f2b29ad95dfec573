"""Where the demonstration's mail goes: a folder instead of a mail server."""

import re
from email import policy
from email.parser import BytesParser

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from panelportal.kit import clock

_NAME = re.compile(r"\A[0-9]{20}\.eml\Z")


def folder():
    """Return the folder of kept mail, beside that of the files."""
    return settings.PORTAL_FILES.parent / "portal.mail"


class KeptMail(BaseEmailBackend):
    """Keeps each message as the bytes that would have been sent."""

    def send_messages(self, messages):
        folder().mkdir(parents=True, exist_ok=True)
        for message in messages:
            _free_path().write_bytes(message.message().as_bytes())
        return len(messages)


def kept():
    """Return the kept messages, newest first, as (name, parsed message)."""
    paths = sorted(folder().glob("*.eml"), reverse=True) if folder().exists() else []
    return [(path.stem, _parse(path)) for path in paths]


def one(name):
    """Return one kept message by its name, or None."""
    path = folder() / f"{name}.eml"
    return _parse(path) if _NAME.match(path.name) and path.exists() else None


def text_of(message):
    """Return the plain text of a message."""
    body = message.get_body(preferencelist=("plain",))
    return body.get_content() if body else ""


def calendar_of(message):
    """Return the calendar part of a message as text, or an empty text."""
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return parts[0].get_content() if parts else ""


def _free_path():
    stamp = int(clock.now().timestamp() * 1_000_000)
    while (folder() / f"{stamp:020}.eml").exists():
        stamp += 1
    return folder() / f"{stamp:020}.eml"


def _parse(path):
    return BytesParser(policy=policy.default).parsebytes(path.read_bytes())
