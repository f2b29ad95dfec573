"""What was done about a duty and what comes next, in words that stand before both sides in advance."""

from collections import defaultdict
from dataclasses import dataclass

from agencies.chase_people import People
from agencies.chase_rules import Level, Next, Step, Taken, next_step
from agencies.chasing import facts_of
from agencies.duties import schedule_of
from agencies.models import Duty, DutyStep
from agencies.models.duties import LETTERS_SENT, StepKind
from agencies.role_names import Role
from panelportal.kit import clock
from panelportal.kit.words import long_day

NOBODY = "Nobody to remind: add a contact"
NOBODY_ABOVE = "Nobody to ask for help: add a deputy or a senior contact"
NO_MORE = "No more letters: call them"
PAUSED = "Clock paused: nobody is reminded"
UNDATED = "No reminders: it has no date"
WORDS = {
    Step.REMINDER: "Reminder to",
    Step.SECOND: "Second reminder to",
    Step.DEPUTY: "Help asked of",
    Step.SENIOR: "Help asked of",
    Step.OVERDUE: "Note to",
}


@dataclass(frozen=True)
class Outlook:
    """A duty, its steps so far, the step that comes next, who gets it, and who can be reminded now."""

    duty: Duty
    steps: list
    next: Next | None
    next_to: list
    now_to: list

    @property
    def last_contact(self):
        """The last step that was a letter to somebody, or None."""
        sent = [step for step in self.steps if step.kind in LETTERS_SENT and not step.is_void]
        return sent[-1] if sent else None

    @property
    def needs_a_contact(self):
        return not self.duty.settled_at and not (self.now_to and (self.next is None or self.next_to))

    @property
    def words(self):
        """What comes next, such as "Reminder to the SPOC on Tuesday 24 November 2026"; nothing once it is settled."""
        if self.duty.settled_at:
            return ""
        if self.duty.is_paused:
            return PAUSED
        if not self.now_to:
            return NOBODY
        if self.next is None:
            return NO_MORE if self.duty.due_on else UNDATED
        if not self.next_to:
            return NOBODY_ABOVE
        to = addressed_as(self.duty, self.next_to)
        return f"{WORDS[self.next.planned.step]} {to} on {long_day(self.next.on)}"


def outlooks(found, *, today=None):
    """Return the outlook of each of these duties, in the same number of queries for one and for many."""
    today = today or clock.today()
    people, steps = People(found, on=today), defaultdict(list)
    for step in DutyStep.objects.filter(duty__in=[duty.pk for duty in found]).for_ledger():
        steps[step.duty_id].append(step)
    return [_outlook(duty, steps[duty.pk], people, today) for duty in found]


def addressed_as(duty, addressees):
    """Return as what the addressees of a step are written to, such as "the deputy"."""
    level = addressees[0].level
    if level == Level.DEPUTY:
        return "the deputy"
    if level == Level.SENIOR:
        return "the senior contact"
    if level == Level.LEADS:
        return "the lead inspectors"
    if duty.person_id:
        return str(duty.person)
    if duty.role:
        return f"the {Role(duty.role).label.lower()}"
    return "the review team" if duty.agency.kind_id == "probation-region" else "the SPOC"


def _outlook(duty, steps, people, today):
    facts, history = facts_of(duty), _contacts(steps)
    asked = (facts, schedule_of(duty), history, today)
    coming = next_step(*asked, people.reach(duty)) or next_step(*asked)
    next_to = people.for_step(duty, coming.planned.level) if coming else []
    return Outlook(duty, steps, coming, next_to, people.for_step(duty, Level.HOLDER))


def _contacts(steps):
    counted = (*LETTERS_SENT, StepKind.RESUMED)
    return [Taken(Step(step.kind), _left_on(step)) for step in steps if step.kind in counted and not step.is_void]


def _left_on(step):
    sent_at = step.letter.sent_at if step.letter else None
    return max(step.on, clock.day_of(sent_at)) if sent_at else step.on
