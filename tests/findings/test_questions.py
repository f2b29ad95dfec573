"""Questions for the panel: what each topic asks, and what none of them ever does. Pure: no database."""

import re
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.chronology import Involvement, Kind
from findings.questions import Rules, Topic, questions_of
from tests.findings.told import HOUSING, POLICE, PRISON, TRUST, event, events, involvements

BEGINS, ENDS = date(2024, 1, 1), date(2024, 12, 31)
BLAME = re.compile(
    r"\b(fail|miss|neglect|fault|blame|wrong|should have|ignored|mistake|poor|contradict)", re.IGNORECASE
)


def ask(*told, involved=(), topic=None, rules=None):
    found = questions_of(told, involved, begins=BEGINS, ends=ENDS, rules=rules)
    return [one for one in found if topic in (None, one.topic)]


@given(events(), involvements(), st.randoms(use_true_random=False))
def test_every_question_asks_blames_nobody_and_cites_only_what_was_told(told, involved, random):
    found = questions_of(told, involved, begins=BEGINS, ends=ENDS)
    known = {one.key for one in told}
    shuffled, involved_too = list(told), list(involved)
    random.shuffle(shuffled)
    random.shuffle(involved_too)

    for one in found:
        assert one.text.endswith("?")
        assert not BLAME.search(one.text)
        assert set(one.events) <= known
        assert len(set(one.events)) == len(one.events)
        assert one.begins <= one.ends
    assert len(set(found)) == len(found)
    assert questions_of(shuffled, involved_too, begins=BEGINS, ends=ENDS) == found


def test_nothing_told_asks_nothing():
    assert ask() == []


# ---- gaps


def test_a_time_without_contact_longer_than_the_threshold_is_asked_about_with_the_services_that_were_open():
    before, after = event(1, on=date(2024, 5, 13)), event(2, TRUST, on=date(2024, 8, 3))
    involved = [Involvement(PRISON, date(2024, 7, 1), None), Involvement(TRUST, date(2023, 1, 1), date(2024, 1, 1))]

    (first, gap, last) = ask(before, after, involved=involved, topic=Topic.GAP)

    assert (gap.begins, gap.ends, gap.events) == (date(2024, 5, 14), date(2024, 8, 2), (1, 2))
    assert gap.text == (
        "No agency contact is recorded from 14 May 2024 to 2 August 2024, 81 days. HMP Northmoor says that a service "
        "was open. What was happening in this time, and who would have known?"
    )
    assert (first.begins, first.ends, first.events) == (BEGINS, date(2024, 5, 12), (1,))
    assert (last.begins, last.ends, last.events) == (date(2024, 8, 4), ENDS, (2,))


@pytest.mark.parametrize(("days", "asked"), [(60, 0), (61, 1)])
def test_the_threshold_itself_is_no_gap(days, asked):
    told = [event(1, on=BEGINS), event(2, on=date.fromordinal(BEGINS.toordinal() + days + 1))]
    told += [event(number, on=date(2024, month, 1)) for number, month in enumerate((4, 5, 6, 7, 8, 9, 10, 11, 12), 3)]

    assert len(ask(*told, topic=Topic.GAP)) == asked


def test_only_contact_ends_a_gap_and_one_of_an_unknown_day_counts_for_its_whole_period():
    decision = event(1, on=date(2024, 6, 1), kind=Kind.DECISION)
    some_day = event(2, on=BEGINS, until=ENDS, precision="year")

    assert len(ask(decision, topic=Topic.GAP)) == 1
    assert ask(decision, some_day, topic=Topic.GAP) == []


# ---- overlaps


def test_agencies_involved_together_without_sharing_are_asked_about_once_for_each_two():
    involved = [Involvement(owner, BEGINS, date(2024, 6, 30)) for owner in (POLICE, TRUST, HOUSING)]
    told = event(1, TRUST, on=date(2024, 2, 1), kind=Kind.SHARED, with_kinds={"housing"})

    (question,) = ask(told, involved=involved, topic=Topic.OVERLAP)

    assert question.text == (
        "While Northshire Police was involved, Northshire Mental Health Trust and Westvale Housing were too, between "
        "1 January 2024 and 30 June 2024. No record shows that information was shared between Northshire Police and "
        "Northshire Mental Health Trust or Westvale Housing while both were involved. Did they know of each other, and "
        "what would have helped them to?"
    )
    assert question.events == (1,)


def test_agencies_involved_one_after_the_other_do_not_overlap():
    involved = [Involvement(POLICE, BEGINS, date(2024, 3, 1)), Involvement(TRUST, date(2024, 3, 2), None)]

    assert ask(event(1), involved=involved, topic=Topic.OVERLAP) == []


# ---- accounts that differ


