import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from agencies import second_factor
from agencies.models import Duty
from panelportal.kit import clock
from panelportal.kit.models import ReadEntry, TrailEntry
from tests.agencies.signing import enter_code, mails, sign_in
from tests.factories import learning
from tests.factories.authenticator import App, recovery_codes_of
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db
CHANGED = "Check a change to your sign-in"
ALWAYS = ("inspector", "lead", "coordinator", "auditor", "sfo_team", "reviewer")


def _refusals():
    return list(TrailEntry.objects.filter(act="sign-in refused").values_list("about", "facts"))


def _set_up(client):
    """Set up an app as the page tells. Returns it."""
    page = client.get("/account/security/app/")
    app = App(page.context["form"].secret)
    client.post("/account/security/app/", {"code": app.code()})
    return app


# ---- who needs one -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALWAYS)
def test_staff_set_up_a_second_factor_at_their_first_sign_in_before_any_page_with_data(cast, name):
    client = Client()
    enter_code(client, getattr(cast, name))

    answers = {path: client.get(path) for path in ("/", "/panels/", "/account/", "/account/security/", "/unsent/")}

    assert {answer.status_code for answer in answers.values()} == {302}
    assert all(answer.url.startswith("/account/security/set-up/?next=") for answer in answers.values())


def test_agencies_work_with_the_code_alone_until_they_read_what_others_wrote(cast):
    issued = learning.issued_report(cast)
    client = Client()
    enter_code(client, cast.police)

    work = client.get("/")
    read = client.get(f"/learning-reports/{issued.reference}/")

    assert work.status_code == 200
    assert read.url == f"/account/security/set-up/?next=%2Flearning-reports%2F{issued.reference}%2F"
    assert not ReadEntry.objects.filter(what="learning report read").exists()


def test_what_an_agency_may_not_read_is_not_found_rather_than_kept_behind_a_factor(cast):
    issued = learning.issued_report(cast)
    client = Client()
    enter_code(client, cast.housing)

    answers = {client.get(f"/learning-reports/{name}/").status_code for name in (issued.reference, "LR-2026-99")}

    assert answers == {404}


def test_the_setting_asks_everyone(cast, settings):
    settings.PORTAL_SECOND_FACTOR = "everyone"
    client = Client()
    enter_code(client, cast.police)

    assert client.get("/").url == "/account/security/set-up/?next=%2F"


def test_terms_come_before_the_factor(cast):
    cast.lead.terms_version = ""
    cast.lead.save()
    client = Client()
    enter_code(client, cast.lead)

    assert client.get("/").url == "/terms/?next=%2F"


# ---- setting up and using an app ---------------------------------------------------------------------


def test_setting_up_an_app_shows_recovery_codes_once_and_goes_on_to_the_page_that_was_wanted(cast):
    client = Client()
    enter_code(client, cast.lead)
    client.get(client.get("/reviews/").url)
    before = client.session.session_key

    _set_up(client)
    codes = client.get("/account/security/codes/").context["codes"]
    file = client.get("/account/security/codes/file/")
    kept = client.post("/account/security/codes/")

    assert len(set(codes)) == 10
    assert file.content.decode().split() == codes
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert kept.url == "/reviews/"
    assert client.get("/reviews/").status_code == 200
    assert client.get("/account/security/codes/").context["codes"] == []
    assert client.get("/account/security/codes/file/").status_code == 404
    assert client.session.session_key != before
    assert [message.to for message in mails(CHANGED)] == [[cast.lead.email]]
    assert TrailEntry.objects.filter(act="second factor added", about=f"person:{cast.lead.pk}").count() == 1


def test_secrets_are_sealed_in_the_database(cast):
    client = signed_in(cast.lead)
    app = _set_up(client)

    kept = [str(factor.data) for factor in Authenticator.objects.filter(user=cast.lead)]

    assert len(kept) == 2
    assert not any(app.secret in data for data in kept)


def test_a_wrong_code_sets_up_nothing(cast):
    client = signed_in(cast.lead)
    client.get("/account/security/app/")

    page = client.post("/account/security/app/", {"code": "000000"})

    assert "Code is wrong or was used before" in page.content.decode()
    assert not second_factor.is_enrolled(cast.lead)


