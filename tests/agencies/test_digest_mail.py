"""One digest by a real mail server: what arrives, once."""

from datetime import date
from email import message_from_bytes, policy

import pytest

from agencies import chasing, duties
from panelportal.kit import letters
from tests.agencies import chased
from tests.agencies.chased import ask, at
from tests.factories.people import the_cast
from tests.kit.postbox import Postbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def postbox(settings):
    box = Postbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield box
    box.stop()


def test_a_digest_arrives_once_with_what_is_still_due(db, monkeypatch, postbox):
    chased.declare(monkeypatch)
    with at(date(2026, 1, 5)):
        cast = the_cast()
    for number in range(3):
        ask(cast, f"REQ-2026-000{number}")
    with at(date(2026, 11, 24)):
        chasing.chase()
        letters.deliver_due()  # the mail server is down

    with at(date(2026, 11, 25)):
        postbox.start()
        duties.settle("answer", about="REQ-2026-0001", by=cast.police)
        chasing.chase()
        letters.deliver_due()
        letters.deliver_due()

    (taken,) = postbox.received
    message = message_from_bytes(taken.content, policy=policy.default)
    text = message.get_body(("plain",)).get_content()
    assert (taken.rcpt_tos, message["Subject"]) == ([cast.police.email], "Reminder: 2 things that are due")
    assert [f"REQ-2026-000{number}" in text for number in range(3)] == [True, False, True]
    assert "Do not reply with case information." in text
