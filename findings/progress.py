"""How far a reply is: which of its tasks are done, which are still needed, which cannot start yet."""

from dataclasses import dataclass, field
from datetime import datetime

from findings.events import MANY
from findings.models import (
    Attachment,
    Involvement,
    KeyEvent,
    LearningPoint,
    Outcome,
    RecordCheck,
    Reply,
    Representative,
)
from findings.outcomes import asks_for_learning

TASKS = {  # name of the task's page: its title
    "organisation": "Confirm this is for your organisation",
    "record_check": "Check your records",
    "involvement": "Say how you were involved",
    "events": "Add key events",
    "learning": "Add learning points",
    "attachments": "Add documents",
    "representative": "Say who will attend the panel",
}
OPTIONAL = ("attachments",)
OF_THE_INVOLVED = ("involvement", "events")  # not needed from an agency that was not involved in the period
FIRST_TASKS = ("organisation", "record_check")  # of the first question, and of a reply that found nothing


@dataclass(frozen=True)
class Progress:
    """The parts of one reply, as they stand.

    `shown_at` is when the agency was last shown what to search for: a
    record check made before a correction has to be looked at again. While
    only the first question is asked there is no more to it than the check.
    """

    shown_at: datetime | None
    reply: Reply | None
    check: RecordCheck | None
    points: list
    representative: Representative | None
    is_first_question: bool = False
    has_second_signer: bool = False
    involvements: list = field(default_factory=list)
    events: list = field(default_factory=list)
    attachments: list = field(default_factory=list)

    @property
    def is_confirmed(self):
        return bool(self.reply and self.reply.confirmed_at)

    @property
    def is_checked(self):
        return self.check is not None and (self.shown_at is None or self.check.recorded_at >= self.shown_at)

    @property
    def asks_for_learning(self):
        return bool(self.check) and asks_for_learning(self.check.outcome)

    @property
    def needs_approval(self):
        """Whether an approver of the agency sends it: where the agency wants that, and something was found."""
        return self.has_second_signer and self.asks_for_learning and not self.is_first_question

    @property
    def is_involved(self):
        return bool(self.check) and self.check.outcome == Outcome.INVOLVED

    @property
    def is_nil(self):
        """Whether it is a nil return: the agency searched and has no record of the person."""
        return bool(self.check) and self.check.outcome == Outcome.NOT_KNOWN

    @property
    def no_events(self):
        return self.reply.no_events if self.reply else ""

    @property
    def asks_what_changed_risk(self):
        """Whether there are so many events that the agency still has to say which changed risk or a decision."""
        return len(self.events) > MANY and any(event.changed_risk is None for event in self.events)

    @property
    def no_learning(self):
        return self.reply.no_learning if self.reply else ""

    @property
    def done(self):
        """The names of the tasks that are answered."""
        answered = {
            "organisation": self.is_confirmed,
            "record_check": self.is_checked,
            "involvement": bool(self.involvements),
            "events": bool(self.events or self.no_events) and not self.asks_what_changed_risk,
            "learning": bool(self.points or self.no_learning),
            "attachments": bool(self.attachments),
            "representative": self.representative is not None,
        }
        return {name for name, is_done in answered.items() if is_done}

    @property
    def needed(self):
        """The names of the tasks that this reply has to answer."""
        if self.is_first_question or not self.asks_for_learning:
            return list(FIRST_TASKS)
        left_out = OPTIONAL if self.is_involved else (*OPTIONAL, *OF_THE_INVOLVED)
        return [name for name in TASKS if name not in left_out or (name == "events" and self.asks_what_changed_risk)]

    @property
    def offered(self):
        """The names of the tasks that its page lists, needed or not."""
        return list(FIRST_TASKS) if self.is_first_question else list(TASKS)

    @property
    def missing(self):
        """The names of the tasks that keep the reply from being sent, in order."""
        return [name for name in self.needed if name not in self.done]


def progress_of(part):
    """Return how far the reply to a request is."""
    shown = part.disclosures.sent().last()
    return Progress(
        shown_at=shown and shown.sent_at,
        reply=Reply.objects.filter(request=part).first(),
        check=RecordCheck.objects.filter(request=part).prefetch_related("identifiers").first(),
        points=list(LearningPoint.objects.filter(request=part).for_list()),
        representative=Representative.objects.filter(request=part).first(),
        is_first_question=part.is_first_question,
        has_second_signer=part.agency.acting_now.second_signer,
        involvements=list(Involvement.objects.filter(request=part).in_order()),
        events=list(KeyEvent.objects.filter(request=part).for_list()),
        attachments=list(Attachment.objects.filter(request=part).kept().for_list()),
    )
