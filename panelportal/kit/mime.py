"""Mail messages as they leave: text, HTML, and in an invitation the calendar entry that brings answer buttons."""

import hashlib
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.mime.nonmultipart import MIMENonMultipart

from django.core.mail import EmailMultiAlternatives

CALENDAR_FILE = "invite.ics"

# Without this, Django sends text as 8-bit lines, which some mail servers on the way refuse or rewrite.
UTF8_IN_7BIT = Charset("utf-8")
UTF8_IN_7BIT.body_encoding = QP


class CalendarEmail(EmailMultiAlternatives):
    """A message that may carry a calendar entry, and whose parts do not change from one building to the next.

    The entry is the last alternative, because Outlook and Gmail offer their
    answer buttons only for a calendar part in that place, and once more an
    attachment for programs that only open files. The attachment is
    application/ics: two parts of type text/calendar are shown twice.
    """

    encoding = UTF8_IN_7BIT

    def attach_calendar(self, calendar, method):
        """Attach the bytes of a calendar entry. Raises ValueError unless the entry itself has that method."""
        if f"\r\nMETHOD:{method}\r\n".encode() not in calendar:
            raise ValueError(f"The calendar entry does not have the method {method!r} with which it is sent.")
        self.attach_alternative(calendar, f"text/calendar; method={method}")
        self.attach(CALENDAR_FILE, calendar, "application/ics")

    def message(self):
        """Return the message. The same letter has the same boundaries each time, so a letter sent again is the same."""
        message = super().message()
        multiparts = [part for part in message.walk() if part.is_multipart()]
        for place, part in enumerate(multiparts):
            part.set_boundary(f"=_{place}_{hashlib.sha256(message['Message-ID'].encode()).hexdigest()[:32]}")
        return message

    def _create_mime_attachment(self, content, mimetype):
        # Django would name the charset twice and turn the CRLF of the calendar into LF.
        kind, _, method = mimetype.partition("; method=")
        if kind != "text/calendar":
            return super()._create_mime_attachment(content, mimetype)
        part = MIMENonMultipart("text", "calendar", charset="utf-8", method=method)
        part.set_payload(content)
        encode_base64(part)
        return part


def build(*, subject, text, html, from_email, to, message_id, headers=None, calendar=None, method=""):
    """Return the message of a letter to one address, ready to send.

    `calendar` is the bytes of an entry (`panels.calendar`) and `method` the
    one inside it: mail whose two methods differ is dropped by receivers.
    Raises ValueError when one comes without the other or they differ;
    sending raises BadHeaderError when a header holds a line break.
    """
    if bool(calendar) != bool(method):
        raise ValueError("A calendar entry and its method come together.")
    mail = CalendarEmail(
        subject=subject,
        body=text,
        from_email=from_email,
        to=[to],
        headers={**(headers or {}), "Message-ID": message_id},
    )
    mail.attach_alternative(html, "text/html")
    if calendar:
        mail.attach_calendar(calendar, method)
    return mail
