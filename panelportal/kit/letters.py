"""Letters: mail written inside a verb, sent by the worker, and asked at that moment whether it is still due.

Each kind has its three templates in `templates/letters/<kind>.{subject.txt,txt,html}`.
A letter is a bell: it carries a reference and a deadline, never a name of
a person on probation, an offence or a list of agencies (`docs/screens.md` 4.2).
"""

import logging
from contextlib import suppress
from datetime import timedelta
from email.utils import format_datetime
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import F

from panelportal.kit import bounces, clock, mime
from panelportal.kit.letter_kinds import Calendar as Calendar
from panelportal.kit.letter_kinds import Kind as Kind
from panelportal.kit.letter_kinds import declared as _kinds
from panelportal.kit.letter_kinds import kind as kind
from panelportal.kit.letter_words import letter_key, message_id, render
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.trail import record, verb

log = logging.getLogger("portal.letters")

LEASE = timedelta(minutes=5)
BATCH_PAUSE = timedelta(minutes=2)
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=4)
MOST_ATTEMPTS = 40  # with the waits below about six days, so that no long weekend loses a letter


def write(name, *, key, to, context, about="", calendar=None, lane="", pause=timedelta(0)):
    """Write a letter into the outbox, inside a verb. Returns it, or the one that the key already has.

    `key` is unique for the event; the recipient is added to it. `to` is a
    person with `email`, or an address. Letters of one `lane` leave in the
    order in which they were written. `pause` keeps a batch back, so that it
    can still be stopped. Raises KeyError for a kind that no app declared.
    """
    written = _written(name, key, to, context, about, pause)
    if calendar:
        written |= {"calendar": calendar.data, "method": calendar.method}
    letter, _ = Letter.objects.get_or_create(key=written.pop("key"), defaults={**written, "lane": lane})
    return letter


def write_many(name, *, key, entries, pause=timedelta(0)):
    """Write one letter of an event to each of many people, in few queries.

    `entries` are (to, context, about). Returns the letters that the event
    now has for them, by address in small letters.
    """
    letters = [Letter(**_written(name, key, to, context, about, pause)) for to, context, about in entries]
    Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=200)
    written = of_event(name, key=key, to=[to for to, _, _ in entries])
    return {letter.to_email.lower(): letter for letter in written}


def of_event(name, *, key, to=None):
    """Return the letters of a kind that were written with a key: to everybody, or to these recipients."""
    if to is None:
        return Letter.objects.filter(kind=name, key__startswith=f"{name}:{key}:")
    return Letter.objects.filter(key__in=[letter_key(name, key, one) for one in to])


def deliver_due(limit=100):
    """Send the letters whose turn has come, first those first in line. Returns how many were sent.

    Each is leased by one conditional update, asked whether it is still
    due, sent, and marked. A crash between sending and marking sends it
    again with the same Message-ID, never another; that it may be a repeat
    stands on the letter and in the trail. One that cannot leave does not
    keep the others.
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


@verb
def stop_event(name, *, key, by, only=None):
    """Stop the letters of an event that still wait, or `only` some. Returns the primary keys of those in time."""
    waiting = of_event(name, key=key).filter(status=LetterStatus.WAITING, leased_until__isnull=True)
    if only is not None:
        waiting = waiting.filter(pk__in=[letter.pk for letter in only])
    in_time = list(waiting.select_for_update().values_list("pk", flat=True))
    Letter.objects.filter(pk__in=in_time).update(status=LetterStatus.STOPPED)
    record("letters stopped", about=key[:60], by=by, kind=name, letters=len(in_time))
    return in_time


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
            _renew(letter)
            if not _send(letter, connection):
                return False
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


def _renew(letter):
    renew = _kinds[letter.kind].renew
    if renew:
        parts = render(letter.kind, to=letter.to_label, context=renew(letter))
        Letter.objects.filter(pk=letter.pk).update(**parts)
        letter.subject, letter.text, letter.html = parts["subject"], parts["text"], parts["html"]


def _send(letter, connection):
    connection.open()  # does nothing when it is open; otherwise each letter would have a connection of its own
    mail = message(letter)
    mail.connection = connection
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        if not bounces.is_for_good(refused):
            raise
        bounces.mark_bounced(letter, because=bounces.words_of(refused))
        return False
    return True


def _hang_up(connection):
    with suppress(OSError):
        connection.close()


def _lease(pk):
    now = clock.now()
    free = Letter.objects.filter(pk=pk).waiting(now)
    if free.filter(leased_until=None).update(leased_until=now + LEASE):
        return Letter.objects.get(pk=pk)
    return _take_over(pk, now=now)


@verb
def _take_over(pk, *, now):
    """Lease a letter whose lease ran out, since the worker that had it was killed. Returns None when another has it."""
    lost = Letter.objects.filter(pk=pk, leased_until__lte=now).waiting(now)
    if not lost.update(leased_until=now + LEASE, leases_lost=F("leases_lost") + 1):
        return None
    letter = Letter.objects.get(pk=pk)
    record("letter sent again after a stop", about=letter.about, by=None, letter=letter.pk, times=letter.leases_lost)
    return letter


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


def _written(name, key, to, context, about, pause):
    declared = _kinds[name]
    now, unique = clock.now(), letter_key(name, key, to)
    return {
        **render(name, to=to, context=context),
        "key": unique,
        "kind": name,
        "about": about,
        "to_email": getattr(to, "email", to),
        "to_label": str(to),
        "first_in_line": declared.first_in_line,
        "keep_text": declared.keep_text,
        "written_at": now,
        "not_before": now + pause,
        "message_id": message_id(unique),
    }
