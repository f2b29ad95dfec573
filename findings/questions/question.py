"""A question for the panel, and what every kind of question needs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from findings.chronology import Kind


class Topic(StrEnum):
    DIFFERS = "differs"
    GAP = "gap"
    HELD = "held"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class Rules:
    """How long and how far apart, in days or minutes; `day_known_to` bounds dates that are compared as the same."""

    gap_days: int = 60
    held_days: int = 90
    same_minutes: int = 60
    day_known_to: int = 31


@dataclass(frozen=True)
class Question:
    """Something to ask the panel. `events` are the keys of those that it stands on, in the order of the chronology."""

    topic: Topic
    text: str
    begins: date
    ends: date
    owners: tuple = ()
    events: tuple = ()


def shared_between(events, owners):
    """Return the events by which one agency records that it shared information with another, by the two of them."""
    found = defaultdict(list)
    for event in events:
        if event.kind == Kind.SHARED:
            for other in owners:
                if other != event.owner and event.names(other):
                    found[event.owner, other].append(event)
    return found


def keys_of(owners):
    return tuple(sorted(owner.key for owner in owners))


def day(value):
    """Return '14 May 2024'."""
    return f"{value.day} {value:%B %Y}"


def span(event):
    """Return 'on 14 May 2024', or 'between 1 May 2024 and 31 May 2024'."""
    if event.earliest == event.latest:
        return f"on {day(event.earliest)}"
    return f"between {day(event.earliest)} and {day(event.latest)}"


def listed(names, last="and"):
    """Return 'a, b and c'."""
    return f" {last} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
