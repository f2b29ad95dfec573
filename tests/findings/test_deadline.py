from datetime import date

import pytest

from findings.deadline import words

FRIDAY = date(2025, 4, 11)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 3, 26), "Reply by Friday 11 April 2025 (12 working days left)"),
        (date(2025, 4, 10), "Reply by Friday 11 April 2025 (1 working day left)"),
        (date(2025, 4, 11), "Reply by Friday 11 April 2025 (today)"),
        (date(2025, 4, 12), "Your reply was due on Friday 11 April 2025. You can still send it."),
        (
            date(2025, 4, 14),
            "Your reply was due on Friday 11 April 2025, 1 working day ago. You can still send it.",
        ),
        (
            date(2025, 4, 22),
            "Your reply was due on Friday 11 April 2025, 5 working days ago. You can still send it.",
        ),
    ],
)
def test_deadline_says_how_many_working_days_are_left_or_gone(today, expected):
    assert words(FRIDAY, today) == expected
