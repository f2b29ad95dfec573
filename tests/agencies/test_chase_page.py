"""Chasing by hand: the list, exactly who gets what, and two minutes to stop it."""

import re
from datetime import date, timedelta

import pytest

from agencies import chasing, declaring, duties, reminding
from agencies.models import Duty, DutyStep
from agencies.views import chasing as views
from panelportal.kit import clock, letters
from panelportal.kit.models import Letter
from tests.agencies import chased
from tests.agencies.chased import at
from tests.factories import findings
from tests.factories.people import the_cast

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)  # the reply was due two days ago
SENT_AT = re.compile(r"^/chasing/sent/[a-z0-9]{16}/$")


@pytest.fixture(autouse=True)
def _on_a_wednesday(monkeypatch):
    chased.declare(monkeypatch)
    with at(TODAY, hour=10):
        yield


@pytest.fixture
def cast(db):
    with at(date(2026, 1, 5)):
        return the_cast()


@pytest.fixture
def coordinator(cast, client_of):
    return client_of(cast.coordinator)


def ask(cast, *about, **given):
    return [chased.ask(cast, one, **given) for one in about]


def _text(response):
    return " ".join(response.content.decode().split())


def _ticked(response):
    boxes = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", response.content.decode())
    return [re.search(r'value="(\d+)"', box)[1] for box in boxes if " checked" in box]


def _send(client, *found):
    keys = [duty.pk for duty in found]
    return client.post("/chasing/send/", {"chosen": keys})


def test_everyone_overdue_is_chased_in_three_screens_and_four_clicks_at_most(cast, coordinator):
    ask(cast, "REQ-2026-0001")
    ask(cast, "REQ-2026-0002", agency=cast.trust)
    ask(cast, "REQ-2026-0003", agency=cast.jail, due_on=TODAY + timedelta(days=1))

    screens, clicks = [coordinator.get("/")], 0
    link = re.search(r'href="(/chasing/)">2 agencies to chase<', _text(screens[-1]))
    screens, clicks = [*screens, coordinator.get(link[1])], clicks + 1
    screens, clicks = [*screens, coordinator.post("/chasing/", {"chosen": _ticked(screens[-1])})], clicks + 1
    chosen = re.findall(r'name="chosen" value="(\d+)"', _text(screens[-1]))
    done, clicks = coordinator.post("/chasing/send/", {"chosen": chosen}, follow=True), clicks + 1

    assert "Send 2 reminders" in _text(screens[-1])
    assert (len(screens), clicks <= 4) == (3, True)
    assert "2 reminders will leave at 10:02am" in _text(done)
    assert set(Letter.objects.values_list("to_label", flat=True)) == {"Priya Police", "Hana Health"}


def test_everyone_overdue_on_many_pages_is_chased_in_three_screens_too(cast, coordinator, monkeypatch):
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    monkeypatch.setattr(views, "LETTERS_ON_A_PAGE", 1)
    ask(cast, "REQ-2026-0001", "REQ-2026-0002")
    ask(cast, "REQ-2026-0003", agency=cast.trust)
    ask(cast, "REQ-2026-0004", agency=cast.jail, due_on=TODAY)

    listed = coordinator.get("/chasing/")
    check, next_page = coordinator.get("/chasing/everyone/"), coordinator.get("/chasing/everyone/?page=2")
    ask(cast, "REQ-2026-0005", agency=cast.landlord)  # nobody was shown this one
    chosen = re.findall(r'name="chosen" value="([\d,]+)"', _text(check))
    done = coordinator.post("/chasing/send/", {"chosen": chosen}, follow=True)

    assert 'href="/chasing/everyone/" role="button" draggable="false"' in _text(listed)
    assert "Remind all 3 overdue" in _text(listed)
    assert "Page 1 of 2" in _text(listed)
    assert ["Priya Police" in _text(check), "Hana Health" in _text(check)] == [True, False]
    assert ["Priya Police" in _text(next_page), "Hana Health" in _text(next_page)] == [False, True]
    assert "2 people get a letter" in _text(next_page)
    assert "2 reminders will leave at 10:02am" in _text(done)
    assert set(Letter.objects.values_list("to_label", flat=True)) == {"Priya Police", "Hana Health"}


