from datetime import date

import pytest

from panelportal.kit.due import DueTag, due_tag

DUE = date(2025, 3, 17)  # a Monday


@pytest.mark.parametrize(
    ("today", "label", "colour"),
    [
        (date(2025, 3, 12), "Due soon", "orange"),
        (date(2025, 3, 14), "Due soon", "orange"),
        (DUE, "Due today", "orange"),
        (date(2025, 3, 18), "Overdue 1 day", "red"),
        (date(2025, 3, 27), "Overdue 10 days", "red"),
    ],
)
def test_a_due_date_that_is_near_or_past_has_a_tag(today, label, colour):
    assert due_tag(DUE, today) == DueTag(label, colour)


def test_there_is_no_tag_while_there_is_time_counted_in_working_days():
    assert due_tag(DUE, date(2025, 3, 11)) is None
    assert due_tag(DUE, date(2025, 3, 11), soon=4) == DueTag("Due soon", "orange")
