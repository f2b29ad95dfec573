"""Working days: Monday to Friday less the bank holidays of England and Wales. The day of receipt is day 0."""

from datetime import datetime, timedelta
from functools import cache

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def is_working_day(day):
    """Say whether a date is a working day. Raises TypeError for a datetime, whose day depends on the zone."""
    if isinstance(day, datetime):
        raise TypeError("A working day is asked of a date, not of a datetime.")
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add(day, working_days):
    """Return the date so many working days after `day`, which is day 0 and may be any day.

    Zero gives `day` itself, a negative number counts back. A report 15 working
    days after receipt (section 2.7 of the consultation) is `add(received_on, 15)`.
    """
    step = ONE_DAY if working_days > 0 else -ONE_DAY
    left = abs(working_days)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def between(start, end):
    """Return the number of working days after `start` up to and including `end`.

    Negative when `end` comes first: `between(end, start)` with a minus sign.
    """
    if end < start:
        return -between(end, start)
    days_after = (start + ONE_DAY * count for count in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days_after)


@cache
def bank_holidays(year):
    """Return the dates of a year's bank holidays in England and Wales, as a frozenset.

    Holidays on a weekend are left out: the substitute day that is given for
    them is in. Known to the year 2100, except for one-off days yet to be announced.
    """
    # Imported here because it takes a second that most processes need not spend.
    from holidays import country_holidays

    # Wales has the same bank holidays as England.
    named = country_holidays("GB", subdiv="ENG", years=year)
    return frozenset(day for day in named if day.weekday() < SATURDAY)
