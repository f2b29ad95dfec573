"""The chase decision, by example and by properties over three years of real bank holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies import chase_rules
from agencies.chase_rules import (
    ACTION,
    AGENCY,
    INVITATION,
    LEAST_GAP,
    OWN,
    Facts,
    Level,
    Step,
    Taken,
    day_after_pause,
    due_step,
    next_step,
)
from agencies.models import StepKind
from panelportal.kit import working_days

MONDAY = date(2026, 11, 2)  # no bank holiday near
ASKED = Facts(due_on=date(2026, 11, 23), since=MONDAY)  # 15 working days, a Monday
SCHEDULES = (AGENCY, ACTION, INVITATION, OWN)


def year_of(facts, schedule=AGENCY, *, runs=None, history=(), days=60):
    """Run the chaser each day, or on these days only. Returns the steps it took, with their days."""
    taken = list(history)
    for number in range(days):
        day = facts.since + timedelta(days=number)
        if runs is not None and day not in runs:
            continue
        planned = due_step(facts, schedule, taken, day)
        if planned:
            taken.append(Taken(planned.step, day))
    return taken[len(history) :]


def _said(taken):
    return [(str(one.step), one.on.isoformat()) for one in taken]


def test_an_agency_is_reminded_twice_then_its_deputy_and_its_senior_contact_are_asked():
    assert _said(year_of(ASKED)) == [
        ("reminder", "2026-11-18"),
        ("second-reminder", "2026-11-24"),
        ("deputy-asked", "2026-11-26"),
        ("senior-contact-asked", "2026-12-01"),
    ]


def test_the_inspectorates_own_work_never_goes_to_an_agencys_deputy():
    assert _said(year_of(ASKED, OWN)) == [("reminder", "2026-11-18"), ("lead-told", "2026-11-24")]
    assert {one.level for one in OWN} == {Level.HOLDER, Level.LEADS}


def test_an_invitation_is_not_chased_after_the_day():
    runs = {ASKED.due_on + timedelta(days=number) for number in range(1, 30)}

    assert _said(year_of(ASKED, INVITATION)) == [("reminder", "2026-11-18"), ("second-reminder", "2026-11-23")]
    assert year_of(ASKED, INVITATION, runs=runs) == []


def test_there_is_no_reminder_ahead_of_a_day_that_is_near():
    near = Facts(due_on=MONDAY + timedelta(days=3), since=MONDAY)

    assert _said(year_of(near))[0] == ("second-reminder", "2026-11-06")


def test_christmas_and_new_year_are_no_working_days():
    facts = Facts(due_on=date(2026, 12, 24), since=date(2026, 12, 1))

    assert _said(year_of(facts)) == [
        ("reminder", "2026-12-21"),
        ("second-reminder", "2026-12-29"),
        ("deputy-asked", "2026-12-31"),
        ("senior-contact-asked", "2027-01-06"),
    ]


def test_after_a_week_of_outage_the_latest_step_is_due_once():
    told = [Taken(Step.REMINDER, date(2026, 11, 18))]
    back = {date(2026, 12, 2) + timedelta(days=number) for number in range(20)}

    assert _said(year_of(ASKED, history=told, runs=back)) == [("senior-contact-asked", "2026-12-02")]


def test_nobody_is_gone_over_the_head_of_before_they_were_reminded():
    back = {date(2026, 12, 2) + timedelta(days=number) for number in range(20)}

    assert _said(year_of(ASKED, runs=back)) == [
        ("second-reminder", "2026-12-02"),
        ("senior-contact-asked", "2026-12-04"),
    ]


def test_a_reminder_by_hand_stands_for_the_one_that_was_near():
    by_hand = [Taken(Step.BY_HAND, date(2026, 11, 23))]

    assert _said(year_of(ASKED, history=by_hand))[0] == ("deputy-asked", "2026-11-26")


def test_an_extension_starts_again_from_the_new_day():
    before = year_of(ASKED)[:3]
    extended = Facts(due_on=date(2026, 12, 14), since=date(2026, 11, 27))

    assert _said(year_of(extended, history=before)) == [
        ("reminder", "2026-12-09"),
        ("second-reminder", "2026-12-15"),
        ("deputy-asked", "2026-12-17"),
        ("senior-contact-asked", "2026-12-22"),
    ]


@pytest.mark.parametrize("kept", [{"is_over": True}, {"is_paused": True}, {"due_on": None}])
def test_what_is_over_paused_or_undated_is_not_chased(kept):
    facts = Facts(**{"due_on": MONDAY, "since": MONDAY} | kept)

    assert year_of(facts) == []
    assert next_step(facts, AGENCY, [], MONDAY) is None


def test_nothing_comes_after_the_last_step():
    assert next_step(ASKED, AGENCY, year_of(ASKED), date(2026, 12, 2)) is None


def test_what_is_written_down_has_the_names_of_the_rule():
    assert {str(step) for step in Step} < set(StepKind.values)


# ---- properties -----------------------------------------------------------------------------------------

days = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))
schedules = st.sampled_from(SCHEDULES)


@st.composite
def lives(draw):
    """A duty's life: its facts, and the days on which the chaser runs, with outages, an extension and a pause."""
    since = draw(days)
    due_on = since + timedelta(days=draw(st.integers(0, 60)))
    outages = draw(st.lists(st.tuples(st.integers(0, 110), st.integers(1, 10)), max_size=4))
    down = {start + number for start, length in outages for number in range(length)}
    events = {
        "answer": draw(st.none() | st.integers(1, 110)),
        "extend": draw(st.none() | st.tuples(st.integers(1, 60), st.integers(1, 30))),
        "pause": draw(st.none() | st.tuples(st.integers(1, 60), st.integers(0, 30))),
        "by_hand": draw(st.none() | st.integers(1, 80)),
    }
    return since, due_on, down, events