def test_shared_by_one_and_not_shared_by_the_other_is_a_difference_when_their_dates_meet():
    shared = event(1, on=date(2024, 3, 5), kind=Kind.SHARED, with_kinds={"housing"})
    not_shared = event(
        2, HOUSING, on=date(2024, 3, 1), until=date(2024, 3, 31), precision="month", kind=Kind.NOT_SHARED,
        with_kinds={"police"},
    )  # fmt: skip
    earlier = event(3, HOUSING, on=date(2024, 3, 4), kind=Kind.NOT_SHARED, with_kinds={"police"})

    (question,) = ask(shared, not_shared, earlier, topic=Topic.DIFFERS)

    assert question.events == (1, 2)
    assert question.text == (
        "Northshire Police records that it shared information with Westvale Housing on 5 March 2024. Westvale Housing "
        "records for the same time (between 1 March 2024 and 31 March 2024) that information was not shared. What did "
        "each understand to have been shared, and how?"
    )


def test_a_period_longer_than_a_month_is_too_vague_to_differ():
    shared = event(1, kind=Kind.SHARED, with_kinds={"housing"})
    vague = event(2, HOUSING, on=date(2024, 1, 1), until=date(2024, 12, 31), precision="year", kind=Kind.NOT_SHARED,
                  with_kinds={"police"})  # fmt: skip

    assert ask(shared, vague, topic=Topic.DIFFERS) == []


@pytest.mark.parametrize(
    ("theirs", "differs"),
    [
        ({"at": time(10)}, False),
        ({"at": time(10, 1)}, True),
        ({"at": None}, False),
        ({"at": time(9), "kind": Kind.DECISION}, True),
        ({"at": time(12), "with_kinds": ()}, False),
        ({"at": time(12), "with_kinds": (), "what": "Visit together with the police."}, True),
        ({"at": time(12), "on": date(2024, 3, 6)}, False),
    ],
)
def test_two_records_that_name_each_other_on_a_day_differ_by_kind_or_by_more_than_an_hour(theirs, differs):
    ours = event(1, at=time(9), with_kinds={"housing"})
    told = event(2, HOUSING, **({"with_kinds": {"police"}} | theirs))

    assert [one.events for one in ask(ours, told, topic=Topic.DIFFERS)] == ([(1, 2)] if differs else [])


def test_of_several_records_of_a_day_none_is_taken_for_the_same_contact():
    told = [event(1, at=time(9), with_kinds={"housing"}), event(2, at=time(15), with_kinds={"housing"})]

    assert ask(*told, event(3, HOUSING, at=time(12), with_kinds={"police"}), topic=Topic.DIFFERS) == []


# ---- what one agency held


def test_what_was_recorded_before_a_decision_and_not_shared_since_is_asked_about():
    early = event(1, on=date(2024, 2, 1))
    shared = event(2, on=date(2024, 2, 10), kind=Kind.SHARED, with_kinds={"prison"})
    later = event(3, on=date(2024, 2, 20), kind=Kind.NOT_SHARED, with_kinds={"prison"})
    together = event(4, on=date(2024, 2, 21), with_kinds={"prison"})
    of_the_trust = event(5, TRUST, on=date(2024, 2, 22), until=date(2024, 2, 28), precision="about")
    that_day = event(6, TRUST, on=date(2024, 3, 5))
    long_ago = event(7, HOUSING, on=date(2023, 11, 1))
    decision = event(8, PRISON, on=date(2024, 3, 5), kind=Kind.DECISION)

    (question,) = ask(early, shared, later, together, of_the_trust, that_day, long_ago, decision, topic=Topic.HELD)

    assert question.events == (5, 3, 8)
    assert question.text == (
        "HMP Northmoor records a decision on 5 March 2024. In the 90 days before it Northshire Mental Health Trust "
        "(1 event) and Northshire Police (1 event) recorded what, as far as the records show, was not shared with HMP "
        "Northmoor. Was any of this known when the decision was made, and would it have helped?"
    )


def test_sharing_before_the_decision_answers_the_question_and_sharing_after_it_does_not():
    known, decision = event(1, on=date(2024, 2, 1)), event(2, PRISON, on=date(2024, 3, 5), kind=Kind.DECISION)
    shared = {"kind": Kind.SHARED, "with_kinds": {"prison"}}

    assert ask(known, decision, event(3, on=date(2024, 3, 4), **shared), topic=Topic.HELD) == []
    assert len(ask(known, decision, event(3, on=date(2024, 3, 6), **shared), topic=Topic.HELD)) == 1


def test_the_rules_can_be_set():
    told = [event(1, on=date(2024, 6, 1)), event(2, PRISON, on=date(2024, 6, 20), kind=Kind.DECISION)]

    assert ask(*told, topic=Topic.HELD, rules=Rules(held_days=10)) == []
    assert ask(*told, topic=Topic.GAP, rules=Rules(gap_days=400)) == []
