"""Invitations as they reach a real mail server."""

from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from panelportal.kit import letters
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panels import inviting
from tests.factories import panels as make
from tests.kit.postbox import Postbox


@pytest.fixture
def mail_server(settings):
    postbox = Postbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox.port
    postbox.start()
    yield postbox
    postbox.stop()


@pytest.fixture
def panel(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    Letter.objects.exclude(about=panel.reference).delete()
    return panel


def deliver_all():
    sent = 0
    while Letter.objects.filter(status=LetterStatus.WAITING).exists():
        sent += letters.deliver_due()
    return sent


def mail_to(mail_server, person):
    mine = [envelope for envelope in mail_server.received if envelope.rcpt_tos == [person.email]]
    return [message_from_bytes(envelope.content, policy=policy.default) for envelope in mine]


def parts(message, content_type):
    return [part for part in message.walk() if part.get_content_type() == content_type]


def entry_in(message):
    """Return the method of the mail, that of its calendar, and the event."""
    (part,) = parts(message, "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    (event,) = calendar.walk("VEVENT")
    return part["Content-Type"].params["method"], str(calendar["METHOD"]), event


def test_an_invitation_arrives_with_text_link_and_an_entry_that_offers_answers(cast, panel, mail_server):
    assert deliver_all() == 4
    (message,) = mail_to(mail_server, cast.police)

    day = panel.meeting.starts_at
    assert message["Subject"] == f"Learning panel, {day.day} {day:%B %Y}: {panel.reference}"
    assert message["To"] == cast.police.email
    assert message["Cc"] is None
    (text,) = parts(message, "text/plain")
    assert f"http://testserver/rsvp/{make.invitation_of(panel, cast.police).token}/" in text.get_content()
    of_mail, of_calendar, event = entry_in(message)
    assert (of_mail, of_calendar) == ("REQUEST", "REQUEST")
    assert event["DTSTART"].dt == panel.meeting.starts_at
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert str(event["ATTENDEE"]) == f"mailto:{cast.police.email}"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    (copy,) = parts(message, "application/ics")
    assert Calendar.from_ical(copy.get_content()) == Calendar.from_ical(
        parts(message, "text/calendar")[0].get_content()
    )


def test_invitation_move_and_cancellation_arrive_in_order_as_one_entry(cast, panel, mail_server):
    deliver_all()
    make.set_meeting(panel, cast, **make.meeting_times(days_ahead=30))
    deliver_all()
    inviting.cancel(panel, because="x", by=cast.coordinator)
    deliver_all()

    entries = [entry_in(message) for message in mail_to(mail_server, cast.police)]

    assert [(of_mail, of_calendar, event["SEQUENCE"]) for of_mail, of_calendar, event in entries] == [
        ("REQUEST", "REQUEST", 0),
        ("REQUEST", "REQUEST", 1),
        ("CANCEL", "CANCEL", 2),
    ]
    assert len({str(event["UID"]) for *_, event in entries}) == 1
    assert len({str(event["ORGANIZER"]) for *_, event in entries}) == 1
    assert len({message["From"] for message in mail_to(mail_server, cast.police)}) == 1


def test_what_was_overtaken_before_it_left_is_not_sent(cast, panel, mail_server):
    make.set_meeting(panel, cast, place="County Hall")
    assert deliver_all() == 4

    assert [entry_in(message)[2]["SEQUENCE"] for message in mail_to(mail_server, cast.police)] == [1]
    stopped = Letter.objects.filter(status=LetterStatus.STOPPED)
    assert {letter.kind for letter in stopped} == {"panel-invitation"}
    assert len(stopped) == 4


def test_a_panel_cancelled_before_anything_left_sends_nothing(cast, panel, mail_server):
    inviting.cancel(panel, because="x", by=cast.coordinator)

    assert deliver_all() == 0
    assert mail_server.received == []