def test_the_second_step_lets_in_and_lands_on_the_page(cast):
    app, client = App.of(cast.lead), Client()

    landed = sign_in(client, cast.lead, app, "/reviews/")

    assert landed.url == "/reviews/"
    assert client.get("/reviews/").status_code == 200


def test_between_the_steps_nobody_is_signed_in(cast):
    App.of(cast.lead)
    client = Client()

    enter_code(client, cast.lead)

    assert "_auth_user_id" not in client.session
    assert client.get("/reviews/").status_code == 302


def test_a_code_works_once_even_while_the_app_still_shows_it(cast):
    app = App.of(cast.lead)
    code = app.code()
    first, second = Client(), Client()
    enter_code(first, cast.lead)
    enter_code(second, cast.lead)

    entered = first.post("/sign-in/second-step/", {"code": code})
    again = second.post("/sign-in/second-step/", {"code": code})

    assert (entered.status_code, again.status_code) == (302, 200)
    assert "Code is wrong or was used before" in again.content.decode()
    assert "_auth_user_id" not in second.session
    assert _refusals() == [(f"person:{cast.lead.pk}", {"reason": "second factor"})]


def test_a_code_of_the_app_is_spent_for_good_not_for_30_seconds(cast):
    app = App.of(cast.lead)
    factor = Authenticator.objects.get(user=cast.lead, type="totp")
    code = app.code()

    assert [second_factor.spend(factor, code=code) for _ in range(2)] == [True, False]


def test_a_code_of_somebody_else_does_not_let_in(cast):
    App.of(cast.lead)
    others, client = App.of(cast.other_lead), Client()
    enter_code(client, cast.lead)

    page = client.post("/sign-in/second-step/", {"code": others.code()})

    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_code_that_set_up_an_app_does_not_sign_in(cast):
    client = signed_in(cast.lead)
    client.get("/account/security/app/")
    app = App(client.session["mfa.totp.secret"])
    code = app.code()
    client.post("/account/security/app/", {"code": code})
    other = Client()
    enter_code(other, cast.lead)

    assert other.post("/sign-in/second-step/", {"code": code}).status_code == 200


def test_five_wrong_codes_close_the_door_for_a_while_even_to_the_right_one(cast):
    app, client = App.of(cast.lead), Client()
    enter_code(client, cast.lead)

    for _ in range(5):
        client.post("/sign-in/second-step/", {"code": "000000"})
    page = client.post("/sign-in/second-step/", {"code": app.code()})

    assert "Too many attempts" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_person_is_told_when_they_get_in_after_failures(cast):
    app, client = App.of(cast.lead), Client()
    enter_code(client, cast.lead)
    for _ in range(3):
        client.post("/sign-in/second-step/", {"code": "000000"})

    client.post("/sign-in/second-step/", {"code": app.code()})

    told = mails(CHANGED)
    assert "3 attempts with a wrong code" in told[0].body
    assert len(told) == 1


def test_a_wrong_recovery_code_is_told_where_it_was_typed_with_the_way_to_a_second_person(cast):
    App.of(cast.lead)
    client = Client()
    enter_code(client, cast.lead)
    asked = client.get("/sign-in/no-second-step/").content.decode()
    sent_to = re.search(r'action="([^"]*recovery)"', asked)[1]

    wrong, empty = (client.post(sent_to, {"code": code}).content.decode() for code in ("00000000", ""))

    for page in (wrong, empty):
        assert "<title>Error: You cannot use your second step" in page
        assert "Recovery code" in page
        assert 'action="/sign-in/no-second-step/"' in page
    let_in = client.post(sent_to, {"code": recovery_codes_of(cast.lead)[0]})
    assert (let_in.status_code, client.get("/").status_code) == (302, 200)


def test_a_recovery_code_lets_in_once(cast):
    App.of(cast.lead)
    code = recovery_codes_of(cast.lead)[0]
    first, second = Client(), Client()
    enter_code(first, cast.lead)
    enter_code(second, cast.lead)

    assert first.post("/sign-in/second-step/", {"code": code}).status_code == 302
    assert second.post("/sign-in/second-step/", {"code": code}).status_code == 200
    assert "_auth_user_id" not in second.session


# ---- changing -----------------------------------------------------------------------------------------


