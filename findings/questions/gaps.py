"""Times without contact.

No contact of any agency is recorded for longer than `gap_days` inside the
period in scope. A contact whose day is not known exactly counts for its
whole period, so that no gap is asked about where there may be none. An
involvement counts as an open service, which the question names, and not as
contact.
"""

from datetime import date, timedelta

from findings.chronology import Kind
from findings.questions.question import Question, Topic, day, keys_of, listed

A_DAY = timedelta(days=1)


def gaps(events, involvements, *, begins, ends, rules):
    """Yield a question for each time without contact; without any event nothing is asked."""
    if not events:
        return
    contacts = [one for one in events if one.kind == Kind.CONTACT and one.earliest <= ends and one.latest >= begins]
    last, until = None, begins - A_DAY
    for contact in contacts:
        if (contact.earliest - until).days - 1 > rules.gap_days:
            yield _gap(until + A_DAY, contact.earliest - A_DAY, (last, contact), involvements)
        if contact.latest > until:
            last, until = contact, contact.latest
    if (ends - until).days > rules.gap_days:
        yield _gap(until + A_DAY, ends, (last, None), involvements)


def _gap(first, last, around, involvements):
    open_then = {one.owner for one in involvements if one.begins <= last and (one.ends or date.max) >= first}
    names = sorted(owner.name for owner in open_then)
    services = f" {listed(names)} {'says' if len(names) == 1 else 'say'} that a service was open." if names else ""
    text = (
        f"No agency contact is recorded from {day(first)} to {day(last)}, {(last - first).days + 1} days.{services} "
        "What was happening in this time, and who would have known?"
    )
    events = tuple(one.key for one in around if one)
    return Question(Topic.GAP, text, first, last, keys_of(open_then), events)
