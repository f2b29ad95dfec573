"""What one agency held before another decided.

In the `held_days` before a decision other agencies had recorded events, and
none of them records that it shared information with the deciding agency since.
Events that the deciding agency took part in or that tell of it are left out.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date
from itertools import accumulate

from findings.chronology import Kind
from findings.questions.question import Question, Topic, keys_of, listed, shared_between, span


def held(events, rules):
    """Yield a question for each decision before which other agencies had recorded what no record shows as shared."""
    by_owner = defaultdict(list)
    for event in events:
        by_owner[event.owner].append(event)
    kept = [_Kept(owner, by_owner[owner]) for owner in sorted(by_owner, key=lambda one: (one.name, one.key))]
    shared = {pair: _by_first_day(told) for pair, told in shared_between(events, by_owner.keys()).items()}
    tells = {owner: {event.key for event in events if event.mentions(owner)} for owner in by_owner}
    for decision in filter(_is_decision, events):
        known = {}
        for one in kept:
            unshared = _unshared(one, decision, shared.get((one.owner, decision.owner)), tells[decision.owner], rules)
            if unshared and one.owner != decision.owner:
                known[one.owner] = unshared
        if known:
            yield _held(decision, known, rules)


def _is_decision(event):
    return event.kind == Kind.DECISION


class _Kept:
    """The events of one agency by their last day, so that those of some days are found fast."""

    def __init__(self, owner, events):
        self.owner = owner
        self.events = sorted(events, key=lambda event: (event.latest, event.key))
        self.days = [event.latest for event in self.events]

    def between(self, first, before):
        return self.events[bisect_left(self.days, first) : bisect_left(self.days, before)]


def _unshared(kept, decision, shared, tells, rules):
    """Return what an agency had recorded before another's decision and not shared with it since.

    `tells` are the keys of the events that tell of the deciding agency.
    """
    since = date.fromordinal(max(1, decision.earliest.toordinal() - rules.held_days))
    told_until = _told_until(shared, decision.latest)
    return [
        event
        for event in kept.between(since, decision.earliest)
        if event.earliest > told_until and (event.kind == Kind.NOT_SHARED or event.key not in tells)
    ]


def _by_first_day(told):
    """Return the first days of sharing, in order, and beside each the last day on which any of them so far may end."""
    told = sorted(told, key=lambda event: event.earliest)
    return [event.earliest for event in told], list(accumulate((event.latest for event in told), max))


def _told_until(told, on):
    """Return the last day of what was shared up to a day: events up to it may have been told."""
    if told is None:
        return date.min
    firsts, until = told
    place = bisect_right(firsts, on)
    return until[place - 1] if place else date.min


def _held(decision, known, rules):
    counts = [f"{owner.name} ({_counted(len(theirs))})" for owner, theirs in known.items()]
    others = "any of this" if sum(map(len, known.values())) > 1 else "this"
    text = (
        f"{decision.owner.name} records a decision {span(decision)}. In the {rules.held_days} days before it "
        f"{listed(counts)} recorded what, as far as the records show, was not shared with {decision.owner.name}. "
        f"Was {others} known when the decision was made, and would it have helped?"
    )
    before = [event for theirs in known.values() for event in theirs]
    begins = min(event.earliest for event in before)
    events = (*(event.key for event in before), decision.key)
    return Question(Topic.HELD, text, begins, decision.latest, keys_of({decision.owner, *known}), events)


def _counted(count):
    return "1 event" if count == 1 else f"{count} events"
