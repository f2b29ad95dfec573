import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from panelportal.kit import clock, letters
from panelportal.kit.models import Letter, TrailEntry
from tests.factories.authenticator import App
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db


def _ask_for_code(client, email, wanted="/"):
    return client.post(f"/sign-in/?next={wanted}", {"login": email, "email": email, "next": wanted})


def _code():
    letters.deliver_due()
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def test_a_person_signs_in_with_the_code_and_lands_on_the_page_they_wanted(client, cast):
    asked = _ask_for_code(client, cast.police.email, "/panels/")
    entered = client.post(asked.url, {"code": _code()})

    assert (asked.status_code, entered.status_code, entered.url) == (302, 302, "/panels/")
    assert client.session["_auth_user_id"] == str(cast.police.pk)
    assert TrailEntry.objects.filter(act="signed in", about=f"person:{cast.police.pk}").count() == 1


def test_the_code_goes_first_in_line_and_its_text_is_not_kept(client, cast):
    _ask_for_code(client, cast.police.email)
    code = _code()

    letter = Letter.objects.get(kind="sign-in-code")
    assert (letter.first_in_line, letter.status, letter.text, letter.html) == (True, "sent", "", "")
    assert code not in letter.subject


def test_a_code_that_would_come_too_late_is_not_sent(client, cast):
    _ask_for_code(client, cast.police.email)

    with clock.at(clock.now() + timedelta(minutes=15)):
        letters.deliver_due()

    assert (Letter.objects.get(kind="sign-in-code").status, mail.outbox) == ("stopped", [])


def test_an_unknown_address_gets_the_same_pages_and_no_mail(cast):
    known, unknown = (_ask_for_code(Client(), email) for email in (cast.police.email, "nobody@example.org"))
    letters.deliver_due()

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mail.outbox] == [[cast.police.email]]


def test_a_wrong_code_says_how_to_go_on(client, cast):
    asked = _ask_for_code(client, cast.police.email)
    wrong = "000000" if _code() != "000000" else "111111"

    page = client.post(asked.url, {"code": wrong})

    assert "Code is wrong. Check the most recent email, or send a new code." in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_nobody_is_led_to_another_site(client, cast):
    asked = _ask_for_code(client, cast.police.email, "https://evil.example.com/")
    entered = client.post(asked.url, {"code": _code()})

    assert entered.url == "/"


def test_a_newcomer_accepts_the_terms_once_and_then_lands_on_the_page(cast):
    cast.police.terms_version = ""
    cast.police.save()
    client = signed_in(cast.police)

    help_page = client.get("/help/")
    led = client.get("/panels/?page=2")
    refused = client.post(led.url, {"next": "/panels/?page=2"})
    accepted = client.post(led.url, {"next": "/panels/?page=2", "agreed": "on"})

    assert help_page.status_code == 200
    assert led.url == "/terms/?next=%2Fpanels%2F%3Fpage%3D2"
    assert "Tick the box to accept the terms" in refused.content.decode()
    assert accepted.url == "/panels/?page=2"
    cast.police.refresh_from_db()
    assert cast.police.terms_accepted_at is not None


def test_a_session_ends_after_half_an_hour_without_use_and_an_hour_at_the_inspectorate(client, cast):
    def after(person, minutes):
        asked = _ask_for_code(client, person.email)
        client.post(asked.url, {"code": _code()})
        if person == cast.inspector:
            client.post("/sign-in/second-step/", {"code": app.code()})
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            answer = client.get("/")
        client.logout()
        return answer.status_code

    app = App.of(cast.inspector)

    assert [after(cast.police, 29), after(cast.police, 31)] == [200, 302]
    assert [after(cast.inspector, 59), after(cast.inspector, 61)] == [200, 302]


def test_signing_out_clears_what_the_browser_kept(cast):
    client = signed_in(cast.police)

    left = client.post("/sign-out/", follow=True)

    assert left.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/").status_code == 302
