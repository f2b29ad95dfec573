import sys
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError

from panelportal.kit import bounces, clock, inbound, letters
from panelportal.kit.letter_words import message_id
from panelportal.kit.models import Letter, TrailEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_templates")]

ADDRESS = "priya@police.example.org"


@pytest.fixture
def came_back():
    """What an app was told about letters that came back; `options` are those of its kind of letter."""
    told = []
    return SimpleNamespace(told=told, options={"on_bounce": lambda letter: told.append((letter.about, letter.status))})


@pytest.fixture
def sent(postbox, ring, came_back):
    """A letter that was taken by the mail server."""
    postbox.start()
    ring("A bell", about="REQ-2026-0001", options=came_back.options)
    letters.deliver_due()
    return Letter.objects.get()


def report(letter, *, action="failed", returned="message/rfc822", kind="delivery-status", message_id=None):
    """Build what a mail server sends back when it cannot deliver: a report of RFC 3464, as Postfix writes it."""
    message_id = message_id or letter.message_id
    parts = [
        "Content-Type: text/plain\n\nYour message could not be delivered to one or more recipients.\n",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {letter.to_email}\nAction: {action}\nStatus: 5.1.1\n",
    ]
    if returned:
        parts.append(f"Content-Type: {returned}\n\nMessage-ID: {message_id}\nSubject: {letter.subject}\n\nBody\n")
    return (
        "From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered Mail Returned to Sender\n"
        f"In-Reply-To: {message_id}\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type={kind}; boundary="=-report"\n\n'
        + "".join(f"--=-report\n{part}\n" for part in parts)
        + "--=-report--\n"
    ).encode()


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "551 user not local", "552 5.2.2 mailbox full"])
def test_an_address_that_is_refused_for_good_bounces_at_once(postbox, ring, came_back, answer):
    postbox.start()
    postbox.refuses[ADDRESS] = answer
    letter = ring("One", about="REQ-2026-0001", options=came_back.options)
    ring("Two", to="b@x.example", options=came_back.options)

    sent = [letters.deliver_due(), letters.deliver_due()]

    letter.refresh_from_db()
    assert (sent, letter.status, letter.attempts, letter.leased_until) == ([1, 0], "bounced", 0, None)
    assert letter.failure == answer
    assert came_back.told == [("REQ-2026-0001", "bounced")]
    assert TrailEntry.objects.get(act="letter bounced").about == "REQ-2026-0001"


@pytest.mark.parametrize("answer", ["450 try later", "554 5.7.1 relay access denied"])
def test_a_refusal_that_may_pass_or_is_about_us_is_tried_again(postbox, ring, came_back, answer):
    postbox.start()
    postbox.refuses[ADDRESS] = answer
    letter = ring("One", options=came_back.options)

    letters.deliver_due()

    letter.refresh_from_db()
    assert (letter.status, letter.attempts, came_back.told) == ("waiting", 1, [])


def test_a_bounce_that_its_app_cannot_take_is_tried_again(postbox, ring):
    def fail(letter):
        raise RuntimeError("the app failed")

    postbox.start()
    postbox.refuses[ADDRESS] = "550 no such user"
    letter = ring("One", options={"on_bounce": fail})

    letters.deliver_due()

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("waiting", 1)
    assert not TrailEntry.objects.filter(act="letter bounced").exists()


def test_a_bounced_letter_whose_text_is_not_kept_loses_it(postbox, ring):
    postbox.start()
    postbox.refuses[ADDRESS] = "550 no such user"
    letter = ring("One", options={"keep_text": False})

    letters.deliver_due()

    letter.refresh_from_db()
    assert (letter.status, letter.text, letter.html) == ("bounced", "", "")


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers", ""])
def test_a_report_of_failed_delivery_marks_the_letter_it_is_about(sent, came_back, returned):
    taken = [inbound.take_in(report(sent, returned=returned)) for _ in range(2)]

    sent.refresh_from_db()
    assert (taken, sent.status) == ([sent, None], "bounced")
    assert came_back.told == [("REQ-2026-0001", "bounced")]


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delayed"},
        {"action": "delivered"},
        {"kind": "disposition-notification"},
        {"message_id": "<somebody.elses@mail.example.org>"},
        {"message_id": f"<{'0' * 40}@hmip.example.org>"},
    ],
)
def test_a_report_of_anything_else_marks_nothing(sent, came_back, changes):
    assert inbound.take_in(report(sent, **changes)) is None

    sent.refresh_from_db()
    assert (sent.status, came_back.told) == ("sent", [])


def test_only_a_letter_that_was_sent_lately_can_come_back(sent, came_back):
    with clock.at(clock.now() + timedelta(days=31)):
        assert inbound.take_in(report(sent)) is None

    Letter.objects.update(status="stopped")
    assert inbound.take_in(report(sent)) is None
    assert not bounces.mark_bounced(sent, because="late")
    assert came_back.told == []


def _hostile(sent):
    good = report(sent)
    head = b"Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n"
    yield b""
    yield b"\xff\xfe\x00" * 1000
    yield good + b"x" * inbound.MOST_BYTES
    yield head * 5000
    yield b"Content-Type: message/rfc822\n\n" * 20_000
    yield b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(5000))
    yield b"Content-Type: multipart/report; report-type*0*=%ZZ; boundary=a\n\n--a--"
    yield b"Content-Type: multipart/report; boundary*" + b"9" * 5000 + b"*=x; report-type=delivery-status\n\n"
    yield head + b"--a\nContent-Type: message/delivery-status\n\n"
    yield head + b"--a\nContent-Type: text/rfc822-headers\nContent-Transfer-Encoding: base64\n\n%%%\n--a--"
    yield good.replace(b"Action: failed", b"Action: \xff\xfe")
    yield good.split(b"--=-report")[0]


def test_mail_that_is_made_to_harm_marks_nothing_and_raises_nothing(sent, mailoutbox):
    assert [inbound.take_in(raw) for raw in _hostile(sent)] == [None] * len(list(_hostile(sent)))

    sent.refresh_from_db()
    assert (sent.status, mailoutbox) == ("sent", [])


def test_a_mail_server_pipes_mail_into_a_command_that_says_nothing(sent, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(report(sent))))

    call_command("take_in_mail")

    sent.refresh_from_db()
    assert (sent.status, capsys.readouterr().out) == ("bounced", "")


def test_while_the_database_is_away_the_mail_server_is_to_pipe_it_again(monkeypatch):
    def away(raw):
        raise OperationalError

    monkeypatch.setattr(inbound, "take_in", away)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(b"x")))

    with pytest.raises(SystemExit) as stopped:
        call_command("take_in_mail")

    assert stopped.value.code == 75


def test_nobody_outside_can_work_out_the_message_id_of_a_letter(sent, settings):
    settings.SECRET_KEY = "another secret, which somebody outside would have to guess" * 2

    assert message_id(sent.key) != sent.message_id


def test_a_report_that_names_many_letters_is_a_guess(sent, came_back):
    guesses = "".join(f"<{number:040x}@hmip.example.org> " for number in range(10))

    assert inbound.take_in(report(sent, message_id=guesses + sent.message_id)) is None
    assert came_back.told == []
