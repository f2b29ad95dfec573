"""Signing in through one's own organisation, against a real provider on this machine."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from agencies import single_sign_on
from agencies.models import User
from panelportal import providers
from panelportal.kit.models import Letter, TrailEntry
from tests.agencies.signing import ask_for_code
from tests.factories.authenticator import App
from tests.oidc import provider

PRIYA = "priya.police@northshire-police.example.org"
PEOPLE = {
    "priya": {"email": PRIYA, "email_verified": True},
    "PRIYA": {"email": PRIYA.upper(), "email_verified": True},
    "with-mfa": {"email": PRIYA, "email_verified": True, "amr": ["pwd", "otp"]},
    "unverified": {"email": PRIYA, "email_verified": False},
    "no-claim": {"email": PRIYA},
    "impostor": {"email": "leda.lead@inspectorate.example.org", "email_verified": True},
    "unknown": {"email": "new.officer@northshire-police.example.org", "email_verified": True},
}


@pytest.fixture(scope="module")
def issuer():
    with provider.running(PEOPLE, portal="http://testserver") as address:
        yield address


@pytest.fixture
def sso(db, settings, issuer):
    """Set the portal up for the provider; called with more of its entry."""

    def configure(**more):
        provider.configure(settings, provider.entry(issuer, **more))

    configure()
    return configure


def _come_back(login, *, client=None, wanted="/"):
    """Ask for the address, sign in at the provider as somebody, come back. Returns the answer and the browser."""
    client = client or Client()
    led = ask_for_code(client, PRIYA, wanted)
    return client.get(provider.walk(led.url, login)), client


def _reason():
    return TrailEntry.objects.get(act="sign-in refused").facts["reason"]


def test_an_address_of_the_domain_is_led_to_the_provider_known_or_not(cast, sso, issuer):
    known, unknown = (ask_for_code(Client(), f"{name}@{provider.DOMAIN}") for name in ("priya.police", "nobody"))

    for led in (known, unknown):
        asked = parse_qs(urlsplit(led.url).query)
        assert led.url.startswith(f"{issuer}/auth?")
        assert asked["redirect_uri"] == [f"http://testserver/sign-in/organisation/{provider.DOMAIN}/"]
        assert asked["code_challenge_method"] == ["S256"]
    assert not Letter.objects.exists()


def test_an_address_of_another_domain_gets_a_code(cast, sso):
    assert ask_for_code(Client(), cast.health.email).url == "/sign-in/code/?next=%2F"


def test_a_verified_person_of_the_directory_is_signed_in_and_lands_on_the_page(cast, sso):
    landed, client = _come_back("priya", wanted="/panels/")

    assert landed.url == "/panels/"
    assert client.session["_auth_user_id"] == str(cast.police.pk)
    assert client.get("/panels/").status_code == 200
    assert TrailEntry.objects.filter(act="signed in", about=f"person:{cast.police.pk}").count() == 1


def test_capitals_in_the_address_make_no_difference(cast, sso):
    _, client = _come_back("PRIYA")

    assert client.session["_auth_user_id"] == str(cast.police.pk)


@pytest.mark.parametrize(
    ("login", "reason"),
    [
        ("unverified", "address not verified by single sign-on"),
        ("no-claim", "address not verified by single sign-on"),
        ("impostor", "address of another domain from single sign-on"),
        ("unknown", "unknown address from single sign-on"),
    ],
)
def test_others_are_refused_alike_and_nobody_is_entered(cast, sso, login, reason):
    people = User.objects.count()

    page, client = _come_back(login)

    assert page.status_code == 403
    assert "You are not signed in" in page.content.decode()
    assert PEOPLE[login]["email"] not in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert (_reason(), User.objects.count()) == (reason, people)


@pytest.mark.parametrize("query", ["?code=forged&state=forged", "?state=forged", "", "?error=access_denied&state=x"])
def test_a_forged_state_is_refused(cast, sso, query):
    page = Client().get(f"/sign-in/organisation/{provider.DOMAIN}/{query}")

    assert page.status_code == 403
    assert _reason() == "single sign-on failed"


def test_an_answer_for_one_browser_does_not_sign_in_another(cast, sso):
    led = ask_for_code(Client(), PRIYA)
    back = provider.walk(led.url, "priya")

    other = Client()

    assert other.get(back).status_code == 403
    assert "_auth_user_id" not in other.session


def test_an_answer_works_once(cast, sso):
    client = Client()
    led = ask_for_code(client, PRIYA)
    back = provider.walk(led.url, "priya")

    first, again = client.get(back), client.get(back)

    assert (first.status_code, again.status_code) == (302, 403)


def test_a_provider_that_is_not_configured_does_not_exist(cast, sso):
    assert Client().get("/sign-in/organisation/evil.example.com/?code=x&state=y").status_code == 404


def test_a_persons_own_second_factor_is_asked_after_it(cast, sso):
    App.of(cast.police)

    led, client = _come_back("with-mfa")

    assert led.url == "/sign-in/second-step/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("login", "counts"), [("with-mfa", True), ("priya", False)])
def test_a_factor_shown_elsewhere_counts_only_when_the_setting_and_the_provider_say_so(cast, sso, login, counts):
    sso(second_factor=True)

    _, client = _come_back(login)

    assert ("factor" in client.session) is counts


def test_the_policy_of_forms_names_the_provider(cast, sso, issuer):
    assert f"form-action 'self' {issuer};" in Client().get("/sign-in/").headers["Content-Security-Policy"] + ";"


@pytest.mark.parametrize(
    ("said", "claims"),
    [
        ({"id_token": {"sub": "1", "email": "a"}, "userinfo": {"sub": "1", "email": "b"}}, {"sub": "1", "email": "a"}),
        ({"id_token": {"sub": "1"}, "userinfo": {"sub": "2", "email": "b"}}, {}),
        ({"userinfo": {"sub": "2", "email": "b"}}, {}),
        ({}, {}),
    ],
)
def test_both_answers_of_a_provider_are_about_one_person(said, claims):
    assert single_sign_on._claims(said) == claims


ONE = provider.entry("https://idp.example.org")


@pytest.mark.parametrize(
    ("found", "is_right"),
    [
        ([], True),
        ([ONE], True),
        ([ONE | {"second_factor": True}], True),
        ([ONE | {"second_factor": "yes"}], False),
        ([ONE, ONE | {"domain": ONE["domain"].upper()}], False),
        ([ONE | {"server_url": "http://idp.example.org"}], False),
        ([{key: value for key, value in ONE.items() if key != "secret"}], False),
        ([ONE | {"domain": ""}], False),
        ({"domain": "x"}, False),
        (["x"], False),
    ],
)
def test_the_setting_is_refused_when_it_is_wrong(found, is_right):
    assert providers.are_right(found) is is_right
