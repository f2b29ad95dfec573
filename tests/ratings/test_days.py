from datetime import date

import pytest

from ratings import days


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 2, 24), date(2025, 3, 17)),
        (date(2025, 4, 10), date(2025, 5, 6)),  # Good Friday, Easter Monday and the early May bank holiday
        (date(2025, 3, 1), date(2025, 3, 21)),  # received on a Saturday
        (date(2025, 12, 18), date(2026, 1, 13)),  # Christmas Day, Boxing Day, New Year's Day
    ],
)
def test_the_report_is_due_15_working_days_after_receipt(received, due):
    assert days.due_on(received) == due
    assert days.day_of(received, received) == 0
    assert days.day_of(received, due) == 15


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2025, 3, 11), None),
        (date(2025, 3, 12), ("Due soon", "orange")),
        (date(2025, 3, 14), ("Due soon", "orange")),
        (date(2025, 3, 17), ("Due today", "orange")),
        (date(2025, 3, 18), ("Overdue 1 day", "red")),
        (date(2025, 3, 20), ("Overdue 3 days", "red")),
    ],
)
def test_what_is_said_about_a_due_date_depends_on_the_day(on, said):
    assert days.due_tag(date(2025, 3, 17), on) == said
