"""What is said about the date that something is due on. Nothing is overdue on that day (docs/screens.md 4.1)."""

from dataclasses import dataclass

from panelportal.kit import working_days

SOON = 3


@dataclass(frozen=True)
class DueTag:
    """A tag that says when something is due."""

    label: str
    colour: str


CLOCK_PAUSED = DueTag("Clock paused", "grey")


def due_tag(due_on, today, *, soon=SOON):
    """Return the tag for a date that something is due on, or None while there is time.

    Soon is so many working days, or fewer.
    """
    if due_on < today:
        days = (today - due_on).days
        return DueTag(f"Overdue {days} {'day' if days == 1 else 'days'}", "red")
    if due_on == today:
        return DueTag("Due today", "orange")
    return DueTag("Due soon", "orange") if working_days.between(today, due_on) <= soon else None
