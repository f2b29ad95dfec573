from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from agencies import declaring, duties, joining, leaving
from agencies.models import Duty, Membership, User
from agencies.role_names import Role
from agencies.your_work import due_status, work_of
from panelportal.kit import clock
from panelportal.kit.models import TrailEntry

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
REQUEST = "REQ-2026-0001"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    words = {"title": "Answer {about}", "waiting": "Answer to {about}", "done": "Answered {about}"}
    for name in ("answer", "other"):
        monkeypatch.setitem(duties._kinds, name, duties.Kind(name, url_name="agencies:agency", **words))


@pytest.fixture
def ask(cast):
    """Have the inspector open a duty for the police, or for whoever is said."""

    def ask(about=REQUEST, name="answer", **given):
        return duties.open_duty(name, about=about, **{"agency": cast.police_force, "by": cast.inspector, **given})

    return ask


def _holders(cast):
    """Who in the cast has something to do, by their name in it."""
    people = {name: person for name, person in vars(cast).items() if isinstance(person, User)}
    return {name for name, person in people.items() if work_of(person).to_do}


def test_a_duty_of_an_agency_waits_for_who_acts_for_it(cast, ask):
    joining.add_member(email="rae@example.org", name="Rae", agency=cast.police_force, role=Role.REPRESENTATIVE, by=None)
    cast.representative = Membership.objects.get(role=Role.REPRESENTATIVE).user

    ask()

    assert _holders(cast) == {"police", "police_deputy"}


def test_a_duty_of_a_role_waits_for_its_holders_in_that_agency(cast, ask):
    ask(agency=cast.inspectorate, role=Role.LEAD)

    assert _holders(cast) == {"lead", "other_lead"}


def test_a_duty_of_a_person_waits_for_them_only(cast, ask):
    ask(agency=cast.inspectorate, person=cast.lead, role=Role.LEAD)

    assert _holders(cast) == {"lead"}


def test_a_duty_waits_for_nobody_who_must_not_do_it(cast, ask):
    ask(agency=cast.inspectorate, role=Role.LEAD, not_for=cast.lead)

    assert _holders(cast) == {"other_lead"}


def test_a_conflict_takes_the_duties_of_its_scope_and_what_one_waits_for(cast, ask):
    ask(scope="MAC-2026-001")
    ask("REQ-2026-0002", scope="MAC-2026-002")

    for person in (cast.police, cast.inspector):
        declaring.declare_conflict(person, scope="MAC-2026-001", by=person)

    assert [duty.about for duty in work_of(cast.police).to_do] == ["REQ-2026-0002"]
    assert [duty.about for duty in work_of(cast.inspector).waiting_on_others] == ["REQ-2026-0002"]
    assert len(work_of(cast.police_deputy).to_do) == 2


def test_opening_says_who_when_and_until_when(cast, ask):
    with clock.at(NOON):
        duty = ask(due_on=MONDAY + timedelta(days=7))

    assert (duty.opened_by, duty.opened_at, duty.due_on) == (cast.inspector, NOON, date(2026, 3, 9))
    assert [(step.what, step.taken_by, step.taken_at) for step in duty.steps.all()] == [
        ("opened", cast.inspector, NOON)
    ]
    entry = TrailEntry.objects.get(act="duty opened")
    assert (entry.about, entry.facts) == (REQUEST, {"duty": "answer", "due": "2026-03-09"})


def test_one_of_a_kind_is_open_about_a_thing_for_each_holder(cast, ask):
    holders = [
        {},
        {"agency": cast.trust},
        {"role": Role.SPOC},
        {"person": cast.police},
        {"person": cast.police_deputy},
        {"name": "other"},
        {"about": "REQ-2026-0002"},
    ]

    first = [ask(**holder).pk for holder in holders]
    second = [ask(**holder).pk for holder in holders]

    assert first == second
    assert (
        len(set(first)) == len(holders) == Duty.objects.count() == TrailEntry.objects.filter(act="duty opened").count()
    )


@pytest.mark.parametrize("named", [True, False])
def test_the_database_refuses_a_second_open_duty_of_one_holder(cast, ask, named):
    person = cast.police if named else None
    ask(person=person)

    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(kind="answer", about=REQUEST, agency=cast.police_force, person=person)


