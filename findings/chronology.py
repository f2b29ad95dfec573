"""The integrated chronology (pure): the events of all agencies in one order, each with its source and its owner.

The order, from the first rule that tells two events apart:

1. the earliest day on which an event may have been;
2. on that day first those whose day is not known exactly, which so stand at
   the start of their period, the longer period first;
3. then by time of day. An event without one stands right after the one
   before it in its own agency's order of the day, or else at the start of the
   day: what an agency says of its own day is kept, and no time is invented;
4. by name of agency, the agency's own order of the day, and key.

It is total, as keys are unique, so it does not depend on the order in which
agencies replied.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from itertools import groupby


class Kind(StrEnum):
    CONTACT = "contact"
    DECISION = "decision"
    SHARED = "shared"
    NOT_SHARED = "not-shared"


EXACT = "exact"
NO_TIME = -1


@dataclass(frozen=True)
class Owner:
    """The agency whose record it is, by its slug. `kind` is that of its kind; `kind_name` says the kind in words."""

    key: str
    name: str
    kind: str
    kind_name: str = ""

    @cached_property
    def words(self):
        """A pattern for the words that name it, or its kind, in a text."""
        words = (re.escape(word) for word in (self.name, self.kind_name) if word)
        return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Event:
    """One thing that happened, as an agency's records tell it.

    `earliest` and `latest` bound its day, both included. `at` is its time of
    day, or None, which any but an exact day has. `with_kinds` are the slugs
    of the kinds of agency that it was with, or that information was shared
    or not shared with; `with_whom` says it in the agency's words.
    """

    key: int
    owner: Owner
    earliest: date
    latest: date
    kind: Kind
    what: str
    source: str
    precision: str = EXACT
    at: time | None = None
    place_in_day: int = 0
    why_it_mattered: str = ""
    with_kinds: frozenset = frozenset()
    with_whom: str = ""

    @property
    def is_exact(self):
        return self.precision == EXACT

    def names(self, owner):
        """Tell whether the event is said to be with an agency: by its kind, or by words that name either."""
        return owner.kind in self.with_kinds or bool(self.with_whom and owner.words.search(self.with_whom))

    def mentions(self, owner):
        """Tell whether the event is with an agency, or tells of it."""
        return self.names(owner) or owner.words.search(self.what) is not None


@dataclass(frozen=True)
class Involvement:
    """A time in which an agency says its service was open, both days included; without an end it still is.

    It says that somebody could have been in contact, not that anybody was.
    """

    owner: Owner
    begins: date
    ends: date | None


def merge(events):
    """Return the events in the order that this module states; nothing is added, left out or changed."""
    events = list(events)
    seconds = _seconds_of(events)

    def place(event):
        length = (event.latest - event.earliest).days
        approximate_first = (1, 0) if event.is_exact else (0, -length)
        owner = (event.owner.name, event.owner.key)
        return event.earliest, approximate_first, seconds[event.key], owner, event.place_in_day, event.key

    return sorted(events, key=place)


def _seconds_of(events):
    """Return the time of day by which each event sorts, by its key: its own, or that of its agency's event before."""
    found = {}
    in_own_order = sorted(events, key=lambda one: (*_day_of(one), one.place_in_day, one.key))
    for _, of_the_day in groupby(in_own_order, key=_day_of):
        last = NO_TIME
        for event in of_the_day:
            last = _seconds(event.at) if event.at else last
            found[event.key] = last
    return found


def _day_of(event):
    return event.owner.key, event.earliest, event.is_exact


def _seconds(at):
    return at.hour * 3600 + at.minute * 60 + at.second
