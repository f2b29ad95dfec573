"""What the case page and the page of learning show of the agencies' replies: only what was sent."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from agencies.models import Agency
from cases.models import AgencyRequest, Case, RequestStatus
from findings.models import KeyEvent, LearningPoint
from findings.models.key_events import FOUND
from findings.models.learning_points import PointStatus
from panelportal.kit import access
from panelportal.kit.access import Can


@dataclass(frozen=True)
class ReplyLine:
    """One agency's reply on the board of a case; empty parts until it is sent."""

    part: AgencyRequest
    outcome: str
    events: int | None
    learning_points: int | None
    representative: str
    is_late: bool
    url: str


def replies_of(case):
    """Return a line for each request of a case that was sent, by agency, in one query."""
    parts = with_replies(AgencyRequest.objects.sent().filter(case=case)).order_by("agency__name", "pk")
    return [line_of(part) for part in parts]


def with_replies(parts):
    """Return requests with all that `line_of` asks of each, to be loaded with what else a page shows of them."""
    points = LearningPoint.objects.exclude(status=PointStatus.NOT_SENT)
    return parts.select_related("agency", "reply", "record_check", "representative").annotate(
        submitted_points=_number_of(points), noted_events=_number_of(KeyEvent.objects.all())
    )


def events_of_case(case):
    """Return the key events submitted on a case, of all agencies, in order: two queries."""
    return list(KeyEvent.objects.submitted().of_case(case).for_list())


def line_of(part):
    """Return the line of a request that was loaded `with_replies`."""
    reply = getattr(part, "reply", None)
    is_sent = bool(reply and reply.sent_at)
    check = getattr(part, "record_check", None) if is_sent else None
    representative = getattr(part, "representative", None) if is_sent else None
    return ReplyLine(
        part=part,
        outcome=check.get_outcome_display() if check else "",
        events=part.noted_events if check and check.outcome in FOUND else None,
        learning_points=part.submitted_points if is_sent else None,
        representative=str(representative) if representative else "",
        is_late=part.is_late,
        url=reverse("findings:reply", args=[part.reference]),
    )


def _number_of(things):
    """Return how many of some things a request has, as a subquery: counted for the rows of a page alone."""
    counted = things.filter(request=OuterRef("pk")).order_by().values("request").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def link_to_reply(request, part):
    """Return the link from the inspectorate's page of a request to the reply, or None before it was sent."""
    if part.sent_at is None or (part.is_set_aside and not access.may(request.user, Can.CLEAR, Case)):
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
