"""What a panel made of a learning point."""

from findings.models import LearningPoint
from findings.models.learning_points import PointStatus
from panelportal.kit.moving import move
from panelportal.kit.trail import verb


class NotSubmitted(Exception):
    """The learning point is still its agency's draft, and no panel has read it."""


@verb
def mark_agreed(point, *, by):
    """Mark a learning point as agreed by the panel. Raises NotSubmitted."""
    return _mark(point, PointStatus.AGREED, by=by)


@verb
def mark_not_agreed(point, *, by):
    """Mark a learning point as one on which the panel's views differ. Raises NotSubmitted."""
    return _mark(point, PointStatus.NOT_AGREED, by=by)


@verb
def mark_used(point, *, by):
    """Mark a learning point as used in an issued learning report. Raises NotSubmitted."""
    return _mark(point, PointStatus.USED, by=by)


def _mark(point, status, *, by):
    point = LearningPoint.objects.select_for_update().get(pk=point.pk)
    if point.status == PointStatus.NOT_SENT:
        raise NotSubmitted(point.reference)
    move(point, status, by=by)
    return point
