from datetime import timedelta

import pytest
from django.test import Client

from agencies import sessions
from panelportal.kit import clock
from panelportal.kit.models import TrailEntry
from tests.agencies.signing import enter_code

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"


def _on(agent, person):
    client = Client(headers={"User-Agent": agent})
    enter_code(client, person)
    return client


def _shown(client):
    return client.get("/account/security/").context["sessions"]


def test_a_person_sees_where_they_are_signed_in_and_nobody_elses(cast):
    _on(SAFARI, cast.police)
    _on(SAFARI, cast.health)
    here = _on(CHROME, cast.police)

    shown = _shown(here)

    assert [(one.device, one.is_this) for one in shown] == [("Chrome on Windows", True), ("Safari on iPhone", False)]


def test_one_other_device_is_signed_out(cast):
    there, third, here = (_on(agent, cast.police) for agent in (SAFARI, "curl", CHROME))
    pk = next(one.pk for one in _shown(here) if one.device == "Safari on iPhone")

    here.post(f"/account/security/sessions/{pk}/end/")

    assert [client.get("/").status_code for client in (here, third, there)] == [200, 200, 302]
    assert TrailEntry.objects.filter(act="sessions ended", about=f"person:{cast.police.pk}").count() == 1


def test_all_others_are_signed_out_at_once(cast):
    there, third, here = (_on(agent, cast.police) for agent in (SAFARI, "curl", CHROME))

    here.post("/account/security/sessions/end/")

    assert [client.get("/").status_code for client in (here, third, there)] == [200, 302, 302]


def test_nobody_signs_somebody_else_out(cast):
    theirs, mine = _on(SAFARI, cast.health), _on(CHROME, cast.police)
    pk = _shown(theirs)[0].pk

    mine.post(f"/account/security/sessions/{pk}/end/")

    assert theirs.get("/").status_code == 200


def test_sessions_that_ended_by_themselves_are_not_listed(cast):
    _on(SAFARI, cast.police)

    with clock.at(clock.now() + timedelta(minutes=31)):
        here = _on(CHROME, cast.police)
        shown = _shown(here)

    assert [one.device for one in shown] == ["Chrome on Windows"]


def test_the_old_cookie_is_worth_nothing_after_sign_out(cast):
    client = _on(CHROME, cast.police)
    cookie = client.cookies["session"].value

    client.post("/sign-out/")
    client.cookies["session"] = cookie

    assert client.get("/").status_code == 302


def test_signing_in_gives_a_new_session_id(cast):
    client = Client()
    client.get("/sign-in/")
    session = client.session
    session["planted"] = True
    session.save()
    before = client.session.session_key

    enter_code(client, cast.police)

    assert client.session.session_key != before


def test_a_session_ends_after_12_hours_however_busy(cast):
    client = _on(CHROME, cast.police)
    begun = clock.now()

    for minutes in range(25, 12 * 60, 25):
        with clock.at(begun + timedelta(minutes=minutes)):
            assert client.get("/").status_code == 200
    with clock.at(begun + timedelta(hours=12, seconds=1)):
        assert client.get("/").status_code == 302


def test_staying_signed_in_counts_as_use_and_keeping_what_is_typed_does_not(cast):
    client = _on(CHROME, cast.police)
    begun = clock.now()

    with clock.at(begun + timedelta(minutes=29)):
        client.post("/unsent/keep/", {"kept-path": "/account/change/", "job_title": "Sergeant"})
        assert client.session["seen"] < begun.timestamp() + 60
        assert client.post("/stay-signed-in/").status_code == 204
    with clock.at(begun + timedelta(minutes=58)):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("marks", "left"),
    [
        ({"seen": 1000, "began": 1000, "idle": 1800}, 1800),
        ({"seen": 400, "began": 0, "idle": 1800}, 1200),
        ({"seen": 43000, "began": 0, "idle": 1800}, 43200 - 1000),
    ],
)
def test_the_page_knows_how_long_it_has(marks, left):
    assert sessions.seconds_left(marks, 1000) == left
