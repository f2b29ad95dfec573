"""Days of the demonstration: always so many working days before today, at an hour of the day."""

from contextlib import contextmanager
from datetime import datetime, time
from functools import cache

from django.utils import timezone

from panelportal.kit import clock, letters, working_days


def day(working_days_ago):
    """Return the working day that lies so many working days before the day of loading; a negative number lies ahead."""
    return working_days.add(_day_of_loading(), -working_days_ago)


@cache
def _day_of_loading():
    # Asked before the clock is first moved, and kept: inside `on` today is another day.
    return clock.today()


def moment(on, hour, minute=0):
    """Return a moment of a day as people in England and Wales see it."""
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


@contextmanager
def on(date, hour, minute=0):
    """Let it be that day and hour for what runs inside, and send at that hour the letters that it wrote."""
    with clock.at(moment(date, hour, minute)):
        yield
        letters.deliver_due()
