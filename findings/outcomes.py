"""The six results of a record check in the agency's words, and the question that each leads to."""

from dataclasses import dataclass

from findings.models import Outcome


@dataclass(frozen=True)
class Question:
    """What an outcome is called on the form, and what is asked next: `detail`, then `contact`."""

    sentence: str
    detail: str = ""
    contact: str = ""
    detail_needed: bool = True


QUESTIONS = {
    Outcome.INVOLVED: Question("We were involved"),
    Outcome.KNOWN_OUTSIDE: Question("We know them, but not in this period", detail="When did you know them?"),
    Outcome.NOT_KNOWN: Question("We have no record of this person"),
    Outcome.CANNOT_TELL: Question(
        "We cannot tell from these details", detail="What more would you need to search on?", detail_needed=False
    ),
    Outcome.HELD_ELSEWHERE: Question(
        "Another organisation holds the record",
        detail="Which organisation holds the record?",
        contact="Whom should we contact there?",
    ),
    Outcome.CANNOT_DISCLOSE: Question(
        "We cannot disclose what we hold", detail="On what basis?", contact="Whom should we ask about this?"
    ),
}
ASKED_FOR_LEARNING = frozenset({Outcome.INVOLVED, Outcome.KNOWN_OUTSIDE})


def sentence_of(outcome):
    """Return an outcome as an agency says it."""
    return QUESTIONS[Outcome(outcome)].sentence


def asks_for_learning(outcome):
    """Tell whether an outcome leads to learning points and a representative; the others lead straight to sending."""
    return outcome in ASKED_FOR_LEARNING
