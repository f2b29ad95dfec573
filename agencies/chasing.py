"""The one chaser: reminders about every duty that has a date, one letter for a person and a day.

What is due about a duty is decided by `chase_rules`; whom it goes to, by
`chase_people`; what the letter says, by `chase_letters`. Whatever happens
between writing and sending is asked again when the letter leaves.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import time

from django.utils import timezone

from agencies import chase_letters
from agencies.chase_people import People
from agencies.chase_rules import EARLIEST, Facts, Planned, Step, Taken, due_step
from agencies.duties import schedule_of
from agencies.models import ChaseRun, Duty, DutyStep, StepKind
from panelportal.kit import clock, letters, working_days
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.trail import record, verb

FROM = time(7)
LOOKED_AT = 2000  # duties that are looked at together, before any is locked
LOCKED = 200  # duties that are locked in one transaction; more where they share their people


@dataclass(frozen=True)
class Decision:
    """A step that is due about a duty, and whom it goes to."""

    duty: Duty
    planned: Planned
    addressees: list


def chase_once_a_day():
    """Chase from seven in the morning on working days, to the end once a day. Returns how many letters were written."""
    now = timezone.localtime(clock.now())
    if now.time() < FROM or ChaseRun.objects.filter(on=now.date()).exists():
        return 0
    written = chase(now.date())
    ChaseRun.objects.get_or_create(on=now.date(), defaults={"letters": written})
    return written


def chase(today=None):
    """Take every step that is due: note it, and write one letter to each person. Returns how many letters.

    Each transaction holds all the duties that share people, so that one that
    is cut short leaves nobody half told, and running again does the rest.
    """
    today = today or clock.today()
    if not working_days.is_working_day(today):
        return 0
    return sum(take_steps(keys, today=today) for keys in _together(_due(today)))


@verb
def take_steps(keys, *, today):
    """Take the steps that are due about these duties, decided once more under lock. Returns how many letters.

    Whoever had their letter of the day already is not written to again before the next.
    """
    locked = Duty.objects.select_for_update(of=("self",)).open().filter(pk__in=keys).select_related("agency")
    decisions = decide(list(locked.order_by("pk")), today=today)
    people = {one.person for decision in decisions for one in decision.addressees}
    had_theirs = {letter.to_email.lower() for letter in letters.of_event(chase_letters.KIND, key=today, to=people)}
    return write([_less(decision, had_theirs) for decision in decisions], key=today, today=today)


def decide(found, *, today):
    """Return the decisions about these duties: those of which a step is due today and somebody can be told."""
    history, unsent, people = history_of(found), not_left_yet(found), People(found, on=today)
    decisions = []
    for duty in found:
        planned = due_step(facts_of(duty), schedule_of(duty), history[duty.pk], today, people.reach(duty))
        if planned and duty.pk not in unsent:
            decisions.append(Decision(duty, planned, people.for_step(duty, planned.level)))
    return decisions


def facts_of(duty):
    """Return what the chase decision needs to know of a duty."""
    return Facts(duty.due_on, duty.since, is_over=duty.settled_at is not None, is_paused=duty.is_paused)


def still_due(letter):
    """Tell whether anything in a reminder is still due when it leaves. What is not becomes void: nobody was told."""
    steps = list(_steps_in(letter))
    people = People([step.duty for step in steps], on=clock.today())
    gone = [step.pk for step in steps if not _still_stands(step, people)]
    DutyStep.objects.filter(pk__in=gone).update(is_void=True)
    return len(gone) < len(steps)


def renew(letter):
    """Return the context of a reminder as things stand when it leaves."""
    return _context(_steps_in(letter), today=clock.today())


def _steps_in(letter):
    return DutyStep.objects.letters_sent().filter(letter=letter).select_related("duty__agency").order_by("pk")


def _context(steps, *, today):
    return chase_letters.context_of([chase_letters.item_of(step.duty, step.level, today=today) for step in steps])


def _still_stands(step, people):
    duty = step.duty
    if duty.settled_at or duty.is_paused or duty.due_on != step.due_on:
        return False
    return any(one.person.pk == step.to_person_id for one in people.for_step(duty, step.level))


def _due(today):
    """Yield the decisions of the day, without a lock."""
    candidates = Duty.objects.due_by(working_days.add(today, EARLIEST)).filter(paused_at__isnull=True)
    keys = list(candidates.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), LOOKED_AT):
        found = candidates.filter(pk__in=keys[start : start + LOOKED_AT]).select_related("agency").order_by("pk")
        yield from decide(list(found), today=today)


def _together(decisions):
    """Yield the keys of duties in batches, with those that share a person in one batch, so that no letter is split."""
    leader, groups, batched = {}, defaultdict(list), []

    def find(person):
        while leader.setdefault(person, person) != person:
            leader[person] = person = leader[leader[person]]
        return person

    decisions = list(decisions)
    for decision in decisions:
        first, *others = (one.person.pk for one in decision.addressees)
        for other in others:
            leader[find(other)] = find(first)
    for decision in decisions:
        groups[find(decision.addressees[0].person.pk)].append(decision.duty.pk)
    for group in groups.values():
        batched += group
        if len(batched) >= LOCKED:
            yield batched
            batched = []
    if batched:
        yield batched


def history_of(found):
    """Return what was sent about duties, by the day it left, or by the day it was written while it waits."""
    history = defaultdict(list)
    steps = DutyStep.objects.contacts().filter(duty__in=[duty.pk for duty in found])
    for key, kind, on, sent_at in steps.values_list("duty", "kind", "on", "letter__sent_at"):
        history[key].append(Taken(Step(kind), max(on, clock.day_of(sent_at)) if sent_at else on))
    return history


def not_left_yet(found):
    """Return the keys of duties about which a letter has not left yet: nobody is written to twice at once."""
    steps = DutyStep.objects.letters_sent().filter(duty__in=[duty.pk for duty in found])
    return set(steps.filter(letter__status=LetterStatus.WAITING).values_list("duty", flat=True))


def _less(decision, had_theirs):
    left = [one for one in decision.addressees if one.person.email.lower() not in had_theirs]
    return Decision(decision.duty, decision.planned, left)


def write(decisions, *, key, today, by=None, **options):
    """Note the steps of these decisions and write one letter to each person, inside a verb. Returns how many."""
    steps = [_step(decision, one, today=today, by=by) for decision in decisions for one in decision.addressees]
    entries = _entries(steps, today=today)
    written = letters.write_many(chase_letters.KIND, key=key, entries=entries, **options)
    for step in steps:
        step.letter = written[step.to_person.email.lower()]
    DutyStep.objects.bulk_create(steps, batch_size=500)
    for duty, step in {step.duty: step.kind for step in steps}.items():
        record("reminded", about=duty.about, by=by, step=str(step), duty=duty.kind)
    return len(entries)


def letters_of(decisions, *, today):
    """Return the letter that each person would get: the person, its context, and what it is about."""
    steps = [_step(decision, one, today=today, by=None) for decision in decisions for one in decision.addressees]
    return _entries(steps, today=today)


def _entries(steps, *, today):
    of_person = defaultdict(list)
    for step in steps:
        of_person[step.to_person].append(step)
    return [(person, _context(theirs, today=today), _about(theirs)) for person, theirs in of_person.items()]


def _step(decision, addressee, *, today, by):
    kind = StepKind(str(decision.planned.step))
    return DutyStep(
        duty=decision.duty,
        kind=kind,
        what=kind.label,
        on=today,
        due_on=decision.duty.due_on,
        to_person=addressee.person,
        to_label=str(addressee.person),
        level=str(addressee.level),
        taken_by=by,
        taken_at=clock.now() if by else None,
    )


def _about(steps):
    return steps[0].duty.about if len(steps) == 1 else ""
