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
