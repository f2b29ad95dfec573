"""What signing in tells of an address: the same whether or not it is somebody's."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from panelportal.kit.models import Letter, TrailEntry
from tests.agencies.signing import ask_for_code, enter_code, newest_code

pytestmark = pytest.mark.django_db
UNKNOWN = "nobody@northshire-police.example.org"


def _counted(act):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = act()
    return answer, len(queries)


def _without_what_differs(page, email):
    text = page.content.decode().replace(email, "ADDRESS")
    return re.sub(r'value="[\w-]{20,64}"', 'value="token"', text)


@pytest.fixture
def both(cast):
    """The answers and query counts for a known and an unknown address, at each step."""

    def steps(email):
        client = Client()
        client.get("/sign-in/")
        asked = _counted(lambda: ask_for_code(client, email))
        page = _counted(lambda: client.get(asked[0].url))
        wrong = _counted(lambda: client.post(asked[0].url, {"code": "000000"}))
        return asked, page, wrong

    steps(cast.health.email)  # what is loaded once, is loaded now
    return [(cast.police.email, steps(cast.police.email)), (UNKNOWN, steps(UNKNOWN))]


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(both):
    (known, (asked, page, wrong)), (unknown, (asked_2, page_2, wrong_2)) = both

    assert (asked[0].status_code, asked[0].url) == (asked_2[0].status_code, asked_2[0].url) == (302, asked[0].url)
    assert _without_what_differs(page[0], known) == _without_what_differs(page_2[0], unknown)
    assert _without_what_differs(wrong[0], known) == _without_what_differs(wrong_2[0], unknown)


def test_every_step_takes_the_same_number_of_queries(both):
    (_, known), (_, unknown) = both

    assert [count for _, count in known] == [count for _, count in unknown]


def test_an_unknown_address_leaves_neither_a_letter_nor_its_name(cast):
    ask_for_code(Client(), UNKNOWN)

    assert not Letter.objects.exists()
    entry = TrailEntry.objects.get(act="sign-in refused")
    assert (entry.about, entry.facts) == ("sign-in", {"reason": "unknown address"})


def test_a_wrong_code_stands_in_the_trail(cast):
    client = Client()
    asked = ask_for_code(client, cast.police.email)

    client.post(asked.url, {"code": "000000"})

    entry = TrailEntry.objects.get(act="sign-in refused")
    assert (entry.about, entry.facts) == (f"person:{cast.police.pk}", {"reason": "wrong code"})


def test_an_expired_code_says_so_and_changes_nothing(cast):
    client = Client()
    asked = ask_for_code(client, cast.police.email)
    code = newest_code()
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= timedelta(minutes=15).total_seconds()
    session.save()

    led = client.post(asked.url, {"code": code})

    assert "That code is too old" in client.get(led.url).content.decode()
    assert "_auth_user_id" not in client.session
    assert TrailEntry.objects.get(act="sign-in refused").facts == {"reason": "expired code"}


def test_a_code_works_once_and_only_where_it_was_asked_for(cast):
    mine, other = Client(), Client()
    asked = ask_for_code(mine, cast.police.email)
    code = newest_code()
    elsewhere = ask_for_code(other, cast.health.email)

    taken = other.post(elsewhere.url, {"code": code})
    entered = mine.post(asked.url, {"code": code})
    again = Client().post(asked.url, {"code": code})

    assert "Code is wrong" in taken.content.decode()
    assert (entered.status_code, again.url) == (302, "/sign-in/")
    assert "_auth_user_id" not in other.session


def test_five_wrong_codes_take_the_code_away(cast):
    client = Client()
    asked = ask_for_code(client, cast.police.email)
    code = newest_code()

    for _ in range(5):
        client.post(asked.url, {"code": "000000" if code != "000000" else "111111"})
    late = client.post(asked.url, {"code": code})

    assert late.url == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_a_sixth_code_within_five_minutes_is_not_sent(cast):
    answers = [ask_for_code(Client(), cast.police.email) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [200]
    assert Letter.objects.count() == 5


def test_a_person_switched_off_gets_no_code(cast):
    cast.police.is_active = False
    cast.police.save()

    ask_for_code(Client(), cast.police.email)

    assert not Letter.objects.exists()


def test_a_person_switched_off_is_out_at_the_next_request(cast):
    client = Client()
    enter_code(client, cast.police)
    assert client.get("/").status_code == 200

    cast.police.is_active = False
    cast.police.save()

    assert client.get("/").status_code == 302
