"""The clock of a quality assurance report: 15 working days from receipt, which is day 0.

"The results ... will be reported directly to the local SFO review teams
within 15 working days of the review being received" (section 2.7).
"""

from panelportal.kit import working_days

REPORT_DAYS = 15


def due_on(received_on):
    """Return the day on which the report is due."""
    return working_days.add(received_on, REPORT_DAYS)


def day_of(received_on, on):
    """Return which working day of the clock a day is: 0 on the day of receipt."""
    return working_days.between(received_on, on)
