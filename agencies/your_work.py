"""What the page "Your work" reads from the one table of duties: what waits for a person, and what they wait for."""

from dataclasses import dataclass

from agencies.declaring import scopes_of
from agencies.models import Duty
from panelportal.kit import clock
from panelportal.kit.due import CLOCK_PAUSED, due_tag

NOT_DONE = ("stopped", "withdrawn", "the flag was withdrawn", "the review was withdrawn", "details taken back")


@dataclass(frozen=True)
class Work:
    """What one person's page of work shows."""

    to_do: list
    waiting_on_others: list
    finished: list


def work_of(user, *, most=None, most_finished=10):
    """Return what waits for a person, what they wait for (of each at most so many), and what was finished lately."""
    less = scopes_of(user)
    mine = Duty.objects.waiting_for(user, less=less)
    # What was stopped was never told, and what was withdrawn was not done: neither reads “Replied”.
    finished = mine.settled().exclude(how__in=NOT_DONE).for_list().order_by("-settled_at", "-pk")
    return Work(
        to_do=list(mine.open().for_list()[:most]),
        waiting_on_others=list(Duty.objects.open().asked_by(user, less=less).for_list()[:most]),
        finished=list(finished[:most_finished]),
    )


def to_do_of(user):
    """Return everything that waits for a person, by due date."""
    return Duty.objects.waiting_for(user, less=scopes_of(user)).open().for_list()


def awaited_by(user):
    """Return everything that a person waits for, by due date."""
    return Duty.objects.open().asked_by(user, less=scopes_of(user)).for_list()


def due_status(duty, today=None):
    """Return the tag for an open duty's due date, or None while there is time or the clock stands still."""
    if duty.due_on is None or duty.settled_at:
        return None
    if duty.is_paused:
        return CLOCK_PAUSED
    return due_tag(duty.due_on, today or clock.today())
