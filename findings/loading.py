"""What the case page and the page of learning show of the agencies' replies: only what was sent."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from agencies.models import Agency
from cases.models import AgencyRequest, Case, RequestStatus
from findings.models import LearningPoint
from findings.models.learning_points import PointStatus
from panelportal.kit import access
from panelportal.kit.access import Can


@dataclass(frozen=True)
class ReplyLine:
    """One agency's reply on the board of a case; empty parts until it is sent."""

    part: AgencyRequest
    outcome: str
    learning_points: int | None
    representative: str
    is_late: bool
    url: str


def replies_of(case):
    """Return a line for each request of a case that was sent, by agency, in three queries at most."""
    parts = (
        AgencyRequest.objects.sent()
        .filter(case=case)
        .select_related("agency", "reply", "record_check", "representative")
        .annotate(submitted_points=Count("learning_points", filter=~Q(learning_points__status=PointStatus.NOT_SENT)))
        .order_by("agency__name", "pk")
    )
    return [_line(part) for part in parts]


def learning_of(case):
    """Return the learning points submitted on a case, as a dict from agency to list."""
    agencies = {}
    for point in LearningPoint.objects.submitted().of_case(case).for_list():
        agencies.setdefault(point.agency, []).append(point)
    return agencies


def _line(part):
    reply = getattr(part, "reply", None)
    is_sent = bool(reply and reply.sent_at)
    check = getattr(part, "record_check", None) if is_sent else None
    representative = getattr(part, "representative", None) if is_sent else None
    return ReplyLine(
        part=part,
        outcome=check.get_outcome_display() if check else "",
        learning_points=part.submitted_points if is_sent else None,
        representative=str(representative) if representative else "",
        is_late=part.is_late,
        url=reverse("findings:reply", args=[part.reference]),
    )


def link_to_reply(request, part):
    """Return the link from the inspectorate's page of a request to the reply, or None before it was sent."""
    if part.sent_at is None:
        return None
    may_record = part.is_open_for_reply and access.may(request.user, Can.ADD, Case)
    text = "Read the reply" if part.submitted_at else "See whether there is a reply yet"
    where = [part.case.reference, part.agency.slug]
    return {
        "url": reverse("findings:reply", args=[part.reference]),
        "text": text,
        "record_url": reverse("findings:record_reply", args=where) if may_record else "",
    }


def named_instead(part):
    """Return the agencies that one which redirected its request named, if they can be asked and are not asked yet."""
    reply = getattr(part, "reply", None)
    if reply is None or part.asked_instead_id:
        return []
    asked = AgencyRequest.objects.filter(case=part.case_id).exclude(status=RequestStatus.WITHDRAWN)
    askable = Agency.objects.that_can_be_asked().exclude(pk__in=asked.values("agency")).order_by("name")
    words = reply.ask_instead.casefold()
    return [agency for agency in askable if agency.name.casefold() in words]
