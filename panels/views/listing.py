from django.shortcuts import render
from django.urls import reverse

from panelportal.kit import access, words
from panelportal.kit.access import Can
from panels.models import Invitation, Panel

STAFF_HEAD = [
    "Panel",
    "Date",
    "Cases",
    {"text": "People", "numeric": True},
    {"text": "Accepted", "numeric": True},
    "Status",
]
OWN_HEAD = ["Panel", "Date", "Place", "Panel status", "Your reply"]


def panels(request):
    """List every panel for staff, and for anybody else the panels on which they have a seat."""
    if access.may(request.user, Can.AUDIT, Panel):
        return _all(request)
    return _own(request)


def _all(request):
    seen = access.visible(Panel.objects.for_list(), request.user, Can.AUDIT)
    may_open = access.may(request.user, Can.READ, Panel)
    context = {
        "head": STAFF_HEAD,
        "upcoming": [_row(panel, may_open) for panel in seen.upcoming()],
        "past": [_row(panel, may_open) for panel in seen.past().reverse()],
        "may_convene": access.may(request.user, Can.CONVENE, Panel),
    }
    return render(request, "panels/panels.html", context)


def _own(request):
    seen = access.visible(Panel.objects.all(), request.user, Can.ATTEND)
    own = Invitation.objects.filter(seat__person=request.user, seat__removed_at__isnull=True, meeting__panel__in=seen)
    rows = [_own_row(invitation) for invitation in own.for_reply().order_by("-meeting__starts_at", "-pk")]
    return render(request, "panels/invited.html", {"head": OWN_HEAD, "rows": rows})


def _row(panel, may_open):
    meeting = getattr(panel, "meeting", None)
    return [
        _link(panel) if may_open else panel.reference,
        when(meeting) if meeting else "No date yet",
        ", ".join(case.reference for case in panel.cases.all()),
        panel.seated,
        panel.accepted,
        {"tag": panel.status},
    ]


def _own_row(invitation):
    meeting = invitation.meeting
    return [
        _link(meeting.panel),
        when(meeting),
        meeting.place,
        {"tag": meeting.panel.status},
        {"tag": invitation.status},
    ]


def _link(panel):
    return {"text": panel.reference, "url": reverse("panels:panel", args=[panel.reference])}


def when(meeting):
    """Return 'Tuesday 13 May 2025, 10am to 12:30pm'."""
    starts, ends = words.time_of_day(meeting.starts_at), words.time_of_day(meeting.ends_at)
    return f"{words.long_day(meeting.starts_at)}, {starts} to {ends}"