def test_a_change_of_factors_ends_the_other_sessions(cast):
    app, there, here = App.of(cast.lead), Client(), Client()
    sign_in(there, cast.lead, app)
    sign_in(here, cast.lead, app)
    factor = Authenticator.objects.get(user=cast.lead, type="totp")
    second_factor.add_key(cast.lead, name="Key", credential={}, by=cast.lead, session=here.session.session_key)

    here.post(f"/account/security/{factor.pk}/remove/")

    assert not Authenticator.objects.filter(pk=factor.pk).exists()
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_staff_keep_their_last_factor(cast):
    App.of(cast.lead)
    factor = Authenticator.objects.get(user=cast.lead, type="totp")

    page = signed_in(cast.lead).post(f"/account/security/{factor.pk}/remove/")

    assert "You need a second step" in page.content.decode()
    assert second_factor.is_enrolled(cast.lead)


def test_agency_people_may_remove_their_last_factor_and_its_codes_with_it(cast):
    App.of(cast.police)
    factor = Authenticator.objects.get(user=cast.police, type="totp")

    signed_in(cast.police).post(f"/account/security/{factor.pk}/remove/")

    assert not Authenticator.objects.filter(user=cast.police).exists()
    assert "removed from your account: authenticator app" in mails(CHANGED)[0].body


def test_nobody_removes_the_factor_of_another(cast):
    App.of(cast.lead)
    factor = Authenticator.objects.get(user=cast.lead, type="totp")

    assert signed_in(cast.police).post(f"/account/security/{factor.pk}/remove/").status_code == 404
    assert second_factor.is_enrolled(cast.lead)


def test_new_recovery_codes_replace_the_old_ones(cast):
    App.of(cast.lead)
    old = recovery_codes_of(cast.lead)
    client = signed_in(cast.lead)

    client.post("/account/security/codes/renew/")

    new = client.get("/account/security/codes/").context["codes"]
    assert not set(old) & set(new)
    assert "New recovery codes" in mails(CHANGED)[0].body


# ---- proving again ------------------------------------------------------------------------------------


def test_an_old_session_proves_again_by_the_factor_and_then_does_what_was_asked(cast):
    app, client, there = App.of(cast.lead), Client(), Client()
    sign_in(there, cast.lead, app)
    sign_in(client, cast.lead, app)
    before = client.session.session_key

    with clock.at(clock.now() + timedelta(minutes=31)):
        led = client.post("/account/security/sessions/end/")
        done = client.post(led.url, {"code": app.code()})

        assert led.url == "/account/security/prove/?next=%2Faccount%2Fsecurity%2Fsessions%2Fend%2F"
        assert done.url == "/account/security/"
        assert client.get("/account/security/").status_code == 200
        assert client.session.session_key != before
        assert there.get("/").status_code == 302


def test_a_wrong_code_proves_nothing(cast):
    App.of(cast.lead)
    client = _with_an_old_proof(cast.lead)

    led = client.get("/account/security/key/")
    page = client.post(led.url, {"code": "000000"})

    assert "Code is wrong or was used before" in page.content.decode()
    assert client.get("/account/security/key/").status_code == 302


def test_without_a_factor_an_old_session_signs_in_again(cast):
    client = _with_an_old_proof(cast.police)

    led = client.get("/account/security/app/")

    assert led.url == "/sign-in/?next=%2Faccount%2Fsecurity%2Fapp%2F&ended=old"
    assert "_auth_user_id" not in client.session


def _with_an_old_proof(person):
    client = signed_in(person)
    session = client.session
    session["proved"] -= 31 * 60
    session.save()
    return client


# ---- a lost factor ------------------------------------------------------------------------------------


@pytest.fixture
def asked(cast):
    """Somebody of health and a lead who lost their factors and asked for help, and their browsers."""
    browsers = {}
    for name in ("health", "lead"):
        person, client = getattr(cast, name), Client()
        App.of(person)
        enter_code(client, person)
        client.post("/sign-in/no-second-step/")
        browsers[name] = client
    return browsers


def _page_of(person):
    return f"/second-steps/person-{person.pk}/reset/"


def test_who_asks_sees_nothing_meanwhile_and_keeps_the_factor(cast, asked):
    page = asked["health"].get("/sign-in/no-second-step/")

    assert "We have asked a colleague to call you back" in page.content.decode()
    assert asked["health"].get("/").status_code == 302
    assert second_factor.is_enrolled(cast.health)


