"""The time of day: the only module that asks for it.

Demo data and tests move the clock by `at`; nothing else may.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moment = ContextVar("moment", default=None)


def now():
    """Return the present moment, in UTC, aware."""
    return _moment.get() or timezone.now()


def today():
    """Return today's date as people in England and Wales see it."""
    return timezone.localdate(now())


def day_of(moment):
    """Return the date of a moment as people in England and Wales see it."""
    return timezone.localdate(moment)


@contextmanager
def at(moment):
    """Let it be `moment` (aware) for what runs inside. Raises ValueError for a naive moment."""
    if timezone.is_naive(moment):
        raise ValueError("The clock needs a moment with its time zone.")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
