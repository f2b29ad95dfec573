"""The clock of a quality assurance report: 15 working days from receipt, which is day 0.

"The results ... will be reported directly to the local SFO review teams
within 15 working days of the review being received" (section 2.7).
"""

from collections import namedtuple

from panelportal.kit import working_days

REPORT_DAYS = 15
DUE_SOON = 3

DueTag = namedtuple("DueTag", "label colour")


def due_on(received_on):
    """Return the day on which the report is due."""
    return working_days.add(received_on, REPORT_DAYS)


def day_of(received_on, on):
    """Return which working day of the clock a day is: 0 on the day of receipt."""
    return working_days.between(received_on, on)


def due_tag(due, on):
    """Return words and colour for a due date, or None while there is time. Nothing is overdue on its due day."""
    if on > due:
        late = (on - due).days
        return DueTag(f"Overdue {late} {'day' if late == 1 else 'days'}", "red")
    if on == due:
        return DueTag("Due today", "orange")
    return DueTag("Due soon", "orange") if working_days.between(on, due) <= DUE_SOON else None
