"""The trail: who did what and when, insert-only and chained, so that tampering shows.

A verb is one transaction. Its acts are buffered and chained last, just
before the outermost verb commits, so that the lock on the chain's end is
held for a moment only. Reads go to a table of their own, which the worker
seals in batches, so that pages take no lock that all share.
"""

import hashlib
import json
from contextlib import ContextDecorator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import wraps
from itertools import takewhile
from threading import local

from django.db import transaction

from panelportal.kit import clock
from panelportal.kit.models import ReadEntry, ReadSeal, TrailEntry, TrailHead

FIRST = "0" * 64
CAPACITY_LENGTH = 300
_thread = local()
_capacity_of = [lambda user: ""]


class OutsideAVerb(RuntimeError):
    """An act was recorded where no verb runs, so that it could not share a transaction with the change."""


@dataclass(frozen=True)
class Actor:
    """Who acts, as the kit's tables keep it: a key and a label, no foreign key to a person."""

    key: str
    label: str


PORTAL = Actor("portal", "The portal")


def actor(by):
    """Return the actor for a person; None, or an actor, stands for the portal or for itself."""
    if by is None:
        return PORTAL
    if isinstance(by, Actor):
        return by
    return Actor(f"person:{by.pk}", str(by))


@dataclass
class _Running:
    depth: int = 0
    acts: list = field(default_factory=list)


def _running():
    if not hasattr(_thread, "running"):
        _thread.running = _Running()
    return _thread.running


class _OneTransaction(ContextDecorator):
    def __enter__(self):
        running = _running()
        self.kept = len(running.acts)
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        running.depth += 1
        return self

    def __exit__(self, kind, error, trace):
        running = _running()
        running.depth -= 1
        if kind is not None:
            del running.acts[self.kept :]
            return self.atomic.__exit__(kind, error, trace)
        if running.depth == 0:
            acts, running.acts = running.acts, []
            try:
                _chain(acts)
            except BaseException as failure:
                self.atomic.__exit__(type(failure), failure, failure.__traceback__)
                raise
        return self.atomic.__exit__(None, None, None)


def verb(function):
    """Make a function a verb: one transaction, with its trail entries, duties and letters in it."""

    @wraps(function)
    def run(*args, **kwargs):
        with one_transaction():
            return function(*args, **kwargs)

    return run


def one_transaction():
    """Return a context that joins several verbs into one transaction and one stretch of the trail."""
    return _OneTransaction()


def record(act, *, about, by, **facts):
    """Record an act in the trail, inside a verb.

    `about` is a reference, never a name. `facts` hold statuses, dates,
    ratings, grants and references only, never the content of a case.
    Raises OutsideAVerb when no verb runs.
    """
    running = _running()
    if running.depth == 0:
        raise OutsideAVerb(f"“{act}” was recorded outside a verb.")
    who = actor(by)
    running.acts.append(
        TrailEntry(at=clock.now(), act=act, about=about, actor_key=who.key, actor_label=who.label, facts=facts)
    )


def record_read(what, *, about, by):
    """Record that a person read something: one row, without a lock that others wait for."""
    _read(what, about, by)


def record_refusal(what, *, about, by):
    """Record that a person was refused a page: its name, and the reference asked for or nothing."""
    _read(what, about, by, was_refused=True)


def ask_capacity_of(provider):
    """Set the function that says as what a person acts now; the app of people does, once, when it is ready."""
    _capacity_of[0] = provider


def _read(what, about, by, **more):
    who = actor(by)
    capacity = "" if who is by or who is PORTAL else _capacity_of[0](by)
    ReadEntry.objects.create(
        at=clock.now(),
        what=what,
        about=about,
        actor_key=who.key,
        actor_label=who.label,
        capacity=capacity[:CAPACITY_LENGTH],
        **more,
    )


def _chain(acts):
    if not acts:
        return
    head = TrailHead.locked()
    for entry in acts:
        entry.previous = head.digest
        entry.digest = head.digest = entry_digest(entry)
    TrailEntry.objects.bulk_create(acts)
    head.save(update_fields=["digest"])


def _canonical(*parts):
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def entry_digest(entry):
    """Return the digest of an entry, which covers its content and the digest of the entry before."""
    facts = json.loads(json.dumps(entry.facts, default=str))
    return _canonical(
        entry.previous, entry.at.timestamp(), entry.act, entry.about, entry.actor_key, entry.actor_label, facts
    )


def reads_digest(previous, entries):
    """Return the digest of a batch of reads, which covers each of them and the seal before."""
    return _canonical(previous, [_row(entry) for entry in entries])


def _row(entry):
    row = [entry.pk, entry.at.timestamp(), entry.what, entry.about, entry.actor_key, entry.actor_label]
    return row + [entry.capacity, entry.was_refused] if entry.capacity or entry.was_refused else row


@verb
def seal_reads():
    """Seal the reads recorded since the last seal. Returns how many were sealed.

    Runs in the worker, one at a time: the chain's head is locked meanwhile.
    The last minute is left for the next time, so that a page that is still
    writing cannot slip a row under a seal.
    """
    TrailHead.locked()
    last = ReadSeal.objects.order_by("-pk").first()
    unsealed = ReadEntry.objects.filter(pk__gt=last.last_read if last else 0).order_by("pk")
    settled = clock.now() - timedelta(minutes=1)
    entries = list(takewhile(lambda entry: entry.at < settled, unsealed))
    if not entries:
        return 0
    previous = last.digest if last else FIRST
    ReadSeal.objects.create(
        at=clock.now(),
        first_read=entries[0].pk,
        last_read=entries[-1].pk,
        count=len(entries),
        previous=previous,
        digest=reads_digest(previous, entries),
    )
    return len(entries)
