"""Reminding by hand: a batch of reminders that leaves after two minutes, and can be stopped until then.

It counts as a step, so that the chaser does not write about the same once more (`chase_rules`).
"""

from dataclasses import dataclass

from django.utils.crypto import get_random_string

from agencies import chase_letters
from agencies.chase_people import People
from agencies.chase_rules import Planned, Step
from agencies.chasing import Decision, history_of, letters_of, not_left_yet, write
from agencies.models import Duty, DutyStep
from panelportal.kit import clock, letter_words, letters
from panelportal.kit.trail import record, verb

BY_HAND = Planned(Step.BY_HAND, 0)


@verb
def remind(found, *, by, mark=""):
    """Remind those who have these duties, by hand; the letters leave after two minutes and can be stopped until then.

    Left out is what was settled or paused meanwhile, what nobody holds, and
    what somebody was written to about today. Returns the mark of the batch.
    """
    mark = mark or get_random_string(16, "abcdefghjkmnpqrstuvwxyz23456789")
    keys = [duty.pk for duty in found]
    locked = Duty.objects.select_for_update(of=("self",)).open().filter(pk__in=keys).select_related("agency")
    decisions = by_hand(list(locked.order_by("pk")), today=clock.today())
    written = write(decisions, key=_event(mark), today=clock.today(), by=by, pause=letters.BATCH_PAUSE)
    record("reminders written", about=mark, by=by, letters=written, duties=len(decisions))
    return mark


@verb
def stop(mark, *, by, only=None):
    """Stop the reminders of a batch, or `only` some, that have not left yet. Returns how many were in time."""
    in_time = letters.stop_event(chase_letters.KIND, key=_event(mark), by=by, only=only)
    DutyStep.objects.filter(letter__in=in_time).update(is_void=True)
    return len(in_time)


def batch(mark):
    """Return the letters of a batch of reminders."""
    return letters.of_event(chase_letters.KIND, key=_event(mark)).order_by("to_label", "pk")


def by_hand(found, *, today):
    """Return the decisions that a reminder by hand amounts to: one for each duty about which it can be sent."""
    history, people = history_of(found), People(found, on=today)
    told = {duty.pk for duty in found if any(taken.on >= today for taken in history[duty.pk])} | not_left_yet(found)
    free = [duty for duty in found if not (duty.settled_at or duty.is_paused or duty.pk in told)]
    decisions = [Decision(duty, BY_HAND, people.for_step(duty, BY_HAND.level)) for duty in free]
    return [decision for decision in decisions if decision.addressees]


@dataclass(frozen=True)
class Plan:
    """What reminding of some duties amounts to now: the duties left in, and the letter that each person would get."""

    duties: list
    letters: list  # (person, context of the letter, what it is about)


def plan(found):
    """Return what reminding of these duties would send now; nothing is printed yet, and nothing written."""
    decisions = by_hand(found, today=clock.today())
    return Plan([one.duty for one in decisions], letters_of(decisions, today=clock.today()))


def previews(planned):
    """Return some planned letters as they would leave now: the person, the subject and the text."""
    return [
        {"person": person, **letter_words.render(chase_letters.KIND, to=person, context=context)}
        for person, context, _ in planned
    ]


def _event(mark):
    return f"by-hand-{mark}"
