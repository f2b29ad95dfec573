"""Days on which people do not expect a meeting."""

from django.utils import timezone

from panelportal.kit import words, working_days


def unusual(meeting):
    """Return a sentence when a meeting falls on a weekend or a bank holiday; else an empty text."""
    day = timezone.localdate(meeting.starts_at) if meeting else None
    if day is None or working_days.is_working_day(day):
        return ""
    return f"{words.long_day(day)} is {'at the weekend' if day.weekday() >= 5 else 'a bank holiday'}."
