"""The merge of all agencies' events: its order, and what it never does to them. Pure: no database."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from findings.chronology import Event, Kind, Owner, merge
from findings.models.key_events import EventKind
from tests.findings.told import HOUSING, POLICE, TRUST, event, events

A_DAY = date(2024, 3, 5)


def keys(*given):
    return [one.key for one in merge(given)]


def test_the_kinds_are_those_that_agencies_choose_from():
    assert {kind.value for kind in EventKind} == {kind.value for kind in Kind}


def test_the_earliest_day_comes_first():
    assert keys(event(1, on=date(2024, 3, 6)), event(2, on=date(2024, 3, 5)), event(3, on=date(2023, 12, 31))) == [
        3,
        2,
        1,
    ]


def test_what_is_not_known_to_the_day_stands_at_the_start_of_its_period_the_longer_first():
    in_march = event(1, on=date(2024, 3, 1), until=date(2024, 3, 31), precision="month")
    in_the_year = event(2, on=date(2024, 3, 1), until=date(2025, 2, 28), precision="range")
    that_day = event(3, on=date(2024, 3, 1), at=time(0, 0))

    assert keys(that_day, in_march, in_the_year) == [2, 1, 3]


def test_a_known_time_decides_between_agencies():
    assert keys(event(1, POLICE, at=time(14)), event(2, TRUST, at=time(9, 30)), event(3, HOUSING, at=time(9))) == [
        3,
        2,
        1,
    ]


def test_an_unknown_time_follows_what_its_own_agency_puts_before_it_and_else_begins_the_day():
    seen = event(1, POLICE, at=time(10), place=1)
    afterwards = event(2, POLICE, place=2)
    elsewhere = event(3, TRUST, at=time(11), place=1)
    first_of_all = event(4, TRUST, place=0)

    assert keys(elsewhere, afterwards, seen, first_of_all) == [4, 1, 2, 3]


def test_ties_go_by_agency_then_by_its_own_order_then_by_key():
    assert keys(event(5, TRUST), event(4, POLICE, place=2), event(3, POLICE, place=1), event(6, POLICE, place=1)) == [
        5,
        3,
        6,
        4,
    ]


@given(events(), st.randoms(use_true_random=False))
def test_nothing_is_lost_invented_or_changed_and_the_order_of_arrival_does_not_matter(told, random):
    merged = merge(told)
    shuffled = list(told)
    random.shuffle(shuffled)

    assert sorted(merged, key=lambda one: one.key) == sorted(told, key=lambda one: one.key)
    assert merge(shuffled) == merged
    assert merge(merged) == merged


@given(events())
def test_days_never_run_backwards_and_an_approximate_one_stands_before_the_exact_ones_of_its_first_day(told):
    merged = merge(told)

    assert all(one.earliest <= next_.earliest for one, next_ in zip(merged, merged[1:], strict=False))
    for one, next_ in zip(merged, merged[1:], strict=False):
        assert one.earliest < next_.earliest or one.is_exact <= next_.is_exact


@given(events())
def test_an_agency_keeps_its_own_order_of_a_day_unless_its_own_times_say_otherwise(told):
    without_times = [one for one in told if one.at is None]
    place = {one.key: number for number, one in enumerate(merge(without_times))}

    for one in without_times:
        for other in without_times:
            same_day = one.owner == other.owner and one.earliest == other.earliest and one.is_exact and other.is_exact
            if same_day and (one.place_in_day, one.key) < (other.place_in_day, other.key):
                assert place[one.key] < place[other.key]


@given(events(), events(first_key=1_000))
def test_events_that_come_later_do_not_change_the_order_of_known_times(told, added):
    """What was merged keeps its order, but for untimed events, which follow what their own agency put before them."""
    timed = [one for one in told if one.at]
    both = [one for one in merge([*timed, *added]) if one in timed]

    assert both == merge(timed)


def test_an_event_names_an_agency_by_its_kind_or_its_name():
    assert event(1, with_kinds={"housing"}).names(HOUSING)
    assert event(1, with_whom="the desk of WESTVALE housing").names(HOUSING)
    assert not event(1, with_kinds={"health"}, with_whom="a neighbour").names(HOUSING)
    assert event(1, what="Joint visit with housing.").mentions(HOUSING)
    assert not event(1, what="Joint visit to the warehousing site.").mentions(HOUSING)


def test_two_agencies_of_one_name_still_have_an_order():
    twin = Owner("z", POLICE.name, "police")
    one = Event(1, POLICE, A_DAY, A_DAY, Kind.CONTACT, "", "log")
    other = Event(2, twin, A_DAY, A_DAY + timedelta(), Kind.CONTACT, "", "log")

    assert merge([other, one]) == merge([one, other]) == [one, other]
