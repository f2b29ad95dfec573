"""Letters: mail written inside a verb, sent by the worker, and asked at that moment whether it is still due.

Each kind has its three templates in `templates/letters/<kind>.{subject.txt,txt,html}`.
A letter is a bell: it carries a reference and a deadline, never a name of
a person on probation, an offence or a list of agencies (`docs/screens.md` 4.2).
"""

import hashlib
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.template.loader import render_to_string

from panelportal.kit import clock, mime
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.trail import record, verb

log = logging.getLogger("portal.letters")

LEASE = timedelta(minutes=5)
BATCH_PAUSE = timedelta(minutes=2)
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=4)
MOST_ATTEMPTS = 40  # with the waits below about six days, so that no long weekend loses a letter
LONGEST_SUBJECT = 60


def always_due(letter):
    """Tell that a letter is due whatever has happened since it was written."""
    return True


@dataclass(frozen=True)
class Kind:
    """A kind of letter, as an app declares it when it is ready."""

    name: str
    still_due: callable = always_due
    first_in_line: bool = False
    keep_text: bool = True


@dataclass(frozen=True)
class Calendar:
    """A calendar part: its bytes and its method, REQUEST or CANCEL."""

    data: bytes
    method: str


_kinds = {}


def kind(name, **options):
    """Declare a kind of letter. `still_due(letter)` is asked when the letter is about to leave."""
    _kinds[name] = Kind(name, **options)


def write(name, *, key, to, context, about="", calendar=None, lane="", pause=timedelta(0)):
    """Write a letter into the outbox, inside a verb. Returns it, or the one that the key already has.

    `key` is unique for the event; the recipient is added to it. `to` is a
    person with `email`, or an address. Letters of one `lane` leave in the
    order in which they were written. `pause` keeps a batch back, so that it
    can still be stopped. Raises KeyError for a kind that no app declared.
    """
    declared = _kinds[name]
    email = getattr(to, "email", to)
    now = clock.now()
    unique = f"{name}:{key}:{hashlib.sha256(email.lower().encode()).hexdigest()[:32]}"
    parts = _render(name, {**context, "portal": settings.PORTAL_URL, "team": _team(), "to": to})
    letter, _ = Letter.objects.get_or_create(
        key=unique,
        defaults={
            **parts,
            "kind": name,
            "about": about,
            "to_email": email,
            "to_label": str(to),
            "calendar": calendar.data if calendar else None,
            "method": calendar.method if calendar else "",
            "lane": lane,
            "first_in_line": declared.first_in_line,
            "keep_text": declared.keep_text,
            "written_at": now,
            "not_before": now + pause,
            "message_id": _message_id(unique),
        },
    )
    return letter


def deliver_due(limit=100):
    """Send the letters whose turn has come, first those first in line. Returns how many were sent.

    Each is leased by one conditional update, asked whether it is still
    due, sent, and marked. A crash between sending and marking sends it
    again with the same Message-ID, never another. One that cannot leave
    does not keep the others.
    """
    waiting = Letter.objects.waiting(clock.now()).in_turn().order_by("-first_in_line", "pk")
    keys = list(waiting.values_list("pk", flat=True)[:limit])
    connection = get_connection()
    try:
        return sum(_deliver(pk, connection) for pk in keys)
    finally:
        _hang_up(connection)


@verb
def stop(letter, *, by):
    """Stop a letter that still waits. Returns whether it was in time."""
    stopped = Letter.objects.filter(pk=letter.pk, status=LetterStatus.WAITING, leased_until__isnull=True).update(
        status=LetterStatus.STOPPED
    )
    if stopped:
        record("letter stopped", about=letter.about, by=by, letter=letter.pk)
    return bool(stopped)


def message(letter):
    """Return the mail message of a letter, the same bytes whenever it is built once it was sent."""
    return mime.build(
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=letter.to_email,
        message_id=letter.message_id,
        headers={"Date": format_datetime(letter.sent_at or clock.now())},
        calendar=bytes(letter.calendar) if letter.calendar else None,
        method=letter.method,
    )


def _deliver(pk, connection):
    letter = _lease(pk)
    if letter is None:
        return False
    try:
        still_due = _kinds[letter.kind].still_due(letter)
        if still_due:
            _send(letter, connection)
    except Exception as failure:  # the network, a header, an app's question: the next letter must leave all the same
        _hang_up(connection)  # what is left of the connection would refuse the next letter, too
        _try_later(letter, failure)
        return False
    if not still_due:
        _finish(letter, status=LetterStatus.STOPPED)
        return False
    kept = {} if letter.keep_text else {"text": "", "html": ""}
    _finish(letter, status=LetterStatus.SENT, sent_at=clock.now(), failure="", **kept)
    return True


def _send(letter, connection):
    connection.open()  # does nothing when it is open; otherwise each letter would have a connection of its own
    mail = message(letter)
    mail.connection = connection
    mail.send()


def _hang_up(connection):
    with suppress(OSError):
        connection.close()


def _lease(pk):
    now = clock.now()
    with transaction.atomic():
        leased = Letter.objects.filter(pk=pk).waiting(now).update(leased_until=now + LEASE)
        return Letter.objects.get(pk=pk) if leased else None


def _try_later(letter, failure):
    attempts = letter.attempts + 1
    wait = min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY)
    log.warning("letter %s could not leave (attempt %s): %s", letter.pk, attempts, type(failure).__name__)
    _finish(
        letter,
        status=LetterStatus.FAILED if attempts >= MOST_ATTEMPTS else LetterStatus.WAITING,
        attempts=attempts,
        failure=f"{type(failure).__name__}: {failure}"[:300],
        not_before=clock.now() + wait,
    )


def _finish(letter, **changes):
    Letter.objects.filter(pk=letter.pk).update(leased_until=None, **changes)


def _render(name, context):
    subject = " ".join(render_to_string(f"letters/{name}.subject.txt", context).split())
    if len(subject) > LONGEST_SUBJECT:
        raise ValueError(f"The subject of a letter has {LONGEST_SUBJECT} characters at most: {subject}")
    return {
        "subject": subject,
        "text": render_to_string(f"letters/{name}.txt", context).strip() + "\n",
        "html": render_to_string(f"letters/{name}.html", context),
    }


def _team():
    return {"email": settings.PORTAL_TEAM_EMAIL, "phone": settings.PORTAL_TEAM_PHONE}


def _message_id(unique):
    domain = settings.PORTAL_TEAM_EMAIL.rpartition("@")[2]
    return f"<{hashlib.sha256(unique.encode()).hexdigest()[:40]}@{domain}>"
