"""Returning: a reply that does not suffice goes back to its agency, which is told what is missing, task by task."""

from cases import returning
from findings import attention, comparing, contributing, versioning, whole_reply
from findings.models import ReplyReturn
from findings.progress import TASKS
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb


class NothingMissing(ValueError):
    """A reply is returned only for something that is named, of one of its tasks."""


@verb
def return_reply(part, *, missing, days, by):
    """Return a reply, naming what is missing: words by the name of the task. It is asked for in so many working days.

    The version that was sent stays readable, and what the agency changes is
    shown beside it. Raises NothingMissing and what
    `cases.returning.mark_returned` raises.
    """
    named = [{"task": task, "title": TASKS[task], "words": missing[task]} for task in TASKS if missing.get(task)]
    if not named or len(named) < len(missing):
        raise NothingMissing(part.reference)
    part = returning.mark_returned(part, days=days, by=by)
    version = versioning.received(part, by=by)
    returned = ReplyReturn(request=part, version=version, missing=named, until=part.reply_by)
    stamp(returned, "returned", by=by)
    returned.save()
    attention.mark_looked_at(part, by=by)
    contributing.call_back(part, by=by)
    record("reply returned as insufficient", about=part.reference, by=by, tasks=[one["task"] for one in named])
    return returned


def standing_return(part):
    """Return what the inspectorate asked to be changed and has not received yet, or None."""
    if not part.is_open_for_reply:
        return None
    last = versioning.last_sent(part)
    return getattr(last, "returned", None) if last else None


def still_to_change(returned, progress, part):
    """Return what is asked to be changed by task: its words, and whether that part of the reply differs since."""
    cards = whole_reply.as_data(whole_reply.cards_of(progress, part))
    changed = comparing.tasks_changed(returned.version.parts, cards)
    return {one["task"]: (one["words"], one["task"] in changed) for one in returned.missing}
