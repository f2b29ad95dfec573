"""Signing in as people do it: the address, the code from the mail, the second step."""

import re

from django.core import mail

from panelportal.kit import letters


def ask_for_code(client, email, wanted="/"):
    return client.post(f"/sign-in/?next={wanted}", {"email": email, "next": wanted})


def newest_code():
    while letters.deliver_due():
        pass
    bodies = [message.body for message in mail.outbox if message.subject == "Your sign-in code"]
    return re.search(r"\b\d{6}\b", bodies[-1])[0]


def enter_code(client, person, wanted="/"):
    """Come as far as the code from the mail leads. Returns the answer to it."""
    asked = ask_for_code(client, person.email, wanted)
    return client.post(asked.url, {"code": newest_code()})


def sign_in(client, person, app, wanted="/"):
    """Sign in with both steps. Returns the answer to the second."""
    led = enter_code(client, person, wanted)
    assert led.url == "/sign-in/second-step/"
    return client.post(led.url, {"code": app.code()})


def mails(subject):
    while letters.deliver_due():
        pass
    return [message for message in mail.outbox if message.subject == subject]