def test_settling_settles_a_kind_about_a_thing_for_all_its_holders(cast, ask):
    for given in ({}, {"person": cast.police_deputy}, {"name": "other"}, {"about": "REQ-2026-0002"}):
        ask(**given)

    with clock.at(NOON):
        count = duties.settle("answer", about=REQUEST, by=cast.police, how="submitted")

    settled = Duty.objects.settled()
    assert count == settled.count() == 2
    assert {(duty.settled_by, duty.settled_at, duty.how) for duty in settled} == {(cast.police, NOON, "submitted")}
    assert [step.what for step in settled[0].steps.all()] == ["opened", "submitted"]
    assert [duties.has_open("answer", about=about) for about in (REQUEST, "REQ-2026-0002")] == [False, True]
    assert TrailEntry.objects.get(act="duty settled").facts == {"duty": "answer", "how": "submitted"}


def test_settling_for_one_person_leaves_the_others(cast, ask):
    for person in (cast.police, cast.police_deputy, None):
        ask(person=person)

    count = duties.settle("answer", about=REQUEST, by=cast.police, person=cast.police)

    assert (count, Duty.objects.settled().get().person, Duty.objects.open().count()) == (1, cast.police, 2)


def test_settling_what_is_settled_changes_nothing(cast, ask):
    ask()
    counts = [duties.settle("answer", about=REQUEST, by=cast.police) for _ in range(2)]

    assert counts == [1, 0]
    assert TrailEntry.objects.filter(act="duty settled").count() == 1
    assert ask().settled_at is None


def test_a_kind_that_no_app_declared_is_refused(ask):
    with pytest.raises(KeyError):
        ask(name="love")

    assert not Duty.objects.exists()


def test_the_words_of_a_duty_name_its_reference_and_lead_to_its_page(ask):
    duty = ask()

    said = [say(duty) for say in (duties.title_of, duties.waiting_words, duties.done_words, duties.url_of)]
    assert said == [f"Answer {REQUEST}", f"Answer to {REQUEST}", f"Answered {REQUEST}", f"/directory/{REQUEST}/"]


def test_a_duty_without_a_page_of_its_own_leads_to_that_of_its_reference(ask, monkeypatch):
    monkeypatch.setitem(duties._kinds, "answer", replace(duties._kinds["answer"], url_name=""))

    assert duties.url_of(ask("MAC-2026-001")) == "/cases/MAC-2026-001/"


def test_work_is_listed_by_due_date_and_what_was_finished_latest_first(cast, ask):
    for about, days in (("REQ-2026-0003", None), ("REQ-2026-0002", 5), ("REQ-2026-0001", 1)):
        ask(about, due_on=days and MONDAY + timedelta(days=days))
    for number in range(11, 23):
        ask(f"REQ-2026-00{number}")
        with clock.at(NOON + timedelta(minutes=number)):
            duties.settle("answer", about=f"REQ-2026-00{number}", by=cast.police)

    work = work_of(cast.police)

    in_order = ["REQ-2026-0001", "REQ-2026-0002", "REQ-2026-0003"]
    assert [duty.about for duty in work.to_do] == in_order
    assert [duty.about for duty in work_of(cast.inspector).waiting_on_others] == in_order
    assert [duty.about for duty in work.finished] == [f"REQ-2026-00{number}" for number in range(22, 12, -1)]
    assert work.waiting_on_others == []


def test_who_holds_no_role_any_more_no_longer_sees_what_they_waited_for(cast, ask):
    ask()
    before = len(work_of(cast.inspector).waiting_on_others)

    leaving.end_membership(Membership.objects.get(user=cast.inspector), by=cast.lead)

    assert (before, work_of(cast.inspector).waiting_on_others) == (1, [])


def test_only_an_open_duty_with_a_date_is_due(cast, ask):
    undated, dated = ask("REQ-2026-0002"), ask(due_on=MONDAY)
    later = MONDAY + timedelta(days=1)

    assert (due_status(undated, later), due_status(dated, later).label) == (None, "Overdue 1 day")
    assert (dated.is_overdue(MONDAY), dated.is_overdue(later)) == (False, True)
    assert list(Duty.objects.overdue(later)) == [dated]
    duties.settle("answer", about=REQUEST, by=cast.police)
    dated.refresh_from_db()
    assert (due_status(dated, later), dated.is_overdue(later)) == (None, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_work_takes_the_same_queries_whatever_its_length(
    cast, ask, client_of, django_assert_num_queries, rows
):
    for number in range(rows):
        ask(f"REQ-2026-000{number}", due_on=MONDAY)
        ask(f"REQ-2026-001{number}")
        duties.settle("answer", about=f"REQ-2026-001{number}", by=cast.police)
        ask(f"REQ-2026-002{number}", agency=cast.inspectorate, person=cast.inspector, by=cast.police)
    client = client_of(cast.police)
    client.get("/")

    with django_assert_num_queries(9):
        page = client.get("/").content.decode()

    assert page.count("Answered REQ") == page.count("Answer to REQ") == rows
