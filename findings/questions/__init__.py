"""What a chronology lets a panel ask (pure): each a question, never a finding, with the events that it stands on.

Records are what agencies kept, not all that happened: what is not recorded
may have been done. So no question says that anybody did or did not do
something; it says what the records show and asks. One module tells the rule
of each topic.

An event is "with" an agency when it names its kind, or its name: two
agencies of one kind are both meant where a kind is named. It "tells of" an
agency also when what happened is told with either.
"""

from findings.chronology import merge
from findings.questions.differences import differences
from findings.questions.gaps import gaps
from findings.questions.held import held
from findings.questions.overlaps import overlaps
from findings.questions.question import Question, Rules, Topic

__all__ = ["Question", "Rules", "Topic", "questions_of"]


def questions_of(events, involvements, *, begins, ends, rules=None):
    """Return the questions that a case's events and involvements lead to, by topic and day.

    `begins` and `ends` are the period in scope, both included. They depend
    on what is recorded only, not on the order in which it came.
    """
    events, rules = merge(events), rules or Rules()
    return [
        *differences(events, rules),
        *gaps(events, involvements, begins=begins, ends=ends, rules=rules),
        *held(events, rules),
        *overlaps(events, involvements, ends=ends),
    ]
