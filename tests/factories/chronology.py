"""Events and involvements of replies that were sent, or of drafts, written past the verbs: for what reads them."""

from datetime import date

from agencies.models import AgencyKind
from cases.models import RequestStatus
from findings.models import Involvement, KeyEvent, RecordCheck, Reply
from panelportal.kit import clock


def reply(part, *, by, sent=True):
    """Give a request a reply that was sent, or a draft of one, which says that the agency was involved."""
    stamps = {"sent_by": by, "sent_at": clock.now()} if sent else {}
    found, _ = Reply.objects.update_or_create(request=part, defaults=stamps)
    RecordCheck.objects.update_or_create(
        request=part,
        defaults={"outcome": "involved", "systems_searched": "All", "checked_by_role": "Records manager",
                  "checked_on": date(2025, 3, 17), "records_secured": True, "recorded_by": by,
                  "recorded_at": clock.now()},
    )  # fmt: skip
    if sent:
        part.status = RequestStatus.SUBMITTED
        part.submitted_by, part.submitted_at = by, clock.now()
        part.save(update_fields=["status", "submitted_by", "submitted_at"])
    return found


def happened(part, on, *, by, kind="contact", until=None, with_kinds=(), **told):
    """Add a key event to a request."""
    given = {"what": "A visit.", "source": "Log, page 4", "precision": "range" if until else "exact"} | told
    event = KeyEvent.objects.create(
        request=part, kind=kind, earliest=on, latest=until or on, added_by=by, added_at=clock.now(), **given
    )
    event.with_kinds.set(AgencyKind.objects.filter(pk__in=with_kinds))
    return event


def involved(part, began_on, *, by, ended_on=None):
    """Add an involvement to a request."""
    return Involvement.objects.create(
        request=part, service="A service", nature="Visits", began_on=began_on, ended_on=ended_on, added_by=by,
        added_at=clock.now(),
    )  # fmt: skip
