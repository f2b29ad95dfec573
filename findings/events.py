"""Key events: what happened, as an agency's records tell it, each with its source."""

import hashlib

from findings import drafting
from findings.keeping import keep
from findings.models import EventKind, KeyEvent
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile

MANY = 25  # more than this, and the agency is asked which of them changed risk or a decision
OF_INFORMATION = (EventKind.SHARED, EventKind.NOT_SHARED)


class NobodyNamed(ValueError):
    """Information was shared or not shared, and nothing says with whom."""


class ThereAreEvents(Exception):
    """An agency that has added key events cannot say that there are none."""


@verb
def add_event(part, *, kind, when, what, source, by, why_it_mattered="", with_kinds=(), with_whom=""):
    """Add a key event to a reply, at its place within its day. `when` is an `event_dates.When`.

    Only information shared or not shared has somebody with whom: kinds of
    agency, never agencies, since who else was asked is not for this agency
    to know. Raises NobodyNamed, NotOpenForReply.
    """
    reply = drafting.draft(part, by=by)
    values = _values(kind, when, what, source, why_it_mattered, with_kinds, with_whom)
    event = keep(KeyEvent(request=reply.request), seen=0, stem="added", values=values, by=by)
    event.with_kinds.set(with_kinds if kind in OF_INFORMATION else ())
    _place(event)
    _take_back_that_there_are_none(reply)
    record("key event added", about=part.reference, by=by)
    return event


@verb
def add_events(reply, *, told, by):
    """Add many key events at once to a reply that its caller has locked, as `event_rules.NewEvent` tells them."""
    standing = list(KeyEvent.objects.filter(request=reply.request).in_order())
    new = [KeyEvent(request=reply.request, **_told(one)) for one in told]
    for event in new:
        stamp(event, "added", by=by)
    KeyEvent.objects.bulk_create(new)
    named = [(event.pk, kind) for event, one in zip(new, told, strict=True) for kind in one.kinds]
    through = KeyEvent.with_kinds.through
    through.objects.bulk_create(through(keyevent_id=event, agencykind_id=kind) for event, kind in named)
    days = {}
    for event in standing:
        days.setdefault(event.earliest, []).append(event)
    for event in new:
        days[event.earliest] = _placed(event, days.get(event.earliest, []))
    for day in days.values():
        _number(day)
    _take_back_that_there_are_none(reply)
    return new


@verb
def change_event(event, *, kind, when, what, source, by, seen, why_it_mattered="", with_kinds=(), with_whom=""):
    """Change a key event that was not sent yet. Raises NobodyNamed, ChangedMeanwhile, NotOpenForReply."""
    reply = drafting.draft(event.request, by=by)
    event = KeyEvent.objects.select_for_update().get(pk=event.pk)
    stood = (event.earliest, event.at)
    values = _values(kind, when, what, source, why_it_mattered, with_kinds, with_whom)
    keep(event, seen=seen, stem="changed", values=values, by=by)
    event.with_kinds.set(with_kinds if kind in OF_INFORMATION else ())
    if stood != (event.earliest, event.at):
        _place(event)
    record("key event changed", about=reply.request.reference, by=by, version=event.version)
    return event


@verb
def remove_event(event, *, by):
    """Remove a key event that was not sent yet. Raises NotOpenForReply."""
    reply = drafting.draft(event.request, by=by)
    KeyEvent.objects.filter(pk=event.pk).delete()
    record("key event removed", about=reply.request.reference, by=by)


@verb
def move_event(event, *, up, by):
    """Move a key event before or after its neighbour of the same day, unless their times say otherwise.

    At the end of its day it stays where it is. Raises NotOpenForReply.
    """
    reply = drafting.draft(event.request, by=by)
    day = of_day(event)
    place = day.index(event)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(day) or not may_swap(day[place], day[other]):
        return event
    day[place], day[other] = day[other], day[place]
    _number(day)
    record("key event moved", about=reply.request.reference, by=by)
    return event


@verb
def say_no_events(part, *, because, by):
    """Say that an agency which was involved has no key event to tell, and why.

    Raises ThereAreEvents, NotOpenForReply.
    """
    reply = drafting.draft(part, by=by)
    if reply.request.key_events.exists():
        raise ThereAreEvents(part.reference)
    reply.no_events = because
    reply.save(update_fields=["no_events"])
    record("no key events reported", about=part.reference, by=by)
    return reply


@verb
def say_what_changed_risk(part, *, chosen, seen, by):
    """Say which key events of a reply changed risk or a decision; the others did not.

    `seen` is the mark (`mark_of`) of the list that was ticked, else
    ChangedMeanwhile with the list as it stands. Raises NotOpenForReply.
    """
    reply = drafting.draft(part, by=by)
    events = list(reply.request.key_events.for_list())
    if mark_of(events) != seen:
        raise ChangedMeanwhile(events)
    chosen = {event.pk for event in chosen}
    for event in events:
        event.changed_risk = event.pk in chosen
    KeyEvent.objects.bulk_update(events, ["changed_risk"])
    record("events that changed risk chosen", about=part.reference, by=by, events=len(events), chosen=len(chosen))
    return events


def mark_of(events):
    """Return a mark that changes whenever an event comes, goes or changes, or is ticked otherwise."""
    stand = [(event.pk, event.version, event.changed_risk) for event in sorted(events, key=lambda event: event.pk)]
    return hashlib.sha256(repr(stand).encode()).hexdigest()[:16]


def of_day(event):
    """Return the events of a reply that begin on the day of one of them, in order."""
    return list(KeyEvent.objects.filter(request=event.request_id, earliest=event.earliest).in_order())


def may_swap(one, other):
    """Tell whether two events of a day may change places: not where their times say which was first."""
    return one.at is None or other.at is None or one.at == other.at


def _values(kind, when, what, source, why_it_mattered, with_kinds, with_whom):
    is_of_information = kind in OF_INFORMATION
    if is_of_information and not (list(with_kinds) or with_whom):
        raise NobodyNamed(kind)
    return {
        "kind": EventKind(kind),
        "precision": when.precision,
        "earliest": when.earliest,
        "latest": when.latest,
        "at": when.at,
        "what": what,
        "why_it_mattered": why_it_mattered,
        "source": source,
        "with_whom": with_whom if is_of_information else "",
    }


def _told(one):
    return _values(one.kind, one.when, one.what, one.source, one.why_it_mattered, one.kinds, one.with_whom)


def _take_back_that_there_are_none(reply):
    if reply.no_events:
        reply.no_events = ""
        reply.save(update_fields=["no_events"])


def _place(event):
    _number(_placed(event, [one for one in of_day(event) if one.pk != event.pk]))


def _placed(event, day):
    """Return a day with one more event in it: before the first with a later time, else at the end."""
    later = (place for place, one in enumerate(day) if event.at and one.at and one.at > event.at)
    place = next(later, len(day))
    return [*day[:place], event, *day[place:]]


def _number(day):
    for place, event in enumerate(day, start=1):
        if event.place_in_day != place:
            KeyEvent.objects.filter(pk=event.pk).update(place_in_day=place)
            event.place_in_day = place
