"""What a reminder says: one letter for a person and a day, with a reference and a date for each duty in it.

A letter names no person and no case. Whoever can do the task gets its link;
a senior contact, who sees no case, gets none. It helps and never blames.
"""

from dataclasses import dataclass
from datetime import date

from agencies import duties
from agencies.chase_rules import OWN, Level
from panelportal.kit import letter_words
from panelportal.kit.words import long_day, lowered

KIND = "reminder-digest"


@dataclass(frozen=True)
class Item:
    """One duty in a letter: what to do, until when, why this person is written to, and where it is done."""

    title: str
    due: str
    why: str
    path: str


def item_of(duty, level, *, today):
    """Return what a letter says of a duty to somebody who is written to at this level."""
    late = duty.due_on is not None and duty.due_on < today
    return Item(
        title=duties.title_of(duty),
        due=_due(duty.due_on, late),
        why=_why(duty, Level(level), late),
        path="" if level == Level.SENIOR else duties.url_of(duty),
    )


def context_of(items):
    """Return the context with which the letter is printed."""
    linked = [item for item in items if item.path]
    return {
        "items": items,
        "one": items[0] if len(items) == 1 else None,
        "subject": _subject(items, linked),
        "sign_in": bool(linked),
    }


def _due(due_on: date | None, late):
    if due_on is None:
        return "It waits for you."
    return f"It was due on {long_day(due_on)} and can still be done." if late else f"It is due on {long_day(due_on)}."


def _why(duty, level, late):
    if level == Level.DEPUTY:
        return "We wrote to your colleague and have not heard yet. Can you help, or tell us who can?"
    if level == Level.SENIOR:
        return (
            f"We have not heard from {duty.agency} yet. You need not look at the case: it would help if you asked "
            "your organisation's contact for the portal to reply, or told us whom we should write to."
        )
    if level == Level.LEADS:
        return "It is work of the inspectorate that is overdue. Whoever has it may need help, or more time."
    if late and duties.schedule_of(duty) != OWN:
        return f"Is something in the way? Tell us, we can help. {duties.help_of(duty)}".strip()
    return duties.help_of(duty)


def _subject(items, linked):
    if len(items) > 1:
        return f"Reminder: {len(items)} things that are due"
    title = items[0].title
    said = f"Reminder: {lowered(title)}" if linked else f"Ask who can reply: {title.rpartition(' ')[2]}"
    return said if len(said) <= letter_words.LONGEST_SUBJECT else f"Reminder of a task: {title.rpartition(' ')[2]}"
