from django.db import models

from cases.models.request_statuses import OPEN, RequestStatus
from panelportal.kit import clock, due, working_days


class Place(models.IntegerChoices):
    """The groups of a response board, what to act on first first."""

    OURS = 0, "Waiting for us"
    OVERDUE = 1, "Overdue"
    SOON = 2, "Due soon"
    GOING = 3, "In progress"
    NOT_SENT = 4, "Not sent"
    DONE = 5, "Replied"
    WITHDRAWN = 6, "Withdrawn"


def place_of(status, reply_by, *, is_stopped, is_asked_instead, on=None):
    """Return the group in which a request stands on a day (today); that of a redirected one, until another is asked."""
    if status in (RequestStatus.MORE_DETAIL_NEEDED, RequestStatus.REDIRECTED):
        return Place.DONE if is_asked_instead else Place.OURS
    if status not in OPEN:
        named = {RequestStatus.NOT_SENT: Place.NOT_SENT, RequestStatus.WITHDRAWN: Place.WITHDRAWN}
        return named.get(status, Place.DONE)
    today = on or clock.today()
    if is_stopped:
        return Place.GOING
    if reply_by < today:
        return Place.OVERDUE
    return Place.SOON if reply_by <= working_days.add(today, due.SOON) else Place.GOING