def lived(life, schedule):
    """Live it day by day. Returns for each day whether the chaser ran, the facts and the step it took."""
    since, due_on, down, events = life
    facts, history, rows, paused_on = Facts(due_on, since), [], [], None
    for number in range(120):
        day = since + timedelta(days=number)
        if events["pause"] and number == events["pause"][0]:
            paused_on, facts = day, _with(facts, is_paused=True)
        if events["pause"] and number == sum(events["pause"]):
            facts = _with(facts, is_paused=False, due_on=day_after_pause(facts.due_on, paused_on, day))
            history.append(Taken(Step.RESUMED, day))
        if events["extend"] and number == events["extend"][0]:
            later = max(day, facts.due_on) + timedelta(days=events["extend"][1])
            facts = _with(facts, due_on=later, since=day)
        if events["answer"] == number:
            facts = _with(facts, is_over=True)
        if events["by_hand"] == number and not (facts.is_over or facts.is_paused):
            history.append(Taken(Step.BY_HAND, day))
        planned = None if number in down else due_step(facts, schedule, history, day)
        rows.append((day, number not in down, facts, list(history), planned))
        if planned:
            history.append(Taken(planned.step, day))
    return rows


def _with(facts, **changes):
    return Facts(**{"due_on": facts.due_on, "since": facts.since, **_flags(facts), **changes})


def _flags(facts):
    return {"is_over": facts.is_over, "is_paused": facts.is_paused}


@settings(max_examples=150, deadline=None)
@given(lives(), schedules)
def test_nobody_is_chased_after_answering_while_paused_or_on_a_day_off(life, schedule):
    for day, _, facts, history, planned in lived(life, schedule):
        if planned:
            assert (facts.is_over, facts.is_paused) == (False, False)
            assert working_days.is_working_day(day)
            assert all(working_days.between(taken.on, day) >= LEAST_GAP for taken in history)


@settings(max_examples=150, deadline=None)
@given(lives(), schedules)
def test_no_step_is_taken_twice_for_one_date(life, schedule):
    taken = [(facts.since, planned.step) for _, _, facts, _, planned in lived(life, schedule) if planned]

    assert len(taken) == len(set(taken))


@settings(max_examples=150, deadline=None)
@given(lives(), schedules)
def test_nobody_is_asked_above_before_a_reminder(life, schedule):
    for _, _, facts, history, planned in lived(life, schedule):
        if planned and planned.goes_above:
            assert any(taken.on > facts.since for taken in history)


@settings(max_examples=150, deadline=None)
@given(lives())
def test_nobody_due_is_missed(life):
    """The first time the chaser runs with two working days since the last letter, what fell due is done or goes now."""
    for day, is_up, facts, history, planned in lived(life, AGENCY):
        last = max([facts.since, *(taken.on for taken in history)])
        may_go = is_up and working_days.is_working_day(day) and working_days.between(last, day) >= LEAST_GAP
        if not may_go or planned or facts.is_over or facts.is_paused:
            continue
        done = {taken.step for taken in history if taken.on > facts.since}
        for place, one in enumerate(AGENCY):
            fell_due = working_days.add(facts.due_on, one.offset)
            if fell_due <= day and not one.is_ahead:
                by_hand = Step.BY_HAND in done and not one.goes_above
                assert by_hand or done & {later.step for later in AGENCY[place:]}


@settings(max_examples=150, deadline=None)
@given(lives(), schedules)
def test_nobody_is_chased_for_the_time_that_the_clock_stood_still(life, schedule):
    paused, since = 0, None
    for day, _, facts, _, planned in lived(life, schedule):
        if since != facts.since:
            since, paused, due_on = facts.since, 0, facts.due_on
        paused += facts.is_paused and working_days.is_working_day(day)
        if planned and not planned.is_ahead:
            assert working_days.between(due_on, day) - max(0, paused - 1) >= planned.offset


@settings(max_examples=150, deadline=None)
@given(lives(), schedules, st.integers(0, 100))
def test_the_next_step_that_is_shown_is_the_one_that_comes(life, schedule, number):
    day, _, facts, history, _ = lived(life, schedule)[number]
    shown = next_step(facts, schedule, history, day)

    coming = (day + timedelta(days=count) for count in range(120))
    steps = ((one, due_step(facts, schedule, history, one)) for one in coming)
    first = next(((one, planned) for one, planned in steps if planned), None)

    assert (shown and (shown.on, shown.planned)) == first


def test_every_schedule_looks_as_far_ahead_as_the_chaser_does():
    assert min(one.offset for schedule in SCHEDULES for one in schedule) == -chase_rules.EARLIEST
