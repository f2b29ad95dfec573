from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from django.core.mail import BadHeaderError, get_connection

from panelportal.kit import mime
from panels import calendar
from tests.kit.postbox import Postbox

TEXT = "The panel meets at 10am BST on Tuesday 15 July 2025.\nSign in: https://learning.example.org/ – Ŵŷ £\n"
HTML = "<p>The panel meets at 10am BST on Tuesday 15 July 2025.</p><p>Ŵŷ £ " + "x" * 1200 + "</p>\n"
MEETING = calendar.Entry(
    uid="3f9c2a51d7e84b06a1c5e2f7d9b80413@learning.example.org",
    sequence=1,
    dtstamp=datetime(2025, 4, 28, 8, 15, 30, tzinfo=UTC),
    starts_at=datetime(2025, 7, 15, 9, 0, tzinfo=UTC),
    ends_at=datetime(2025, 7, 15, 11, 30, tzinfo=UTC),
    summary="Panel meeting MLP-2025-07",
    location="Neuadd y Sir, Caernarfon: ystafell Ŵyn",
    description="Sign in to see the agenda.\nDo not reply with case information.",
    url="https://learning.example.org/panels/MLP-2025-07/",
    organizer_name="HM Inspectorate of Probation",
    organizer_email="panels@example.org",
    attendee_name="Siân Ŵyn Владимир",
    attendee_email="sian@police.example.org",
)
LETTER = {
    "subject": "Learning panel, 15 July 2025: MLP-2025-07",
    "text": TEXT,
    "html": HTML,
    "from_email": "HM Inspectorate of Probation <panels@example.org>",
    "to": "sian@police.example.org",
    "message_id": "<5b2e@example.org>",
}


@pytest.fixture
def postbox():
    box = Postbox()
    box.start()
    yield box
    box.stop()


@pytest.fixture
def send(postbox):
    """Send through Django's SMTP backend and parse what the server got."""

    def send_letter(**parts):
        mail = mime.build(**{**LETTER, **parts})
        mail.connection = get_connection(
            "django.core.mail.backends.smtp.EmailBackend",
            host="127.0.0.1",
            port=postbox.port,
            username="",
            password="",
            use_tls=False,
            use_ssl=False,
        )
        assert mail.send() == 1
        return message_from_bytes(postbox.received[-1].content, policy=policy.default)

    return send_letter


def structure(message):
    """The types of the parts, nested as the message nests them."""
    if not message.is_multipart():
        return message.get_content_type()
    return {message.get_content_type(): [structure(part) for part in message.iter_parts()]}


def part(message, content_type):
    (found,) = [part for part in message.walk() if part.get_content_type() == content_type]
    return found


@pytest.mark.parametrize(("make", "method"), [(calendar.request, "REQUEST"), (calendar.cancel, "CANCEL")])
def test_an_invitation_arrives_in_the_structure_that_shows_answer_buttons(send, make, method):
    message = send(calendar=make(MEETING), method=method)

    assert structure(message) == {
        "multipart/mixed": [
            {"multipart/alternative": ["text/plain", "text/html", "text/calendar"]},
            "application/ics",
        ]
    }


@pytest.mark.parametrize(("make", "method"), [(calendar.request, "REQUEST"), (calendar.cancel, "CANCEL")])
def test_the_calendar_arrives_byte_for_byte_in_both_places(send, make, method):
    data = make(MEETING)

    message = send(calendar=data, method=method)

    assert part(message, "text/calendar").get_payload(decode=True) == data
    assert part(message, "application/ics").get_payload(decode=True) == data


@pytest.mark.parametrize(("make", "method"), [(calendar.request, "REQUEST"), (calendar.cancel, "CANCEL")])
def test_the_calendar_part_names_its_charset_and_method_once(send, make, method):
    found = part(send(calendar=make(MEETING), method=method), "text/calendar")

    assert sorted(found.items()) == [
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Type", f'text/calendar; charset="utf-8"; method="{method}"'),
        ("MIME-Version", "1.0"),
    ]


def test_the_copy_is_a_file_to_open(send):
    found = part(send(calendar=calendar.request(MEETING), method="REQUEST"), "application/ics")

    assert found["Content-Disposition"] == 'attachment; filename="invite.ics"'
    assert found["Content-Transfer-Encoding"] == "base64"


def test_a_letter_without_a_calendar_has_text_and_html_only(send):
    assert structure(send()) == {"multipart/alternative": ["text/plain", "text/html"]}


def test_text_arrives_as_it_was_written_in_any_script(send, postbox):
    message = send(subject="Panel pack ready – Ŵŷ: MLP-2025-07")

    assert message["Subject"] == "Panel pack ready – Ŵŷ: MLP-2025-07"
    assert part(message, "text/plain").get_content().replace("\r\n", "\n") == TEXT
    assert part(message, "text/html").get_content().replace("\r\n", "\n") == HTML
    assert part(message, "text/plain")["Content-Type"] == 'text/plain; charset="utf-8"'
    assert postbox.received[-1].content.isascii()
    assert max(len(line) for line in postbox.received[-1].content.split(b"\r\n")) <= 78


def test_a_letter_goes_to_one_address_from_the_team(send, postbox):
    message = send(headers={"Auto-Submitted": "auto-generated"})

    assert postbox.received[-1].rcpt_tos == ["sian@police.example.org"]
    assert postbox.received[-1].mail_from == "panels@example.org"
    assert message["From"] == "HM Inspectorate of Probation <panels@example.org>"
    assert message["To"] == "sian@police.example.org"
    assert message["Message-ID"] == "<5b2e@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert {"Cc", "Bcc", "Reply-To", "Sender"}.isdisjoint(message.keys())


def test_a_letter_that_is_sent_again_is_the_same(send, postbox):
    again = {
        "calendar": calendar.request(MEETING),
        "method": "REQUEST",
        "headers": {"Date": "Mon, 28 Apr 2025 08:15:30 -0000"},
    }

    send(**again)
    send(**again)

    assert postbox.received[0].content == postbox.received[1].content


@pytest.mark.parametrize("subject", ["Panel\r\nBcc: other@example.org", "Panel\nX: y", "Panel\ry"])
def test_a_subject_with_a_line_break_is_refused(send, postbox, subject):
    with pytest.raises(BadHeaderError, match="Header values can't contain newlines"):
        send(subject=subject)
    assert postbox.received == []


def test_a_calendar_without_a_method_is_refused():
    with pytest.raises(ValueError, match="A calendar entry and its method come together"):
        mime.build(**LETTER, calendar=calendar.request(MEETING))


def test_a_method_without_a_calendar_is_refused():
    with pytest.raises(ValueError, match="A calendar entry and its method come together"):
        mime.build(**LETTER, method="REQUEST")


@pytest.mark.parametrize("make", [calendar.cancel, calendar.download])
def test_a_method_other_than_the_one_in_the_calendar_is_refused(make):
    with pytest.raises(ValueError, match="does not have the method 'REQUEST'"):
        mime.build(**LETTER, calendar=make(MEETING), method="REQUEST")
