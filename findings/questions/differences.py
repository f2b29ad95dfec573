"""Accounts that differ.

One agency records that information was shared with another, which records
for the same time that it was not; or two records that are taken for the same
contact give it another kind, or times more than `same_minutes` apart. They
are taken for the same contact when, on an exact day, each of the two agencies
has one event that is with the other or tells of it, and no more than one.
"""

from collections import defaultdict
from itertools import combinations

from findings.chronology import Kind
from findings.questions.question import Question, Topic, day, keys_of, shared_between, span

WORDS = {
    Kind.CONTACT: "a contact",
    Kind.DECISION: "a decision",
    Kind.SHARED: "information as shared",
    Kind.NOT_SHARED: "information as not shared",
}


def differences(events, rules):
    """Return the questions about accounts that differ, by day."""
    found = [*_shared_or_not(events, rules), *_same_contact(events, rules)]
    place = {event.key: number for number, event in enumerate(events)}
    return sorted(found, key=lambda one: (one.begins, [place[key] for key in one.events]))


def _shared_or_not(events, rules):
    not_shared = defaultdict(list)
    for event in events:
        if event.kind == Kind.NOT_SHARED and _is_known(event, rules):
            not_shared[event.owner].append(event)
    for (owner, other), told in shared_between(events, not_shared.keys()).items():
        for event in told:
            if not _is_known(event, rules):
                continue
            against = [one for one in not_shared[other] if one.names(owner) and _meet(one, event)]
            if against:
                yield _shared_and_not(event, other, against)


def _shared_and_not(event, other, against):
    text = (
        f"{event.owner.name} records that it shared information with {other.name} {span(event)}. {other.name} records "
        f"for the same time ({span(against[0])}) that information was not shared. What did each understand to have "
        "been shared, and how?"
    )
    begins, ends = min(event.earliest, against[0].earliest), max(event.latest, *(one.latest for one in against))
    events = (event.key, *(one.key for one in against))
    return Question(Topic.DIFFERS, text, begins, ends, keys_of({event.owner, other}), events)


def _same_contact(events, rules):
    by_day = defaultdict(list)
    for event in events:
        if event.is_exact and event.kind != Kind.NOT_SHARED:
            by_day[event.earliest].append(event)
    for of_the_day in by_day.values():
        for one, other in _taken_for_the_same(of_the_day):
            unlike = _unlike(one, other, rules)
            if unlike:
                yield _told_apart(one, other, unlike)


def _taken_for_the_same(of_the_day):
    """Yield two events of a day where each is the only one of its agency that tells of the other's."""
    owners = sorted({event.owner for event in of_the_day}, key=lambda owner: (owner.name, owner.key))
    for first, second in combinations(owners, 2):
        ours = [one for one in of_the_day if one.owner == first and one.mentions(second)]
        theirs = [one for one in of_the_day if one.owner == second and one.mentions(first)]
        if len(ours) == len(theirs) == 1:
            yield ours[0], theirs[0]


def _unlike(one, other, rules):
    if one.kind != other.kind:
        return f"{one.owner.name} records {WORDS[one.kind]}, {other.owner.name} records {WORDS[other.kind]}"
    if one.at and other.at and _minutes_between(one.at, other.at) > rules.same_minutes:
        return f"{one.owner.name} records it at {one.at:%H:%M}, {other.owner.name} at {other.at:%H:%M}"
    return ""


def _told_apart(one, other, unlike):
    text = (
        f"On {day(one.earliest)} {one.owner.name} and {other.owner.name} each have one record that tells of the other. "
        f"{unlike}. Are these two accounts of one contact, and what does each add?"
    )
    owners = keys_of({one.owner, other.owner})
    return Question(Topic.DIFFERS, text, one.earliest, one.earliest, owners, (one.key, other.key))


def _is_known(event, rules):
    return (event.latest - event.earliest).days < rules.day_known_to


def _meet(one, other):
    return one.earliest <= other.latest and other.earliest <= one.latest


def _minutes_between(one, other):
    return abs((one.hour - other.hour) * 60 + one.minute - other.minute)