def test_what_is_ticked_on_a_later_page_is_reminded(cast, coordinator, monkeypatch):
    monkeypatch.setattr(views, "ON_A_PAGE", 1)
    ask(cast, "REQ-2026-0001")
    (last,) = ask(cast, "REQ-2026-0002", agency=cast.trust, due_on=TODAY)

    page = coordinator.post("/chasing/?page=2", {"chosen": [last.pk]})

    assert "Hana Health" in _text(page)
    assert "Priya Police" not in _text(page)


def test_who_cannot_be_reminded_is_left_out_and_counted(cast, coordinator):
    ask(cast, "REQ-2026-0001")
    ask(cast, "REQ-2026-0002", agency=cast.charity)

    assert "Left out is 1 of what is overdue" in _text(coordinator.get("/chasing/everyone/"))


def test_the_list_shows_what_is_late_or_due_soon_and_the_next_step(cast, coordinator):
    ask(cast, "REQ-2026-0001")
    ask(cast, "REQ-2026-0002", agency=cast.trust, due_on=date(2026, 11, 30))
    ask(cast, "REQ-2026-0003", agency=cast.jail, due_on=date(2026, 12, 11))
    ask(cast, "SFO-2026-0001", agency=cast.inspectorate, person=cast.inspector)
    chased.chase(date(2026, 11, 24))

    text = _text(coordinator.get("/chasing/"))

    assert "Overdue 2 days" in text
    assert "Second reminder, 24 November 2026, Priya Police" in text
    assert "Help asked of the deputy on Thursday 26 November 2026" in text
    assert "First letter, 2 November 2026" in text
    assert "Reminder to the SPOC on Wednesday 25 November 2026" in text
    assert "REQ-2026-0003" not in text
    assert "SFO-2026-0001" not in text


def test_only_what_is_overdue_is_ticked(cast, coordinator):
    late, _ = ask(cast, "REQ-2026-0001")[0], ask(cast, "REQ-2026-0002", due_on=TODAY)

    assert _ticked(coordinator.get("/chasing/")) == [str(late.pk)]


def test_nothing_to_chase_says_when_the_next_reply_is_due(cast, coordinator):
    empty = _text(coordinator.get("/chasing/"))
    ask(cast, "REQ-2026-0003", due_on=date(2026, 12, 11))

    assert "Nothing to chase." in empty
    assert "Nothing to chase. Next reply is due Friday 11 December 2026." in _text(coordinator.get("/chasing/"))
    assert "to chase<" not in _text(coordinator.get("/"))


def test_nothing_selected_says_so_and_keeps_the_list(cast, coordinator):
    ask(cast, "REQ-2026-0001")

    page = coordinator.post("/chasing/", {})

    assert 'href="#id_chosen_0">Select an agency to remind<' in _text(page)
    assert "<title>Error: " in _text(page)
    assert _ticked(page) == []


def test_the_check_shows_exactly_what_is_sent(cast, coordinator):
    (duty,) = ask(cast, "REQ-2026-0001")

    text = _text(coordinator.post("/chasing/", {"chosen": [duty.pk]}))
    before = Letter.objects.count()
    _send(coordinator, duty)

    letter = Letter.objects.get()
    assert before == 0
    for words in (letter.to_label, letter.to_email, letter.subject, "It was due on Monday 23 November 2026"):
        assert words in text


def test_the_reminders_wait_two_minutes(cast, coordinator):
    (duty,) = ask(cast, "REQ-2026-0001")

    where = _send(coordinator, duty).url
    at_once = letters.deliver_due()
    with clock.at(clock.now() + timedelta(minutes=2)):
        later = letters.deliver_due()

    assert SENT_AT.match(where)
    assert (at_once, later) == (0, 1)
    assert "The reminders have left" in _text(coordinator.get(where))


def test_a_batch_that_is_stopped_reaches_nobody_and_does_not_count(cast, coordinator):
    found = ask(cast, "REQ-2026-0001", "REQ-2026-0002") + ask(cast, "REQ-2026-0003", agency=cast.trust)
    where = _send(coordinator, *found).url

    page = coordinator.post(f"{where}stop/", follow=True)
    with clock.at(clock.now() + timedelta(minutes=5)):
        sent = letters.deliver_due()

    assert "2 of 2 reminders stopped." in _text(page)
    assert "The reminders were stopped" in _text(page)
    assert (sent, DutyStep.objects.letters_sent().count()) == (0, 0)
    assert len(_ticked(coordinator.get("/chasing/"))) == 3


