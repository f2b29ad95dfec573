"""The chaser: who gets which letter on which day, and what happens between writing and sending."""

from datetime import date, timedelta

import pytest

from agencies import chasing, declaring, duties, leaving
from agencies.models import ChaseRun, DutyStep, Membership
from agencies.role_names import Role
from panelportal.kit import letters
from panelportal.kit.models import Letter, TrailEntry
from tests.agencies import chased
from tests.agencies.chased import DUE, ask, at, chase, sent
from tests.factories.people import the_cast

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 11, 18)  # three working days before the day
TUESDAY = date(2026, 11, 24)  # the first after it
THURSDAY = date(2026, 11, 26)
NEXT_TUESDAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    chased.declare(monkeypatch)


@pytest.fixture
def cast(db):
    with at(date(2026, 1, 5)):
        return the_cast()


@pytest.fixture
def boss(cast):
    return chased.add("Bea Boss", cast.police_force, Role.SENIOR_CONTACT)


def _every_day(start=chased.OPENED, days=45):
    return [start + timedelta(days=number) for number in range(days)]


def _mails():
    from django.core import mail

    return [(message.subject, message.to, message.body) for message in mail.outbox]


def test_each_step_goes_to_whom_it_is_for_and_no_other(cast, boss):
    ask(cast)

    chase(*_every_day())

    assert sent() == [
        ("Reminder: answer: REQ-2026-0001", "Priya Police"),
        ("Reminder: answer: REQ-2026-0001", "Priya Police"),
        ("Reminder: answer: REQ-2026-0001", "Paul Police"),
        ("Ask who can reply: REQ-2026-0001", "Bea Boss"),
    ]
    days = DutyStep.objects.letters_sent().values_list("on", "kind", "to_label")
    assert list(days) == [
        (WEDNESDAY, "reminder", "Priya Police"),
        (TUESDAY, "second-reminder", "Priya Police"),
        (THURSDAY, "deputy-asked", "Paul Police"),
        (NEXT_TUESDAY, "senior-contact-asked", "Bea Boss"),
    ]


def test_the_senior_contact_gets_no_link_and_the_others_one(cast, boss):
    ask(cast)

    chase(*_every_day())

    texts = [letter.text for letter in Letter.objects.order_by("pk")]
    assert [text.count("http://testserver/") for text in texts] == [1, 1, 1, 0]
    assert "http://testserver/directory/REQ-2026-0001/" in texts[0]
    assert "It is due on Monday 23 November 2026." in texts[0]
    assert "Is something in the way? Tell us, we can help. It takes 5 minutes." in texts[1]
    assert "testserver" not in Letter.objects.get(to_label="Bea Boss").html


def test_running_again_sends_nothing_again(cast):
    for number in range(3):
        ask(cast, f"REQ-2026-000{number}")

    with at(TUESDAY):
        written = [chasing.chase() for _ in range(2)]
        letters.deliver_due()
        written.append(chasing.chase())

    assert written == [1, 0, 0]
    assert DutyStep.objects.letters_sent().count() == 3


def test_a_person_gets_one_letter_a_day_with_all_that_is_due(cast):
    police = [ask(cast, f"REQ-2026-000{number}") for number in range(3)]
    ask(cast, "REQ-2026-0009", agency=cast.trust)
    chased.add("Hana Health", cast.police_force, Role.SPOC, email=cast.health.email)

    chase(TUESDAY)

    by_label = {letter.to_label: letter for letter in Letter.objects.all()}
    assert {label: letter.subject for label, letter in by_label.items()} == {
        "Priya Police": "Reminder: 3 things that are due",
        "Hana Health": "Reminder: 4 things that are due",
    }
    assert all(duty.about in by_label["Priya Police"].text for duty in police)
    assert "REQ-2026-0009" not in by_label["Priya Police"].text
    assert by_label["Hana Health"].html.count("http://testserver/directory/REQ-") == 4


