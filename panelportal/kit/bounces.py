"""Letters that come back: refused by the recipient's mail server for good, when they leave or later by mail."""

from panelportal.kit.letter_kinds import declared
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.trail import record, verb

LONGEST_REASON = 300


def is_for_good(refused):
    """Tell whether a mail server said that no letter can ever reach the recipients (smtplib's SMTPRecipientsRefused).

    Such is any answer of the 5 hundreds, but for 5.7: that is about the
    sender and its rights (RFC 3463, section 3.8), which somebody here mends,
    so that the letter is tried again.
    """
    answers = refused.recipients.values()
    return bool(answers) and all(500 <= code < 600 and not _text(said).startswith("5.7.") for code, said in answers)


def words_of(refused):
    """Return what the mail server said, such as "550 5.1.1 no such user"."""
    return "; ".join(f"{code} {_text(said)}" for code, said in refused.recipients.values())


@verb
def mark_bounced(letter, *, because):
    """Mark a letter as bounced, and let the app of its kind do what follows. Returns whether it was news.

    It is not sent again. A letter that was stopped, or has bounced before, stays as it is.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.status not in (LetterStatus.WAITING, LetterStatus.SENT):
        return False
    letter.status, letter.leased_until, letter.failure = LetterStatus.BOUNCED, None, because[:LONGEST_REASON]
    if not letter.keep_text:
        letter.text = letter.html = ""
    letter.save(update_fields=["status", "leased_until", "failure", "text", "html"])
    record("letter bounced", about=letter.about, by=None, letter=letter.pk)
    declared[letter.kind].on_bounce(letter)
    return True


def _text(said):
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
