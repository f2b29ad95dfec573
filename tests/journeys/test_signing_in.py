"""Signing in, in a browser: an app, a passkey, a lost factor, one's own organisation, and a session that runs out."""

import pytest

from tests.journeys.walking import Person
from tests.oidc import provider

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DEVICE = {  # what Chromium's virtual authenticator is
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _leaves(person):
    person.press("Sign out")
    assert person.heading == "You are signed out"


def test_an_app_a_recovery_code_and_a_second_person_when_both_are_lost(walker, cast_live):
    lead, colleague = walker.person(cast_live.lead), walker.person(cast_live.other_lead)
    lead.sign_in("/reviews/")  # new: terms, then the app
    _leaves(lead)
    lead.sign_in("/reviews/")  # with a code of the app

    _leaves(lead)
    lead.app, codes = None, lead.codes
    lead.open("/reviews/")
    lead.say_who()
    lead.follow("I cannot use my second step")
    lead.fill("Recovery code", codes[0])
    lead.press("Continue")
    assert lead.heading == "SFO reviews"

    _leaves(lead)
    lead.open("/reviews/")
    lead.say_who()
    lead.follow("I cannot use my second step")
    lead.press("Ask to be called back")
    lead.reads("We have asked a colleague to call you back")

    colleague.take_mail("Call a colleague back")
    colleague.reads(cast_live.lead.name, "Call them back on a number that you knew before today")
    colleague.press("Reset their second step")
    colleague.agree("I called this person back on a number known before today, and they asked for this")
    colleague.press("Reset their second step")

    lead.sets_up = False
    lead.open("/reviews/")
    lead.say_who()
    assert lead.heading == "Set up a second step"


def test_a_passkey_is_added_and_lets_in(walker, cast_live):
    lead = walker.person(cast_live.lead)
    lead.sets_up = False
    _give_device(lead)
    lead.open("/reviews/")
    lead.say_who()

    lead.follow("Passkey or security key")
    lead.fill("Name for this passkey or key", "Work laptop")
    lead.press("Add it now")
    lead.press("I have kept my codes")
    assert lead.heading == "SFO reviews"

    _leaves(lead)
    lead.open("/reviews/")
    lead.say_who()
    lead.press("Use your passkey or security key")
    assert lead.heading == "SFO reviews"
    lead.open("/account/security/")
    lead.reads("Passkey or security key: Work laptop", "This device")


def test_people_of_the_police_sign_in_through_their_own_organisation(walker, cast_live, settings):
    known = {"priya": {"email": cast_live.police.email, "email_verified": True}}
    with provider.running(known, portal=walker.portal) as issuer:
        provider.configure(settings, provider.entry(issuer))
        police = walker.person(cast_live.police)
        police.open("/panels/")
        police.fill("Email address", cast_live.police.email)
        police.page.get_by_role("button", name="Continue").click()
        police.page.get_by_label("User name").fill("priya")
        police.press("Sign in")

    assert police.heading == "Before you start"
    police.agree("I accept these terms and will keep what I read here confidential")
    police.press("Accept and continue")
    assert police.path == "/panels/"


def test_a_warning_comes_before_the_end_and_what_was_typed_returns_after_it(walker, cast_live):
    health = walker.person(cast_live.health)
    health.page.clock.install()
    health.sign_in("/account/change/")
    health.fill("Job title", "Head of learning")
    warning = health.page.get_by_role("dialog", name="You are about to be signed out")

    health.page.clock.fast_forward("25:30")
    assert "in 5 minutes" in warning.inner_text()
    warning.get_by_role("button", name="Stay signed in").click()
    warning.wait_for(state="hidden")
    health.page.clock.fast_forward("25:30")
    warning.wait_for(state="visible")
    _run_out(cast_live.health)
    with health.page.expect_navigation():
        health.page.clock.fast_forward("05:00")

    assert health.heading == "Sign in"
    health.say_who()
    assert health.heading == "Your session ended before this was sent"
    health.reads("Head of learning")
    health.press("Send it now")
    assert health.heading == "Your details"
    health.reads("Head of learning")


def _give_device(person: Person):
    session = person.page.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def _run_out(person):
    """Let a person's session have rested for an hour, on the server: its clock is not the browser's."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    for kept in Session.objects.all():
        session = SessionStore(kept.session_key)
        if session.get("_auth_user_id") == str(person.pk):
            session["seen"] -= 3600
            session.save()
