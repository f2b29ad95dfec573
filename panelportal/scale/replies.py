"""The replies of those agencies that have answered: a record check and two learning points each."""

from collections import Counter

from cases.models import RequestStatus
from findings.models import Involvement, LearningPoint, Outcome, PointCounter, RecordCheck, Reply
from findings.models.learning_points import Level, PointKind, PointStatus, ReleaseTo
from panelportal.scale.world import World, pour, stamped

POINTS = (PointKind.WORKED_WELL, PointKind.SHOULD_IMPROVE)
WORDS = "Made up for measuring."


def enter(world: World):
    """Enter what each agency that has answered found."""
    answered = [request for request in world.requests if request.status == RequestStatus.SUBMITTED]
    pour(Reply, (_reply(request) for request in answered))
    pour(RecordCheck, (_check(request) for request in answered))
    pour(Involvement, (_involvement(request) for request in answered))
    last = Counter()
    pour(LearningPoint, (_point(request, kind, last) for request in answered for kind in POINTS))
    pour(PointCounter, (PointCounter(case_id=case, last=count) for case, count in last.items()))


def _by(stem, request):
    return stamped(stem, request.submitted_by, request.submitted_at)


def _reply(request):
    by = _by("confirmed", request) | _by("sent", request)
    return Reply(request=request, agreed_by_role="Head of service", **by)


def _check(request):
    return RecordCheck(
        request=request,
        outcome=Outcome.INVOLVED,
        systems_searched=WORDS,
        checked_by_role="Head of service",
        checked_on=request.submitted_at.date(),
        records_secured=True,
        **_by("recorded", request),
    )


def _involvement(request):
    return Involvement(
        request=request,
        service=WORDS,
        nature=WORDS,
        began_on=request.case.period_from,
        **_by("added", request),
    )


def _point(request, kind, last):
    last[request.case_id] += 1
    return LearningPoint(
        reference=f"LP-{request.case.reference.removeprefix('MAC-')}-{last[request.case_id]:02}",
        request=request,
        kind=kind,
        what=WORDS,
        why=WORDS,
        would_help=WORDS,
        level=Level.TEAM,
        release=ReleaseTo.PANEL,
        status=PointStatus.SUBMITTED,
        **_by("added", request),
    )
