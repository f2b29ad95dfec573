"""Agencies that were involved at the same time, between which nothing is recorded as shared.

Services of several agencies were open at the same time, and no event of that
time records that one of two shared information with the other.
"""

from collections import defaultdict
from datetime import date
from itertools import combinations

from findings.questions.question import Question, Topic, day, keys_of, listed, shared_between


def overlaps(events, involvements, *, ends):
    """Yield questions that between them name each two agencies once: first the agency with the most others."""
    silent = _silent_pairs(events, involvements, ends)
    while silent:
        others = defaultdict(dict)
        for (one, other), times in silent.items():
            others[one][other] = others[other][one] = times
        owner = min(others, key=lambda one: (-len(others[one]), one.name, one.key))
        yield _overlap(owner, others[owner], events)
        silent = {pair: times for pair, times in silent.items() if owner not in pair}


def _silent_pairs(events, involvements, ends):
    """Return the first and last day on which each two agencies were involved together, if nothing was shared then."""
    shared = shared_between(events, {one.owner for one in involvements})
    found = {}
    for one, other in combinations(sorted(set(involvements), key=_when_involved), 2):
        first, last = max(one.begins, other.begins), min(one.ends or ends, other.ends or ends)
        pair = tuple(sorted((one.owner, other.owner), key=lambda owner: (owner.name, owner.key)))
        if first > last or pair[0] == pair[1]:
            continue
        told = [event for both in (pair, pair[::-1]) for event in shared.get(both, ())]
        if any(event.earliest <= last and event.latest >= first for event in told):
            continue
        before = found.get(pair, (first, last))
        found[pair] = min(before[0], first), max(before[1], last)
    return found


def _when_involved(one):
    return one.owner.name, one.owner.key, one.begins, one.ends or date.max


def _overlap(owner, others, events):
    names = [other.name for other in sorted(others, key=lambda one: (one.name, one.key))]
    first, last = min(times[0] for times in others.values()), max(times[1] for times in others.values())
    them = f"{names[0]} was" if len(names) == 1 else f"{listed(names)} were"
    text = (
        f"While {owner.name} was involved, {them} too, between {day(first)} and {day(last)}. "
        f"No record shows that information was shared between {owner.name} and {listed(names, 'or')} "
        "while both were involved. Did they know of each other, and what would have helped them to?"
    )
    owners = {owner, *others}
    stands_on = {}
    for event in events:
        if event.owner in owners and event.latest >= first and event.earliest <= last:
            stands_on.setdefault(event.owner, event.key)
    return Question(Topic.OVERLAP, text, first, last, keys_of(owners), tuple(stands_on.values()))
