"""The chase decision (pure): which one step about a duty is due today, and which comes next.

A duty with a date is chased by its schedule, in working days from the day it is due:

- a reminder ahead of the day, only where there was that much time since the person was told of the duty
  or of its date, and not once the day has passed;
- after the day a second reminder, then the deputy, then the senior contact. These are never dropped, only
  put off, so that nobody is forgotten; and nobody is gone over the head of before they were reminded;
- the inspectorate's own work goes to whoever has it, and once overdue to the lead inspectors as well.

One step at most a day, on working days only, and `LEAST_GAP` working days between any two. After missed nights
the latest step is due, not each of them. A reminder by hand stands for the reminders around it. An extension
starts the schedule again from the new day (`since`). While a duty is paused nothing is due; resuming moves its
day by the working days for which it rested (`day_after_pause`), and the schedule with it. What is settled or
withdrawn is over: nobody is chased after answering.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from panelportal.kit import working_days

LEAST_GAP = 2  # working days between two letters about one duty, the first one that told of it included


class Step(StrEnum):
    """What was done or is to be done about a duty. The last two are never planned."""

    REMINDER = "reminder"
    SECOND = "second-reminder"
    DEPUTY = "deputy-asked"
    SENIOR = "senior-contact-asked"
    OVERDUE = "lead-told"
    BY_HAND = "reminded-by-hand"
    RESUMED = "resumed"


class Level(StrEnum):
    """Whom a step goes to."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    SENIOR = "senior"
    LEADS = "leads"


@dataclass(frozen=True)
class Planned:
    """A step of a schedule, so many working days after the day a duty is due; negative is before."""

    step: Step
    offset: int
    level: Level = Level.HOLDER

    @property
    def is_ahead(self):
        return self.offset <= 0

    @property
    def goes_above(self):
        return self.level in (Level.DEPUTY, Level.SENIOR)


AGENCY = (
    Planned(Step.REMINDER, -3),
    Planned(Step.SECOND, 1),
    Planned(Step.DEPUTY, 3, Level.DEPUTY),
    Planned(Step.SENIOR, 6, Level.SENIOR),
)
ACTION = (  # months lie between an action and its day: told earlier, and asked above later
    Planned(Step.REMINDER, -10),
    Planned(Step.SECOND, 1),
    Planned(Step.DEPUTY, 5, Level.DEPUTY),
    Planned(Step.SENIOR, 10, Level.SENIOR),
)
INVITATION = (Planned(Step.REMINDER, -3), Planned(Step.SECOND, 0))  # afterwards the panel has met
OWN = (Planned(Step.REMINDER, -3), Planned(Step.OVERDUE, 1, Level.LEADS))
EARLIEST = max(-planned.offset for schedule in (AGENCY, ACTION, INVITATION, OWN) for planned in schedule)


@dataclass(frozen=True)
class Facts:
    """What the decision needs to know of a duty. `since` is the day it was opened, or its date last extended."""

    due_on: date | None
    since: date
    is_over: bool = False
    is_paused: bool = False


@dataclass(frozen=True)
class Taken:
    """A step that was taken, and the day."""

    step: Step
    on: date


@dataclass(frozen=True)
class Next:
    """The step that comes next, and the day, unless something happens before."""

    planned: Planned
    on: date


def anybody(planned: Planned) -> bool:
    """Tell that there is somebody for every step."""
    return True


def due_step(facts: Facts, schedule: tuple, history: list, today: date, reaches=anybody) -> Planned | None:
    """Return the one step that is due today, or None.

    `reaches` tells whether there is somebody for a step: one for nobody takes no other's place.
    """
    if not _can_be_chased(facts) or not working_days.is_working_day(today):
        return None
    if today < _add(_last_contact(facts, history), LEAST_GAP):
        return None
    of_this_round = [taken for taken in history if taken.on > facts.since]
    due = [one for one in schedule if _is_due(one, facts, schedule, of_this_round, today) and reaches(one)]
    if not due:
        return None
    reminded = any(taken.step in (Step.REMINDER, Step.SECOND, Step.BY_HAND) for taken in of_this_round)
    if due[-1].goes_above and not reminded:
        due = [one for one in due if not one.goes_above] or due
    return due[-1]


def next_step(facts: Facts, schedule: tuple, history: list, today: date, reaches=anybody) -> Next | None:
    """Return the step that comes next, today or later, or None when no more is planned."""
    if not _can_be_chased(facts):
        return None
    turns = [today, _add(_last_contact(facts, history), LEAST_GAP)]
    turns += [_add(facts.due_on, one.offset) for one in schedule]
    for day in sorted({_working_day_from(turn) for turn in turns if turn >= today}):
        planned = due_step(facts, schedule, history, day, reaches)
        if planned:
            return Next(planned, day)
    return None


def day_after_pause(due_on: date, paused_on: date, resumed_on: date) -> date:
    """Return the day something is due after it has rested: as many working days later as it rested."""
    return working_days.add(due_on, max(0, working_days.between(paused_on, resumed_on)))


def _can_be_chased(facts):
    return facts.due_on is not None and not facts.is_over and not facts.is_paused


def _last_contact(facts, history):
    return max([facts.since, *(taken.on for taken in history)])


def _is_due(one, facts, schedule, history, today):
    day = _add(facts.due_on, one.offset)
    if day > today or _is_covered(one, day, schedule, history):
        return False
    if not one.is_ahead:
        return True
    return today <= facts.due_on and day >= _add(facts.since, LEAST_GAP)


def _is_covered(one, day, schedule, history):
    """Tell whether a step was taken in this round, or a later one, or one by hand stands for it."""
    from_here = {planned.step for planned in schedule[schedule.index(one) :]}
    by_hand = (taken.on for taken in history if taken.step == Step.BY_HAND)
    return any(taken.step in from_here for taken in history) or (
        not one.goes_above and any(day < _add(on, LEAST_GAP) for on in by_hand)
    )


def _working_day_from(day):
    while not working_days.is_working_day(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=4096)
def _add(day, number):
    return working_days.add(day, number)
