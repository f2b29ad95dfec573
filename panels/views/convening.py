from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies import duties
from panelportal.kit import access, words
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.versions import ChangedMeanwhile
from panels import convening, days, inviting, vacating
from panels.forms.convening import ConveneForm, MeetingForm, SeatForm, discussable, meeting_values
from panels.models import Panel
from panels.models.panels import RUNS_THE_PANEL
from panels.refusals import Refused
from panels.representation import candidates_for, representation_of
from panels.views.listing import when

SEATS_HEAD = ["Person", "Agency", "Attends as", "Action"]


def to_convene(request, reference):
    """Return the panel that this person may convene, or answer 404."""
    return access.fetch(Panel.objects.for_page(), request.user, Can.CONVENE, reference=reference)


@once
def convene(request):
    access.require(request.user, Can.CONVENE, Panel)
    initial = {
        "minute_taker": request.user.pk,
        "cases": discussable(request.user).filter(reference=request.GET.get("case", "").replace("\0", "")),
    }
    form = ConveneForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid() and form.convene(by=request.user):
        return redirect("panels:meeting", form.done.reference)
    return render(request, "panels/convene.html", {"form": form})


@once
def meeting(request, reference):
    panel = to_convene(request, reference)
    current = getattr(panel, "meeting", None)
    form = MeetingForm(request.POST or None, initial=meeting_values(current))
    try:
        if form.is_valid() and form.set_meeting(panel, by=request.user):
            return _after_meeting(request, panel, form.done)
    except ChangedMeanwhile as changed:
        current = _changed(form, changed.current)
    told = panel.seats.live().for_list() if panel.has_told else []
    context = {"panel": panel, "form": form, "current": current, "told": told, "unusual_day": days.unusual(current)}
    context["now"] = when(current) if current else ""
    return render(request, "panels/meeting.html", context)


@once
def people(request, reference):
    panel = to_convene(request, reference)
    cases = list(panel.cases.order_by("pk"))
    form = SeatForm(request.POST or None, candidates=candidates_for(panel), cases=cases)
    if form.is_valid() and form.seat(panel, by=request.user):
        messages.success(request, f"{form.done.person} now has a seat on the panel.")
        return redirect("panels:people", reference)
    context = {
        "panel": panel,
        "form": form,
        "head": SEATS_HEAD,
        "seats": panel.seats.live().for_list(),
        "representation": representation_of(panel),
        "has_free_seat": duties.has_open(inviting.FILL_SEAT, about=panel.reference),
    }
    return render(request, "panels/people.html", context)


@require_POST
def leave_as_they_are(request, reference):
    panel = to_convene(request, reference)
    vacating.leave_seats_as_they_are(panel, by=request.user)
    return redirect("panels:people", reference)


@once
@require_POST
def remove(request, reference, pk):
    panel = to_convene(request, reference)
    seat = get_object_or_404(panel.seats.select_related("panel"), pk=pk)
    try:
        convening.unseat(seat, by=request.user)
    except Refused as refusal:
        messages.error(request, f"{refusal}.")
    else:
        messages.success(request, f"{seat.person} no longer has a seat on the panel.")
    return redirect("panels:people", reference)


def _after_meeting(request, panel, meeting):
    if panel.has_told:
        messages.success(request, f"The meeting is now {when(meeting)}.")
    nobody_yet = not panel.seats.live().exclude(capacity__in=RUNS_THE_PANEL).exists()
    return redirect("panels:people" if nobody_yet else "panels:panel", panel.reference)


def _changed(form, current):
    """Keep what was typed, and let the next attempt be made from the meeting as it stands now."""
    form.data = form.data.copy()
    form.data["version"] = str(current.version)
    moment = words.time_of_day(current.set_at)
    form.add_error(None, f"Somebody else changed the meeting at {moment}. Compare it with what you typed")
    return current
