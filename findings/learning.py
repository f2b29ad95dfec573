"""Learning points: what an agency learned, written by its own people until its reply is sent."""

from findings import drafting, proposing, releasing
from findings.keeping import keep
from findings.models import LearningPoint, PointCounter, ProposalToAgency
from findings.models.learning_points import Acted
from panelportal.kit.trail import record, verb


class ThereIsLearning(Exception):
    """An agency that has added learning points cannot say that it has none to report."""


@verb
def add_point(part, *, by, touches=(), themes=(), **answers):
    """Add a learning point to a reply, from the `answers` that `_values` names.

    An empty `why` says that the agency does not know yet. `touches` are
    kinds of agency, never agencies: who else was asked is not for this
    agency to know. Raises NotOpenForReply.
    """
    reply = drafting.draft(part, by=by)
    point = LearningPoint(reference=_next_reference(reply.request.case), request=reply.request)
    keep(point, seen=0, stem="added", values=_values(**answers), by=by)
    point.touches.set(touches)
    point.themes.set(themes)
    _say_nothing_of_no_learning(reply)
    record("learning point added", about=point.reference, by=by, request=part.reference)
    return point


@verb
def change_point(point, *, by, seen, touches=(), themes=(), **answers):
    """Change a learning point that was not sent yet. Raises ChangedMeanwhile, NotOpenForReply."""
    drafting.draft(point.request, by=by)
    point = LearningPoint.objects.select_for_update().get(pk=point.pk)
    values = _values(**answers)
    values |= releasing.follows(point, values["release"], by=by)
    keep(point, seen=seen, stem="changed", values=values, by=by)
    point.touches.set(touches)
    point.themes.set(themes)
    record("learning point changed", about=point.reference, by=by, version=point.version)
    return point


@verb
def remove_point(point, *, by):
    """Remove a learning point that was not sent yet, with what it proposed; its number is not given again.

    Raises NotOpenForReply, and proposing.PutToAgency for one that another agency was asked about.
    """
    drafting.draft(point.request, by=by)
    proposing.refuse_what_was_put(list(point.proposals.values_list("pk", flat=True)))
    ProposalToAgency.objects.filter(point=point.pk).delete()
    LearningPoint.objects.filter(pk=point.pk).delete()
    record("learning point removed", about=point.reference, by=by)


@verb
def say_no_learning(part, *, because, by):
    """Say that there is no learning to report, and why, since silence says nothing.

    Raises ThereIsLearning, NotOpenForReply.
    """
    reply = drafting.draft(part, by=by)
    if reply.request.learning_points.exists():
        raise ThereIsLearning(part.reference)
    reply.no_learning = because
    reply.save(update_fields=["no_learning"])
    record("no learning reported", about=part.reference, by=by)
    return reply


def _say_nothing_of_no_learning(reply):
    if reply.no_learning:
        reply.no_learning = ""
        reply.save(update_fields=["no_learning"])


def _values(*, kind, what, why, would_help, level, release, reasons=(), acted=Acted.NO, acted_detail=""):
    return {
        "kind": kind,
        "what": what,
        "why": why,
        "reasons": [str(reason) for reason in reasons],
        "would_help": would_help,
        "level": level,
        "release": release,
        "acted": acted,
        "acted_detail": acted_detail if acted != Acted.NO else "",
    }


def _next_reference(case):
    """Return the next number within a case: the counter's row is locked until the verb ends."""
    PointCounter.objects.bulk_create([PointCounter(case=case)], ignore_conflicts=True)
    counter = PointCounter.objects.select_for_update().get(case=case)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"LP-{case.reference.partition('-')[2]}-{counter.last:02}"