def test_asking_twice_is_one_duty_and_tells_those_who_may_help(cast, asked):
    asked["health"].post("/sign-in/no-second-step/")

    duties = Duty.objects.filter(kind="reset-second-factor").order_by("pk")
    assert [(duty.role, duty.not_for) for duty in duties] == [("coordinator", cast.health), ("lead", cast.lead)]
    told = {message.to[0] for message in mails("Call a colleague back about their sign-in")}
    assert told == {cast.coordinator.email, cast.other_lead.email}


def test_only_the_right_second_person_opens_the_page(cast, asked):
    def opens(person, of):
        return signed_in(person).get(_page_of(of)).status_code

    assert [opens(cast.coordinator, cast.health), opens(cast.lead, cast.health)] == [200, 200]
    assert [opens(cast.inspector, cast.health), opens(cast.police, cast.health)] == [404, 404]
    assert [opens(cast.other_lead, cast.lead), opens(cast.coordinator, cast.lead)] == [200, 404]
    assert opens(cast.lead, cast.lead) == 404
    assert opens(cast.lead, cast.police) == 404  # who did not ask


def test_a_reset_after_the_call_removes_factors_ends_sessions_and_tells_the_person(cast, asked):
    elsewhere = Client()
    sign_in_elsewhere(elsewhere, cast.health)
    coordinator = signed_in(cast.coordinator)

    unticked = coordinator.post(_page_of(cast.health), {"reset": "1"})
    assert second_factor.is_enrolled(cast.health)
    done = coordinator.post(_page_of(cast.health), {"reset": "1", "called": "on"})
    again = coordinator.post(_page_of(cast.health), {"reset": "1", "called": "on"})

    assert "Tick the box when you have called them back" in unticked.content.decode()
    assert (done.status_code, again.status_code) == (302, 404)
    assert not Authenticator.objects.filter(user=cast.health).exists()
    assert elsewhere.get("/").status_code == 302
    assert "was reset after a colleague called you back" in mails(CHANGED)[-1].body
    assert TrailEntry.objects.filter(act="second factor reset", actor_key=f"person:{cast.coordinator.pk}").count() == 1
    assert not Duty.objects.open().filter(about=f"person-{cast.health.pk}").exists()


def test_after_the_reset_the_person_begins_again_and_sets_up_a_new_factor(cast, asked):
    signed_in(cast.other_lead).post(_page_of(cast.lead), {"reset": "1", "called": "on"})
    client = asked["lead"]

    led = client.get("/sign-in/second-step/")
    enter_code(client, cast.lead)

    assert led.url == "/sign-in/again/"
    assert client.get("/sign-in/no-second-step/").status_code == 302
    assert client.get("/").url.startswith("/account/security/set-up/")


def sign_in_elsewhere(client, person):
    enter_code(client, person)
    client.post("/sign-in/second-step/", {"code": recovery_codes_of(person)[0]})
    assert client.get("/").status_code == 200


def test_a_refused_reset_changes_nothing(cast, asked):
    signed_in(cast.coordinator).post(_page_of(cast.health), {"refuse": "1"})

    assert second_factor.is_enrolled(cast.health)
    assert not Duty.objects.open().filter(about=f"person-{cast.health.pk}").exists()


def test_nobody_resets_their_own_or_what_nobody_asked_for(cast, asked):
    with pytest.raises(second_factor.NotTheirOwn):
        second_factor.reset(cast.lead, by=cast.lead)
    with pytest.raises(second_factor.NothingAsked):
        second_factor.reset(cast.police, by=cast.lead)


MADE_UP = [
    "9" * 5000,
    "[" * 100_000,
    '{"id": "x"}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
    '{"id": "!", "rawId": "\u00e9", "response": {"clientDataJSON": "!", "attestationObject": "x"}}',
]


@pytest.mark.parametrize("answer", MADE_UP)
def test_an_answer_of_a_key_that_is_made_up_is_refused(cast, answer):
    App.of(cast.lead)
    client, adding = Client(), signed_in(cast.inspector)
    led = enter_code(client, cast.lead)
    adding.get("/account/security/key/")

    assert adding.post("/account/security/key/", {"name": "Key", "credential": answer}).status_code == 200
    assert client.post(led.url, {"credential": answer}).status_code == 200
    assert not second_factor.is_enrolled(cast.inspector)
    assert client.get("/").url.startswith("/sign-in/")