def test_stopping_too_late_stops_nothing(cast, coordinator):
    (duty,) = ask(cast, "REQ-2026-0001")
    where = _send(coordinator, duty).url
    with clock.at(clock.now() + timedelta(minutes=2)):
        letters.deliver_due()

    page = coordinator.post(f"{where}stop/", follow=True)

    assert "The reminders had left already." in _text(page)
    assert DutyStep.objects.letters_sent().count() == 1


def test_whoever_replies_in_the_two_minutes_gets_no_reminder(cast, coordinator):
    found = ask(cast, "REQ-2026-0001") + ask(cast, "REQ-2026-0002", agency=cast.trust)
    _send(coordinator, *found)

    duties.settle("answer", about="REQ-2026-0001", by=cast.police)
    with clock.at(clock.now() + timedelta(minutes=2)):
        letters.deliver_due()

    assert chased.sent() == [("Reminder: answer: REQ-2026-0002", "Hana Health")]


def test_nobody_is_reminded_by_hand_of_what_they_were_told_today(cast, coordinator):
    (duty,) = ask(cast, "REQ-2026-0001")
    _send(coordinator, duty)

    again = _send(coordinator, duty)

    assert again.url == "/chasing/"
    assert Letter.objects.count() == 1
    assert "Told today" in _text(coordinator.get("/chasing/"))


def test_the_chaser_does_not_write_again_after_a_reminder_by_hand(cast, coordinator):
    (duty,) = ask(cast, "REQ-2026-0001")
    _send(coordinator, duty)
    with clock.at(clock.now() + timedelta(minutes=2)):
        letters.deliver_due()

    with at(date(2026, 11, 26)):
        assert chasing.chase() == 0


def test_a_double_click_sends_once(cast, coordinator):
    (duty,) = ask(cast, "REQ-2026-0001")
    sent = [coordinator.post("/chasing/send/", {"chosen": [duty.pk], "once": "token"}).url for _ in range(2)]

    assert sent[0] == sent[1]
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("chosen", ["0", "x", "", "999999999999999999999999"])
def test_what_is_not_on_the_list_is_left_out(cast, coordinator, chosen):
    ask(cast, "REQ-2026-0001")

    assert "Select an agency to remind" in _text(coordinator.post("/chasing/", {"chosen": chosen}))
    assert coordinator.post("/chasing/send/", {"chosen": chosen}).url == "/chasing/"
    assert not Letter.objects.exists()


def test_where_nobody_acts_the_page_leads_to_the_directory(cast, coordinator):
    ask(cast, "REQ-2026-0001", agency=cast.charity)

    text = _text(coordinator.get("/chasing/"))

    assert f'href="/directory/{cast.charity.slug}/">Nobody to remind: add a contact' in text
    assert "checkbox" not in text


def test_a_conflict_of_interest_takes_its_lines_and_its_letters(cast, coordinator, client_of):
    (duty,) = ask(cast, "REQ-2026-0001", scope="MAC-2026-001")
    where = _send(coordinator, duty).url
    conflicted = client_of(cast.inspector)
    declaring.declare_conflict(cast.inspector, scope="MAC-2026-001", by=cast.inspector)

    assert "REQ-2026-0001" not in _text(conflicted.get("/chasing/"))
    assert conflicted.get(where).status_code == 404
    assert conflicted.post(f"{where}stop/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_line_and_for_three(
    cast, coordinator, number, django_assert_num_queries
):
    ask(cast, *[f"REQ-2026-000{place}" for place in range(number)])
    chased.chase(date(2026, 11, 24))
    coordinator.get("/chasing/")

    with django_assert_num_queries(11):
        coordinator.get("/chasing/")


def test_whoever_has_a_conflict_of_interest_stops_only_the_letters_that_they_see(cast, client_of):
    hidden, (_, seen) = findings.part(cast), findings.parts(cast, "police_force", "trust")
    found = Duty.objects.filter(about__in=[hidden.reference, seen.reference])
    mark = reminding.remind(found, by=cast.coordinator)
    declaring.declare_conflict(cast.inspector, scope=hidden.case.reference, by=cast.inspector)

    said = client_of(cast.inspector).post(f"/chasing/sent/{mark}/stop/", follow=True).text

    assert "1 of 1 reminders stopped." in said
    statuses = dict(reminding.batch(mark).values_list("about", "status"))
    assert statuses == {hidden.reference: "waiting", seen.reference: "stopped"}
