"""Who came after whom, without a database."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agencies.lineage import HandOver, Lineage

COMPANY, DIVISION, EAST, WEST, NEWEST = range(5)
JUNE = date(2021, 6, 26)
TREE = Lineage(
    [
        HandOver(COMPANY, DIVISION, date(2019, 12, 2)),
        HandOver(DIVISION, EAST, JUNE),
        HandOver(DIVISION, WEST, JUNE),
        HandOver(WEST, NEWEST, date(2025, 4, 1)),
    ],
    {COMPANY: date(2019, 12, 1), DIVISION: date(2021, 6, 25), WEST: date(2025, 3, 31)},
)


def test_who_holds_it_depends_on_the_day():
    answers = {day: TREE.holders_on(COMPANY, date.fromisoformat(day)) for day in ("2019-01-01", "2020-01-01")}

    assert answers == {"2019-01-01": {COMPANY}, "2020-01-01": {DIVISION}}
    assert TREE.holders_on(COMPANY, date(2022, 1, 1)) == {EAST, WEST}
    assert TREE.holders_on(COMPANY, date(2026, 1, 1)) == {EAST, NEWEST}
    assert TREE.holders_on(EAST, date(2026, 1, 1)) == {EAST}


def test_an_agency_that_handed_on_a_part_still_holds_the_rest():
    tree = Lineage([HandOver(COMPANY, EAST, JUNE)], {})

    assert tree.holders_on(COMPANY, date(2022, 1, 1)) == {COMPANY, EAST}


def test_one_that_ended_without_a_successor_answers_for_itself():
    assert Lineage([], {COMPANY: JUNE}).holders_on(COMPANY, date(2026, 1, 1)) == {COMPANY}


def test_a_circle_is_told_before_it_is_closed():
    assert TREE.would_close_a_circle(NEWEST, COMPANY)
    assert TREE.would_close_a_circle(EAST, EAST)
    assert not TREE.would_close_a_circle(EAST, WEST)
    assert TREE.ancestors(NEWEST) == {WEST, DIVISION, COMPANY}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20), st.integers(0, 6))
def test_hand_overs_that_close_no_circle_always_lead_to_a_holder(pairs, start):
    taken = []
    for predecessor, successor in pairs:
        if not Lineage(taken, {}).would_close_a_circle(predecessor, successor):
            taken.append(HandOver(predecessor, successor, JUNE))
    ended = dict.fromkeys((one.predecessor for one in taken), date(2021, 6, 25))

    holders = Lineage(taken, ended).holders_on(start, date(2026, 1, 1))

    assert holders
    assert not holders & set(ended)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=20), st.integers(0, 4))
def test_even_a_circle_in_the_data_comes_to_an_end(pairs, start):
    tree = Lineage([HandOver(*pair, JUNE) for pair in pairs], {})

    assert tree.holders_on(start, date(2026, 1, 1))
    assert start not in tree.ancestors(start) or tree.would_close_a_circle(start, start)