def test_what_is_done_between_writing_and_sending_is_left_out(cast):
    for number in range(4):
        ask(cast, f"REQ-2026-000{number}")
    with at(TUESDAY):
        chasing.chase()

        duties.settle("answer", about="REQ-2026-0000", by=cast.police)
        duties.extend("answer", about="REQ-2026-0001", until=NEXT_TUESDAY, by=cast.inspector)
        duties.pause("answer", about="REQ-2026-0002", because="Asked to wait", by=cast.inspector)
        letters.deliver_due()

    ((subject, _, text),) = _mails()
    assert subject == "Reminder: answer: REQ-2026-0003"
    assert [f"REQ-2026-000{number}" in text for number in range(4)] == [False, False, False, True]
    assert Letter.objects.get().text == text
    assert set(DutyStep.objects.filter(is_void=True).values_list("duty__about", flat=True)) == {
        f"REQ-2026-000{number}" for number in range(3)
    }


def test_a_letter_of_which_nothing_is_due_any_more_is_not_sent(cast):
    ask(cast)
    with at(TUESDAY):
        chasing.chase()

        duties.settle("answer", about="REQ-2026-0001", by=cast.police)
        count = letters.deliver_due()

    assert (count, _mails(), Letter.objects.get().status) == (0, [], "stopped")
    assert not DutyStep.objects.letters_sent().exists()


def test_who_left_before_the_letter_went_does_not_get_it(cast):
    ask(cast)
    with at(TUESDAY):
        chasing.chase()

        leaving.end_membership(Membership.objects.get(user=cast.police), by=cast.lead)
        letters.deliver_due()
    chase(date(2026, 11, 25))

    assert sent() == [("Reminder: answer: REQ-2026-0001", "Paul Police")]


def test_while_no_mail_leaves_nothing_more_is_written_about_the_same(cast):
    ask(cast)
    with at(WEDNESDAY):
        chasing.chase()
    for day in (TUESDAY, THURSDAY):
        with at(day):
            chasing.chase()
    chase(date(2026, 11, 27), date(2026, 11, 30), NEXT_TUESDAY)

    assert sent() == [
        ("Reminder: answer: REQ-2026-0001", "Priya Police"),
        ("Reminder: answer: REQ-2026-0001", "Paul Police"),
    ]
    assert "It was due on Monday 23 November 2026 and can still be done." in Letter.objects.first().text


def test_without_a_spoc_the_deputy_is_reminded_and_without_anybody_nobody(cast, boss):
    ask(cast)
    ask(cast, "REQ-2026-0002", agency=cast.charity)
    chased.leave(cast.police, by=cast.lead)

    chase(TUESDAY)

    assert sent() == [("Reminder: answer: REQ-2026-0001", "Paul Police")]
    assert DutyStep.objects.letters_sent().count() == 1


def test_without_a_senior_contact_an_outage_does_not_skip_the_deputy(cast):
    ask(cast)
    chase(TUESDAY)

    chase(date(2026, 12, 4))

    assert sent()[1:] == [("Reminder: answer: REQ-2026-0001", "Paul Police")]


def test_who_gets_a_contact_later_is_reminded_then(cast):
    ask(cast, agency=cast.charity)
    chase(TUESDAY, THURSDAY)
    chased.add("Cy", cast.charity, Role.SPOC)

    chase(date(2026, 11, 27))

    assert sent() == [("Reminder: answer: REQ-2026-0001", "Cy")]


def test_a_named_person_is_reminded_and_nobody_else(cast):
    ask(cast, person=cast.police_deputy)

    chase(WEDNESDAY)

    assert sent() == [("Reminder: answer: REQ-2026-0001", "Paul Police")]


def test_work_of_the_inspectorate_is_the_leads_to_hear_of_once_it_is_late(cast):
    ask(cast, "SFO-2026-0001", agency=cast.inspectorate, person=cast.inspector)
    ask(cast, "SFO-2026-0002", agency=cast.inspectorate, role=Role.LEAD, not_for=cast.lead)

    chase(WEDNESDAY)
    before = sent()
    chase(*_every_day(date(2026, 11, 19)))

    assert before == [
        ("Reminder: answer: SFO-2026-0001", "Isla Inspector"),
        ("Reminder: answer: SFO-2026-0002", "Lorna Lead"),
    ]
    assert sorted(sent()[2:]) == [
        ("Reminder: 2 things that are due", "Lorna Lead"),
        ("Reminder: answer: SFO-2026-0001", "Isla Inspector"),
        ("Reminder: answer: SFO-2026-0001", "Leda Lead"),
    ]


