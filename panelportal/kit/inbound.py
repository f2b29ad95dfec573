"""Mail that comes in: reports that a letter of ours could not be delivered (RFC 3464). All else is left unread.

Whatever stands in such a mail was written by a stranger. Nothing of it is
carried out, shown or answered; it is searched for the Message-ID of a letter
that we did send, and only that letter is marked.
"""

import logging
import re
from datetime import timedelta
from email import policy
from email.parser import BytesHeaderParser, BytesParser

from panelportal.kit import bounces, clock
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus

log = logging.getLogger("portal.inbound")

MOST_BYTES = 2_000_000
MOST_PARTS = 20  # the parser goes into each part that holds others, and would go too deep
MOST_NAMED = 5  # Message-IDs that one report can be about: more would be guesses
COMES_BACK_WITHIN = timedelta(days=30)
OUR_MESSAGE_ID = re.compile(r"<[0-9a-f]{40}@[^<>\s]{1,150}>")
BECAUSE = "A report came back by mail that it could not be delivered."


def take_in(raw):
    """Mark the letter that a report of failed delivery is about. Returns it, or None when the mail is none."""
    report = _report(raw)
    if report is None or not _says_failed(report):
        return None
    since = clock.now() - COMES_BACK_WITHIN
    sent = Letter.objects.filter(status=LetterStatus.SENT, sent_at__gte=since)
    letter = sent.filter(message_id__in=_message_ids(report)).first()
    if letter is None or not bounces.mark_bounced(letter, because=BECAUSE):
        return None
    log.info("letter %s came back", letter.pk)
    return letter


def _report(raw):
    """Return the mail as a message when it is a delivery report that is safe to parse, else None."""
    lowered = raw.lower()
    if len(raw) > MOST_BYTES or lowered.count(b"boundary") + lowered.count(b"message/") > MOST_PARTS:
        return None
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(raw)
        kind = message.get_param("report-type", "")
    except (ValueError, LookupError, RecursionError):  # a header that is made to break the parser
        return None
    is_report = message.get_content_type() == "multipart/report" and message.is_multipart()
    return message if is_report and str(kind).lower() == "delivery-status" else None


def _says_failed(report):
    statuses = [part for part in report.get_payload() if part.get_content_type() == "message/delivery-status"]
    blocks = [block for part in statuses if part.is_multipart() for block in part.get_payload()]
    return any(str(block.get("Action", "")).strip().lower() == "failed" for block in blocks)


def _message_ids(report):
    """Return what may be the Message-ID of the letter: of what was sent back, or of what the report answers."""
    returned = [str(headers.get("Message-ID", "")) for headers in _returned(report)]
    named = " ".join(filter(None, returned)) or str(report.get("In-Reply-To", ""))
    return OUR_MESSAGE_ID.findall(named)[:MOST_NAMED]


def _returned(report):
    for part in report.get_payload():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            yield part.get_payload()[0]
        elif part.get_content_type() == "text/rfc822-headers":
            yield BytesHeaderParser(policy=policy.compat32).parsebytes(part.get_payload(decode=True) or b"")
