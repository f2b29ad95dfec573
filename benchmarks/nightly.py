"""The nightly chase over every open duty, and once more: the second time must send nothing."""

from datetime import timedelta
from time import perf_counter

from agencies import chasing
from agencies.models import Duty, DutyStep
from panelportal.kit import clock, working_days
from panelportal.kit.models import Letter


def measure_chase():
    """Chase on the next working day, twice. Returns seconds and counts."""
    day = working_days.add(clock.today() - timedelta(days=1), 1)
    duties = Duty.objects.open().count()
    seconds, letters, steps = _chase(day)
    again_seconds, again_letters, again_steps = _chase(day)
    return {
        "duties": duties,
        "seconds": seconds,
        "letters": letters,
        "steps": steps,
        "again_seconds": again_seconds,
        "again": again_letters + again_steps,
    }


def _chase(day):
    letters, steps = Letter.objects.count(), DutyStep.objects.count()
    began = perf_counter()
    chasing.chase(day)
    seconds = perf_counter() - began
    return seconds, Letter.objects.count() - letters, DutyStep.objects.count() - steps
