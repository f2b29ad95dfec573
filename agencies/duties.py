"""Duties: what waits for whom. Every deadline of every app is one; "Your work" reads this one table."""

from dataclasses import dataclass

from django.urls import reverse

from agencies import chase_rules
from agencies.models import Duty, DutyStep, StepKind
from agencies.models.directory import INSPECTORATE_KIND
from agencies.role_names import ACT_FOR_THEIR_AGENCY, held_in
from panelportal.kit import clock, references, words
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

HANDED_ON = "handed on: its holder left"
MERGED = "handed on: its agency was merged"


@dataclass(frozen=True)
class Kind:
    """A kind of duty, as an app declares it when it is ready."""

    name: str
    title: str  # what to do, with {about} for the reference
    waiting: str  # how the one who waits reads it
    done: str  # how it reads when it is settled
    url_name: str = ""
    schedule: tuple | None = None  # how it is chased where it waits for an agency; see agencies.chase_rules
    help: str = ""  # a sentence for its reminders: how long it takes, what can be done instead
    outlasts: bool = False  # it goes on when its scope, such as a case, is paused or comes to an end


_kinds = {}


def kind(name, **options):
    """Declare a kind of duty. `url_name` is the page on which it is done; without it, the page of the reference."""
    _kinds[name] = Kind(name, **options)


def schedule_of(duty):
    """Return the schedule by which a duty is chased: the inspectorate's own work has one of its own."""
    if duty.agency.kind_id == INSPECTORATE_KIND:
        return chase_rules.OWN
    declared = _kinds[duty.kind].schedule
    return chase_rules.AGENCY if declared is None else declared


def title_of(duty):
    """Return what the duty asks, such as "Check your records: REQ-2026-0003"."""
    return _kinds[duty.kind].title.format(about=duty.about)


def name_of(kind):
    """Return what duties of a kind ask, such as "Check your records"; the kind itself where no app declares it."""
    return _kinds[kind].title.replace("{about}", "").rstrip(": ") if kind in _kinds else kind


def waiting_words(duty):
    """Return how the one who waits for a duty reads it."""
    return _kinds[duty.kind].waiting.format(about=duty.about)


def done_words(duty):
    """Return how a settled duty reads."""
    return _kinds[duty.kind].done.format(about=duty.about)


def help_of(duty):
    """Return the sentence that helps to do a duty, or nothing."""
    return _kinds[duty.kind].help


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
    declared, agency = _kinds[name], agency.acting_now
    held = {"kind": name, "about": about, "agency": agency, "person": person, "role": "" if person else role}
    duty = Duty.objects.open().filter(**held).first()
    if duty:
        return duty
    duty = Duty(**held, not_for=not_for, due_on=due_on, scope=scope)
    if by is not None:  # the portal itself opens some
        stamp(duty, "opened", by=by)
    duty.save()
    _step(duty, StepKind.OPENED, "opened", by=by)
    record("duty opened", about=about, by=by, duty=declared.name, due=str(due_on or ""))
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
        _step(duty, StepKind.HANDED_ON, HANDED_ON, by=by)


@verb
def hand_over(agency, *, to, by):
    """Hand every open duty of an agency to the one it is merged into. Returns how many moved.

    What waits for the other already is not kept twice.
    """
    moved = 0
    for duty in _locked().filter(agency=agency):
        waits = Duty.objects.open().filter(kind=duty.kind, about=duty.about, agency=to, person=None, role=duty.role)
        if duty.person_id is None and waits.exists():
            _settle(duty, MERGED, by=by)
            continue
        duty.agency = to
        duty.save(update_fields=["agency"])
        _step(duty, StepKind.HANDED_ON, MERGED, by=by)
        moved += 1
    return moved


@verb
def extend(name, *, about, until, by, because=""):
    """Move the date of every open duty of a kind about a thing; chasing starts again from the new day.

    Returns how many there were.
    """
    extended = list(_locked().filter(kind=name, about=about).exclude(due_on=until))
    for duty in extended:
        what = f"due date moved from {words.short_day(duty.due_on)}" if duty.due_on else "due date set"
        duty.due_on, duty.replanned_on = until, clock.today()
        duty.save(update_fields=["due_on", "replanned_on"])
        _step(duty, StepKind.MOVED, what, because=because, by=by)
    if extended:
        record("duty extended", about=about, by=by, duty=name, due=str(until))
    return len(extended)


@verb
def pause(name, *, about, because, by):
    """Stop the clock of every open duty of a kind about a thing: nobody is reminded until it is resumed.

    Returns how many were paused; one that is paused already stays as it is.
    """
    return _pause(_locked().filter(kind=name, about=about), because=because, by=by)


@verb
def resume(name, *, about, by):
    """Start the clock again, with as many more working days as it stood still. Returns the duties."""
    return _resume(_locked().filter(kind=name, about=about), by=by)


@verb
def pause_scope(*, scope, because, by):
    """Stop the clock of everything that is open in a scope, such as a case that is paused, less what outlasts it.

    Returns how many.
    """
    return _pause(_in(scope), because=because, by=by)


@verb
def resume_scope(*, scope, because, by):
    """Start the clock again for what was paused in a scope for this reason. Returns the duties."""
    return _resume(_locked().filter(scope=scope, paused_because=because), by=by)


@verb
def settle_scope(*, scope, how, by):
    """Settle everything that is open in a scope which came to an end, less what outlasts it."""
    for kind, about in sorted({(duty.kind, duty.about) for duty in _in(scope)}):
        settle(kind, about=about, by=by, how=how)


def _in(scope):
    return _locked().filter(scope=scope).exclude(kind__in=[one.name for one in _kinds.values() if one.outlasts])


def _locked():
    return Duty.objects.select_for_update(of=("self",)).open()


def _pause(found, *, because, by):
    paused = list(found.filter(paused_at__isnull=True))
    for duty in paused:
        stamp(duty, "paused", by=by)
        duty.paused_because = because
        duty.save(update_fields=["paused_by", "paused_at", "paused_because"])
        _step(duty, StepKind.PAUSED, "paused", because=because, by=by)
        record("duty paused", about=duty.about, by=by, duty=duty.kind)
    return len(paused)


def _resume(found, *, by):
    resumed = list(found.filter(paused_at__isnull=False))
    for duty in resumed:
        if duty.due_on:
            duty.due_on = chase_rules.day_after_pause(duty.due_on, clock.day_of(duty.paused_at), clock.today())
        duty.paused_by = duty.paused_at = None
        duty.paused_because = ""
        duty.save(update_fields=["due_on", "paused_by", "paused_at", "paused_because"])
        _step(duty, StepKind.RESUMED, "resumed", by=by)
        record("duty resumed", about=duty.about, by=by, duty=duty.kind, due=str(duty.due_on or ""))
    return resumed


def _settle(duty, how, *, by):
    stamp(duty, "settled", by=by)
    duty.how = how
    duty.save(update_fields=["settled_by", "settled_at", "how"])
    _step(duty, StepKind.SETTLED, how, by=by)


def _step(duty, kind, what, *, by, because=""):
    step = DutyStep(duty=duty, kind=kind, what=what, on=clock.today(), due_on=duty.due_on, because=because)
    if by is not None:
        stamp(step, "taken", by=by)
    step.save()


def has_open(name, *, about):
    """Tell whether a duty of a kind about a thing still waits; letters ask this before they leave."""
    return Duty.objects.open().filter(kind=name, about=about).exists()
