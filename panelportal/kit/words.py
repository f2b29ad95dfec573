"""Dates, times and small sentences in the portal's words (docs/screens.md, sections 0 and 4)."""

from datetime import date, datetime, time

from django.utils import timezone


def long_day(value):
    """Return 'Monday 17 March 2025'."""
    value = _local(value)
    return f"{value:%A} {short_day(value)}"


def short_day(value):
    """Return '17 March 2025'."""
    value = _local(value)
    return f"{value.day} {value:%B %Y}"


def time_of_day(value):
    """Return '10:42am', '10am', 'midday' or 'midnight': 12 hours, without a space."""
    value = _local(value)
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def moment(value):
    """Return 'Monday 17 March 2025 at 10:42am'."""
    return f"{long_day(value)} at {time_of_day(value)}"


def lowered(text):
    """Return the text as it stands inside a sentence: 'Date received' as 'date received', 'SFO region' as it is."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if len(first) == 1 and first != "A" or first[1:] != first[1:].lower():
        return text
    return text[:1].lower() + text[1:]


def listed(texts, last="and"):
    """Return 'a day, a month and a year'."""
    texts = list(texts)
    return f" {last} ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


def _local(value):
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    if isinstance(value, date | time):
        return value
    raise TypeError(f"{value!r} is neither a date nor a time.")
