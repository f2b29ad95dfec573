"""Jobs: work that the worker does later, retried, scheduled and taken back when a worker dies.

Only this module knows the task queue. A job's row is written in the verb's
transaction, so that it exists if and only if the change does.
"""

import logging
from datetime import timedelta
from functools import wraps

from django.utils.crypto import get_random_string
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from panelportal.kit import clock
from panelportal.kit.models import Schedule

log = logging.getLogger("portal.jobs")

MOST_ATTEMPTS = 5
FIRST_RETRY = timedelta(seconds=30)
LOST_AFTER = timedelta(minutes=30)

_periodic = {}


def job(function):
    """Make a module's function a job: `function.enqueue(...)` has the worker call it, at least once.

    A failed call is tried again after 30 seconds, then twice as long each
    time, five times in all; each failure stays in the queue's history.
    """

    @wraps(function)
    def run(*args, attempt=1, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception:
            if attempt < MOST_ATTEMPTS:
                later = clock.now() + FIRST_RETRY * 2 ** (attempt - 1)
                run.task.using(run_after=later).enqueue(*args, attempt=attempt + 1, **kwargs)
            raise

    run.task = task()(run)
    return run.task


def every(seconds, name, function):
    """Have the worker call a function about every so many seconds, by one worker at a time."""
    _periodic[name] = (timedelta(seconds=seconds), function)


def run_periodic():
    """Call what is due among the periodic functions. Returns the names of those called.

    A schedule is claimed by one conditional update, so that of several
    workers one calls it. One failure does not keep the others from running.
    """
    called = []
    now = clock.now()
    due_at = dict(Schedule.objects.values_list("name", "next_at"))
    for name, (interval, function) in _periodic.items():
        if name not in due_at:
            Schedule.objects.get_or_create(name=name, defaults={"next_at": now})
            due_at[name] = now
        if due_at[name] > now or not _claim(name, due_at[name], now + interval):
            continue
        try:
            function()
        except Exception:
            log.exception("The periodic job “%s” failed; it is tried again when it is next due.", name)
        called.append(name)
    return called


def _claim(name, seen, next_at):
    return Schedule.objects.filter(name=name, next_at=seen).update(next_at=next_at) == 1


def work_off():
    """Do the jobs whose time has come, one after another, until none is left."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    ).run()


def take_back_lost():
    """Put back what a worker had begun when it was killed, 30 minutes ago or more. Returns how many."""
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=clock.now() - LOST_AFTER).update(
        status=TaskResultStatus.READY, started_at=None
    )
    if lost:
        log.warning("%s lost jobs were put back", lost)
    return lost
