"""Duties: what waits for whom. Every deadline of every app is one; "Your work" reads this one table."""

from dataclasses import dataclass

from django.urls import reverse

from agencies.declaring import scopes_of
from agencies.models import Duty, DutyStep
from agencies.role_names import ACT_FOR_THEIR_AGENCY, held_in
from panelportal.kit import clock, references
from panelportal.kit.attribution import stamp
from panelportal.kit.due import due_tag
from panelportal.kit.trail import record, verb

HANDED_ON = "handed on: its holder left"


@dataclass(frozen=True)
class Kind:
    """A kind of duty, as an app declares it when it is ready."""

    name: str
    title: str  # what to do, with {about} for the reference
    waiting: str  # how the one who waits reads it
    done: str  # how it reads when it is settled
    url_name: str = ""


_kinds = {}


def kind(name, **words):
    """Declare a kind of duty. `url_name` is the page on which it is done; without it, the page of the reference."""
    _kinds[name] = Kind(name, **words)


def title_of(duty):
    """Return what the duty asks, such as "Check your records: REQ-2026-0003"."""
    return _kinds[duty.kind].title.format(about=duty.about)


def waiting_words(duty):
    """Return how the one who waits for a duty reads it."""
    return _kinds[duty.kind].waiting.format(about=duty.about)


def done_words(duty):
    """Return how a settled duty reads."""
    return _kinds[duty.kind].done.format(about=duty.about)


def url_of(duty):
    """Return the page on which the duty is done."""
    url_name = _kinds[duty.kind].url_name
    return reverse(url_name, args=[duty.about]) if url_name else references.page_of(duty.about)


@verb
def open_duty(name, *, about, agency, by, person=None, role="", not_for=None, due_on=None, scope=""):
    """Open a duty for a person, a role in an agency, or whoever acts for the agency.

    One of a kind is open about a thing for the same holder: opening it
    again returns it. Raises KeyError for a kind that no app declared.
    """
    words = _kinds[name]
    held = {"kind": name, "about": about, "agency": agency, "person": person, "role": "" if person else role}
    duty = Duty.objects.open().filter(**held).first()
    if duty:
        return duty
    duty = Duty(**held, not_for=not_for, due_on=due_on, scope=scope)
    stamp(duty, "opened", by=by)
    duty.save()
    _step(duty, "opened", by=by)
    record("duty opened", about=about, by=by, duty=words.name, due=str(due_on or ""))
    return duty


@verb
def settle(name, *, about, by, how="done", person=None):
    """Settle every open duty of a kind about a thing, or only one person's. Returns how many there were."""
    settled = Duty.objects.select_for_update().open().filter(kind=name, about=about)
    settled = list(settled.filter(person=person) if person else settled)
    for duty in settled:
        _settle(duty, how, by=by)
    if settled:
        record("duty settled", about=about, by=by, duty=name, how=how)
    return len(settled)


@verb
def hand_on(user, *, agency, role, by):
    """Hand what a person still has to do for an agency to whoever acts for it.

    Where nobody does, as at the inspectorate, it goes to those of the
    person's own role. What waits for its new holder already is not kept twice.
    """
    heirs = "" if held_in(agency.kind_id) & ACT_FOR_THEIR_AGENCY else role
    for duty in Duty.objects.select_for_update().open().filter(person=user, agency=agency):
        held = {"kind": duty.kind, "about": duty.about, "agency": agency, "person": None, "role": heirs}
        if Duty.objects.open().filter(**held).exists():
            _settle(duty, HANDED_ON, by=by)
            continue
        duty.person, duty.role = None, heirs
        duty.save(update_fields=["person", "role"])
        _step(duty, HANDED_ON, by=by)


def _settle(duty, how, *, by):
    stamp(duty, "settled", by=by)
    duty.how = how
    duty.save(update_fields=["settled_by", "settled_at", "how"])
    _step(duty, how, by=by)


def _step(duty, what, *, by):
    step = DutyStep(duty=duty, what=what)
    stamp(step, "taken", by=by)
    step.save()


def has_open(name, *, about):
    """Tell whether a duty of a kind about a thing still waits; letters ask this before they leave."""
    return Duty.objects.open().filter(kind=name, about=about).exists()


@dataclass(frozen=True)
class Work:
    """What one person's page of work shows."""

    to_do: list
    waiting_on_others: list
    finished: list


def work_of(user, *, most_finished=10):
    """Return what waits for a person, what they wait for, and what was finished lately, by due date."""
    less = scopes_of(user)
    mine = Duty.objects.waiting_for(user, less=less)
    finished = mine.settled().for_list().order_by("-settled_at", "-pk")
    return Work(
        to_do=list(mine.open().for_list()),
        waiting_on_others=list(Duty.objects.open().asked_by(user, less=less).for_list()),
        finished=list(finished[:most_finished]),
    )


def due_status(duty, today=None):
    """Return the tag for an open duty's due date, or None while there is time."""
    if duty.due_on is None or duty.settled_at:
        return None
    return due_tag(duty.due_on, today or clock.today())
