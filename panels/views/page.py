from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from panelportal.kit import access, trail, words
from panelportal.kit.access import Can
from panels import calendar, days, entries, replying
from panels.models import Invitation, Panel
from panels.models.panels import OVER, PanelStatus
from panels.representation import representation_of
from panels.views.listing import when

PEOPLE_HEAD = ["Person", "Agency", "Attends as", "Reply", "What they told us"]


def panel(request, reference):
    """Show a panel: all of it to staff; to somebody who was invited the date, how to join, and their own reply."""
    if access.may(request.user, Can.READ, Panel):
        return _for_staff(request, reference)
    return _for_attendee(request, reference)


def calendar_file(request, reference):
    """Give somebody who is invited their own calendar entry as a file, with nobody in it to answer to."""
    access.fetch(Panel.objects.all(), request.user, Can.ATTEND, reference=reference)
    invitation = _invitation_of(request.user, reference)
    if invitation is None:
        raise Http404("This person is not invited.")
    trail.record_read("calendar entry downloaded", about=reference, by=request.user)
    response = HttpResponse(calendar.download(entries.entry_of(invitation)), "text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="panel-meeting-{reference}.ics"'
    return response


def _for_staff(request, reference):
    panel = access.fetch(Panel.objects.for_page(), request.user, Can.READ, reference=reference)
    trail.record_read("panel read", about=reference, by=request.user)
    meeting = getattr(panel, "meeting", None)
    seats = list(panel.seats.live().for_list())
    cases = list(panel.cases.order_by("pk"))
    may_convene = access.may(request.user, Can.CONVENE, Panel)
    context = {
        "panel": panel,
        "where_and_when": _where_and_when(panel, meeting, may_convene and panel.is_planned),
        "cases": cases,
        "people_head": PEOPLE_HEAD,
        "people": [_person(seat, joint=len(cases) > 1) for seat in seats],
        "representation": representation_of(panel),
        "unusual_day": days.unusual(meeting) if panel.is_planned else "",
        "next": _next_step(panel, meeting, seats) if may_convene else None,
        "may_change": may_convene and panel.is_planned,
        "own": next((seat.invitation for seat in seats if seat.person == request.user and not panel.is_draft), None),
        **_who_sees(request.user, panel, Can.READ),
    }
    return render(request, "panels/panel.html", context)


def _for_attendee(request, reference):
    panel = access.fetch(Panel.objects.for_page(), request.user, Can.ATTEND, reference=reference)
    trail.record_read("panel read", about=reference, by=request.user)
    invitation = _invitation_of(request.user, reference, also_cancelled=True)
    context = {
        "panel": panel,
        "invitation": invitation,
        "rows": attendance_rows(invitation),
        "is_open": replying.is_open(invitation),
        "is_cancelled": panel.status == PanelStatus.CANCELLED,
        **_who_sees(request.user, panel, Can.ATTEND),
    }
    return render(request, "panels/attending.html", context)


def _who_sees(user, panel, permission):
    """Return what stands at the foot of a panel's page."""
    return {"why": access.why(user, panel, permission), "others": panel.also_seen_by}


def attendance_rows(invitation):
    """Return when and where, for the person invited; how to join the call only when they said that they attend."""
    meeting = invitation.meeting
    rows = [{"key": "Date and time", "value": when(meeting)}, {"key": "Place", "value": meeting.place}]
    if meeting.panel.status in OVER or invitation.cancelled_at:
        return rows
    if meeting.call_link and invitation.has_accepted:
        return [*rows, {"key": "Join the call", "value": meeting.call_link, "value_url": meeting.call_link}]
    shown = "Shown here when you have replied that you will attend" if meeting.call_link else "No call for this meeting"
    return [*rows, {"key": "Join the call", "value": shown}]


def _invitation_of(person, reference, also_cancelled=False):
    own = Invitation.objects.for_reply().filter(seat__person=person, meeting__panel__reference=reference)
    own = own.filter(seat__removed_at__isnull=True)
    return (own if also_cancelled else own.live()).first()


def _where_and_when(panel, meeting, may_change):
    change = {"action_url": reverse("panels:meeting", args=[panel.reference])} if may_change else {}
    return [
        {"key": "Date and time", "value": when(meeting) if meeting else "Not set yet", **change},
        {"key": "Place", "value": meeting.place if meeting else "Not set yet", **change},
        {"key": "Link to the call", "value": meeting.call_link if meeting else "", **change},
        {"key": "Convened by", "value": f"{panel.convened_by}, {words.short_day(panel.convened_at)}"},
    ]


def _person(seat, *, joint):
    invitation = getattr(seat, "invitation", None)
    about = ", ".join(case.reference for case in seat.cases.all()) if joint else ""
    return [
        seat.person.name,
        seat.agency.name,
        f"{seat.get_capacity_display()} ({about})" if about else seat.get_capacity_display(),
        {"tag": invitation.status} if invitation else "Not invited yet",
        _told(invitation) if invitation else "",
    ]


def _told(invitation):
    """Return what somebody needs and noted, each as they said it last: an empty box on the reply page keeps it."""
    replies = list(invitation.replies.all())
    needs = next((reply.access_needs for reply in reversed(replies) if reply.access_needs), "")
    note = next((reply.note for reply in reversed(replies) if reply.note), "")
    return " ".join(filter(None, [needs and f"Needs: {needs}", note and f"Note: {note}"]))


def _next_step(panel, meeting, seats):
    """Return the one next step of a panel, by its status: words, and where to do it."""
    places = {name: reverse(f"panels:{name}", args=[panel.reference]) for name in ("meeting", "people", "invite")}
    if panel.is_draft:
        if meeting is None:
            return {"text": "Set the date and place", "url": places["meeting"]}
        if all(seat.runs_the_panel for seat in seats):
            return {"text": "Add the people who will attend", "url": places["people"]}
        return {"text": "Check and send the invitations", "url": places["invite"]}
    if panel.has_told:
        return {"text": f"hold the panel on {words.long_day(meeting.starts_at)}", "url": ""}
    return None