def test_a_conflict_of_interest_keeps_the_letter_away(cast):
    ask(cast, "SFO-2026-0001", agency=cast.inspectorate, person=cast.inspector, scope="SFO-2026-0001")
    declaring.declare_conflict(cast.lead, scope="SFO-2026-0001", by=cast.lead)

    chase(TUESDAY)

    assert {label for _, label in sent()} == {"Isla Inspector", "Lorna Lead"}


def test_pausing_stops_and_resuming_moves_the_day_by_as_long(cast):
    ask(cast)
    with at(date(2026, 11, 17)):
        duties.pause("answer", about="REQ-2026-0001", because="Asked to wait", by=cast.inspector)
    chase(*_every_day(date(2026, 11, 17), days=14))
    before = sent()
    with at(NEXT_TUESDAY):
        (duty,) = duties.resume("answer", about="REQ-2026-0001", by=cast.inspector)

    chase(*_every_day(NEXT_TUESDAY, days=2))

    assert (before, duty.due_on) == ([], date(2026, 12, 7))
    assert sent(to_label="Priya Police") == []
    chase(date(2026, 12, 3))
    assert sent() == [("Reminder: answer: REQ-2026-0001", "Priya Police")]


def test_a_paused_scope_rests_and_what_was_paused_by_hand_stays_so(cast):
    for number, scope in enumerate(("MAC-2026-001", "MAC-2026-001", "MAC-2026-002")):
        ask(cast, f"REQ-2026-000{number}", scope=scope)
    with at(WEDNESDAY):
        duties.pause("answer", about="REQ-2026-0000", because="Asked to wait", by=cast.inspector)
        count = duties.pause_scope(scope="MAC-2026-001", because="proceedings", by=cast.inspector)
        resumed = duties.resume_scope(scope="MAC-2026-001", because="proceedings", by=cast.inspector)

    assert (count, [duty.about for duty in resumed]) == (1, ["REQ-2026-0001"])
    chase(TUESDAY)
    assert set(DutyStep.objects.letters_sent().values_list("duty__about", flat=True)) == {
        "REQ-2026-0001",
        "REQ-2026-0002",
    }


@pytest.mark.parametrize(
    ("day", "hour", "written"), [(TUESDAY, 6, 0), (TUESDAY, 7, 1), (TUESDAY, 15, 1), (DUE - timedelta(days=1), 9, 0)]
)
def test_it_goes_from_seven_in_the_morning_on_working_days(cast, day, hour, written):
    ask(cast, due_on=WEDNESDAY)

    with at(day, hour):
        assert chasing.chase_once_a_day() == written


def test_it_goes_through_everything_once_a_day(cast):
    ask(cast)
    with at(TUESDAY):
        first = chasing.chase_once_a_day()
        ask(cast, "REQ-2026-0002", agency=cast.trust)
        second = chasing.chase_once_a_day()

    assert (first, second, ChaseRun.objects.get().on) == (1, 0, TUESDAY)


def test_the_trail_tells_each_step(cast):
    ask(cast)

    chase(TUESDAY)

    entry = TrailEntry.objects.get(act="reminded")
    assert (entry.about, entry.actor_key) == ("REQ-2026-0001", "portal")
    assert entry.facts == {"step": "second-reminder", "duty": "answer"}


def test_a_letter_and_its_steps_are_written_together_or_not_at_all(cast, monkeypatch):
    ask(cast)
    monkeypatch.setattr(chasing, "record", lambda *_, **__: 1 / 0)

    with at(TUESDAY), pytest.raises(ZeroDivisionError):
        chasing.chase()

    assert not Letter.objects.exists()
    assert not DutyStep.objects.letters_sent().exists()


@pytest.mark.parametrize("number", [1, 5])
def test_it_takes_the_same_queries_for_one_duty_and_for_five(cast, number, django_assert_num_queries):
    for place in range(number):
        ask(cast, f"REQ-2026-000{place}")

    with at(TUESDAY), django_assert_num_queries(21):
        assert chasing.chase() == 1
