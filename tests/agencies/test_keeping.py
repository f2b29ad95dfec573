from datetime import timedelta

import pytest
from django.test import Client

from agencies import keeping
from agencies.models import KeptForm
from panelportal.kit import clock
from tests.agencies.signing import enter_code
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db
TYPED = {"name": "Westvale Homes", "kind": "housing", "area": "Westvale <b>", "mailbox": ""}
TO = "/directory/add/"


@pytest.fixture
def too_late(cast):
    """A coordinator who sends a form after the session has ended. Their browser, and where it was led."""
    client = signed_in(cast.coordinator)
    with clock.at(clock.now() + timedelta(minutes=61)):
        led = client.post(TO, TYPED | {"once": "abc"})
    return client, led


def _one():
    return KeptForm.objects.get()


def test_what_is_sent_too_late_is_kept_and_the_way_back_leads_to_it(too_late):
    client, led = too_late

    assert led.url == "/sign-in/?next=%2Funsent%2F&ended=idle"
    assert "_auth_user_id" not in client.session
    assert "Westvale" not in _one().sealed


def test_its_author_sees_it_after_signing_in_and_nothing_was_sent_by_itself(cast, too_late):
    client = signed_in(cast.coordinator)

    page = client.get("/unsent/").content.decode()

    assert "Your session ended before this was sent" in page
    assert '<input type="hidden" name="name" value="Westvale Homes">' in page
    assert "Westvale &lt;b&gt;" in page
    assert "abc" not in page
    assert not cast.landlord.__class__.objects.filter(name="Westvale Homes").exists()


def test_sending_it_now_sends_the_same_form_to_where_it_was_going_once(cast, too_late):
    client, path = signed_in(cast.coordinator), f"/unsent/{_one().pk}/"

    sent = client.post(path, TYPED)
    again = client.post(path, TYPED)

    assert (sent.status_code, sent.url) == (307, TO)
    assert again.status_code == 404
    assert client.post(sent.url, TYPED).url == "/directory/westvale-homes/"
    assert client.get("/unsent/").context["kept"] == []


def test_thrown_away_it_is_gone(cast, too_late):
    signed_in(cast.coordinator).post(f"/unsent/{_one().pk}/", {"throw-away": "1"})

    assert not KeptForm.objects.exists()


def test_nobody_else_sees_or_sends_it(cast, too_late):
    other = signed_in(cast.lead)

    assert other.get("/unsent/").context["kept"] == []
    assert other.post(f"/unsent/{_one().pk}/", TYPED).status_code == 404
    assert KeptForm.objects.count() == 1


def test_after_an_hour_it_is_gone(cast, too_late):
    with clock.at(_one().kept_at + timedelta(hours=1)):
        assert keeping.kept_of(cast.coordinator) == []
        assert keeping.take(cast.coordinator, pk=_one().pk) is None
        assert keeping.sweep() == 1


def test_a_form_of_another_site_is_not_kept(cast):
    client = signed_in(cast.coordinator, enforce_csrf_checks=True)

    with clock.at(clock.now() + timedelta(minutes=61)):
        led = client.post(TO, TYPED)

    assert led.url == "/sign-in/?next=%2F&ended=idle"
    assert not KeptForm.objects.exists()


def test_a_form_of_ours_carries_a_token_and_is_kept(cast):
    client = signed_in(cast.coordinator, enforce_csrf_checks=True)
    client.get(TO)
    token = client.cookies["csrf"].value

    with clock.at(clock.now() + timedelta(minutes=61)):
        client.post(TO, TYPED | {"csrfmiddlewaretoken": token})

    assert dict(keeping.kept_of(cast.coordinator)[0].fields) == TYPED


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/account/security/app/", [("code", "123456")]),
        ("/sign-in/code/", [("code", "123456")]),
        ("/directory/add/", [("name", "  ")]),
        ("/directory/add/", [("csrfmiddlewaretoken", "token"), ("once", "token")]),
        ("/directory/add/", [("name", "x" * 300_000)]),
        ("/" + "x" * 300, [("name", "Westvale")]),
    ],
)
def test_codes_empty_forms_and_what_is_too_long_are_not_kept(cast, path, fields):
    assert keeping.keep(cast.police, path=path, fields=fields) is None
    assert not KeptForm.objects.exists()


def test_of_one_person_five_are_kept(cast):
    for number in range(7):
        keeping.keep(cast.police, path=f"/{number}/", fields=[("text", "typed")])

    assert [kept.path for kept in keeping.kept_of(cast.police)] == ["/6/", "/5/", "/4/", "/3/", "/2/"]


@pytest.mark.parametrize(
    "path", ["https://evil.example.com/", "//evil.example.com/", "\\\\evil.example.com", "javascript:1"]
)
def test_a_page_cannot_name_another_site_as_where_its_form_goes(cast, path):
    signed_in(cast.police).post("/unsent/keep/", {"kept-path": path, "text": "typed"})

    assert not KeptForm.objects.exists()


def test_a_button_without_text_leads_back_to_its_page(cast):
    client = signed_in(cast.coordinator)

    with clock.at(clock.now() + timedelta(minutes=61)):
        led = client.post("/stay-signed-in/", headers={"Referer": "http://testserver/reviews/?page=2"})

    assert led.url == "/sign-in/?next=%2Freviews%2F&ended=idle"


def test_signing_in_leads_to_what_was_kept(cast):
    client = Client()
    enter_code(client, cast.police)
    with clock.at(clock.now() + timedelta(minutes=31)):
        led = client.post("/account/change/", {"job_title": "Sergeant"})

    assert enter_code(client, cast.police, "/unsent/").url == "/unsent/"
    assert led.url.startswith("/sign-in/?next=%2Funsent%2F")
    assert "Sergeant" in client.get("/unsent/").content.decode()


@pytest.mark.parametrize(
    "path", ["/a\0b", "/a\r\nb", "//evil.example.org/", "/\\evil.example.org", "https://evil.example.org"]
)
def test_what_goes_to_no_page_of_ours_is_not_kept(cast, path):
    signed_in(cast.police).post("/unsent/keep/", {"kept-path": path, "job_title": "Sergeant"})

    assert not KeptForm.objects.exists()


def test_a_kept_date_is_shown_as_one_answer_and_what_nobody_typed_is_not_shown(cast, client_of):
    typed = [("until_day", "30"), ("until_month", "11"), ("until_year", "2026"), ("because", "Ill"), ("version", "77")]
    keeping.keep(cast.police, path="/requests/REQ-2026-0001/more-time/", fields=typed)

    page = client_of(cast.police).get("/unsent/").content.decode()

    shown = page.partition("govuk-summary-list")[2].partition("<form")[0]
    assert "30 11 2026" in shown
    assert "Until day" not in shown
    assert "77" not in shown
