"""Lineage: which agencies came after which. Pure: it takes hand-overs by key and returns keys."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HandOver:
    """That one agency took over from another on a day, wholly or in part."""

    predecessor: int
    successor: int
    on: date


class Lineage:
    """All hand-overs there are, and the last day of each agency that has one."""

    def __init__(self, hand_overs, last_days):
        self.last_days = last_days
        self.after, self.before = {}, {}
        for one in hand_overs:
            self.after.setdefault(one.predecessor, []).append(one)
            self.before.setdefault(one.successor, []).append(one)

    def holders_on(self, agency, day):
        """Return those that hold on a day what an agency held before.

        That is the agency itself while it exists, and each that it handed
        something to by then, through however many. One that ended without a
        successor still answers for itself.
        """
        holders, seen, waiting = set(), set(), [agency]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            onward = [one.successor for one in self.after.get(here, ()) if one.on <= day]
            if not onward or self._exists(here, day):
                holders.add(here)
            waiting += onward
        return holders

    def ancestors(self, agency):
        """Return all from which an agency took over, through however many."""
        found, waiting = set(), [agency]
        while waiting:
            fresh = {one.predecessor for one in self.before.get(waiting.pop(), ())} - found
            found |= fresh
            waiting += fresh
        return found

    def would_close_a_circle(self, predecessor, successor):
        """Tell whether a hand-over between two would lead a chain back to where it began."""
        return predecessor == successor or successor in self.ancestors(predecessor)

    def _exists(self, agency, day):
        last = self.last_days.get(agency)
        return last is None or last >= day
