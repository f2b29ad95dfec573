import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from panelportal.kit.working_days import add, bank_holidays, between, is_working_day

ROOT = Path(__file__).parents[2]
DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2045, 12, 31))
COUNTS = st.integers(min_value=1, max_value=60)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 2, 24), date(2025, 3, 17)),  # screens, section 0, decision 11
        (date(2025, 4, 10), date(2025, 5, 6)),  # the same, across three bank holidays
        (date(2025, 12, 12), date(2026, 1, 7)),  # across Christmas, Boxing Day and New Year's Day
        (date(2025, 3, 1), date(2025, 3, 21)),  # received on a Saturday, so Monday is day 1
        (date(2025, 3, 2), date(2025, 3, 21)),  # received on a Sunday
        (date(2025, 2, 28), date(2025, 3, 21)),  # received on the Friday before
    ],
)
def test_a_report_is_due_15_working_days_after_receipt(received, due):
    assert add(received, 15) == due
    assert between(received, due) == 15


def test_the_day_of_receipt_is_day_0():
    assert add(date(2025, 2, 24), 0) == date(2025, 2, 24)
    assert between(date(2025, 2, 24), date(2025, 2, 24)) == 0
    assert between(date(2025, 2, 24), date(2025, 2, 25)) == 1


def test_nothing_is_added_to_a_day_of_rest_by_zero_working_days():
    assert add(date(2025, 12, 25), 0) == date(2025, 12, 25)


def test_christmas_has_no_working_days():
    days = [date(2026, 12, 24) + timedelta(days=count) for count in range(6)]

    # Boxing Day 2026 is a Saturday, so Monday 28 December is its substitute.
    assert [is_working_day(day) for day in days] == [True, False, False, False, False, True]


def test_a_weekend_after_receipt_does_not_count():
    assert between(date(2025, 2, 28), date(2025, 3, 2)) == 0
    assert add(date(2025, 2, 28), 1) == date(2025, 3, 3)


def test_a_deadline_that_has_passed_counts_negative():
    assert between(date(2025, 3, 19), date(2025, 3, 17)) == -2
    assert between(date(2025, 3, 17), date(2025, 3, 15)) == -1


def test_counting_back_finds_the_day_for_a_reminder():
    assert add(date(2025, 3, 17), -3) == date(2025, 3, 12)
    assert add(date(2025, 5, 6), -1) == date(2025, 5, 2)


def test_the_bank_holidays_of_2025_are_those_published():
    assert sorted(bank_holidays(2025)) == [
        date(2025, 1, 1),
        date(2025, 4, 18),
        date(2025, 4, 21),
        date(2025, 5, 5),
        date(2025, 5, 26),
        date(2025, 8, 25),
        date(2025, 12, 25),
        date(2025, 12, 26),
    ]


def test_a_bank_holiday_on_a_weekend_is_replaced_by_its_substitute():
    christmas_2021 = {day for day in bank_holidays(2021) if day.month == 12}

    assert christmas_2021 == {date(2021, 12, 27), date(2021, 12, 28)}


def test_a_one_off_bank_holiday_is_known():
    assert date(2023, 5, 8) in bank_holidays(2023)


@pytest.mark.parametrize("year", range(2020, 2041))
def test_wales_has_the_bank_holidays_of_england(year):
    wales = country_holidays("GB", subdiv="WLS", years=year)

    assert bank_holidays(year) == {day for day in wales if day.weekday() < 5}


def test_a_datetime_is_refused():
    with pytest.raises(TypeError, match="asked of a date, not of a datetime"):
        is_working_day(datetime(2025, 12, 25, 9, 0))


def test_importing_working_days_does_not_load_the_holiday_tables():
    program = "import sys, panelportal.kit.working_days; print('holidays' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"


@given(DAYS, COUNTS)
def test_counting_undoes_adding(day, count):
    assert between(day, add(day, count)) == count


@given(DAYS.filter(is_working_day), COUNTS)
def test_counting_back_undoes_adding(day, count):
    assert add(add(day, count), -count) == day
    assert between(day, add(day, -count)) == -count


@given(DAYS, COUNTS)
def test_adding_ends_on_a_working_day_at_the_earliest_possible(day, count):
    due = add(day, count)

    assert is_working_day(due)
    assert between(day, due - timedelta(days=1)) == count - 1


@given(DAYS, DAYS, DAYS)
def test_stretches_of_working_days_add_up(first, second, third):
    assert between(first, second) + between(second, third) == between(first, third)
