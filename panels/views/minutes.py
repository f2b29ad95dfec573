from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cases.refusals import Refusal
from panelportal.kit import access, clock, printing, trail
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.versions import ChangedMeanwhile, version_of
from panels import circulating, minuting
from panels.forms.comparing import compare
from panels.forms.minutes import ChangeEntryForm, EntryForm, PresentForm
from panels.models import Panel
from panels.models.panels import OVER, PanelStatus
from panels.refusals import Refused

OTHER_READERS = ["HM Inspectorate of Probation", "The people who were invited to the panel"]


def _to_minute(request, reference):
    return access.fetch(Panel.objects.for_page(), request.user, Can.MINUTE, reference=reference)


@once
def minutes(request, reference):
    """The minutes while they are taken: who is present, one form for an entry of any kind, what is entered so far."""
    panel = _to_minute(request, reference)
    if panel.status in OVER:
        return redirect("panels:minutes-read", reference)
    if panel.status != PanelStatus.IN_PROGRESS:
        is_early = panel.has_told and clock.today() < clock.day_of(panel.meeting.starts_at)
        return render(request, "panels/minutes_start.html", {"panel": panel, "is_early": is_early})
    form = EntryForm(request.POST or None, panel=panel)
    if form.is_valid() and form.add(panel, by=request.user):
        messages.success(request, "The entry has been added.")
        return redirect("panels:minutes", reference)
    return _page(request, panel, form, PresentForm(seats=list(panel.seats.live().for_list())))


@require_POST
def start(request, reference):
    panel = _to_minute(request, reference)
    try:
        minuting.start(panel, by=request.user)
    except Refused as refusal:
        messages.error(request, f"{refusal}.")
    return redirect("panels:minutes", reference)


@require_POST
def present(request, reference):
    panel = _to_minute(request, reference)
    form = PresentForm(request.POST, seats=list(panel.seats.live().for_list()))
    if form.is_valid() and form.record(panel, by=request.user):
        messages.success(request, "Who is present has been saved.")
        return redirect("panels:minutes", reference)
    return _page(request, panel, EntryForm(panel=panel), form)


def change(request, reference, pk):
    """Change an entry. Whoever saves second sees both texts and decides."""
    panel = _to_minute(request, reference)
    entry = get_object_or_404(panel.entries.for_list(), pk=pk)
    form = ChangeEntryForm(request.POST or None, entry=entry)
    current = None
    try:
        if form.is_valid() and form.change(by=request.user):
            return redirect("panels:minutes", reference)
    except ChangedMeanwhile as changed:
        current = compare(form, changed.current)
    return render(
        request, "panels/minutes_change.html", {"panel": panel, "entry": entry, "form": form, "current": current}
    )


@require_POST
def remove(request, reference, pk):
    panel = _to_minute(request, reference)
    entry = panel.entries.filter(pk=pk).first()
    version = version_of(request.POST.get("version", ""))
    try:
        if entry:
            minuting.remove_entry(entry, version=version, by=request.user)
    except Refused as refusal:
        messages.error(request, f"{refusal}.")
    except ChangedMeanwhile:
        messages.error(request, "Someone else changed this entry since you opened the page, so it was not removed.")
    return redirect("panels:minutes", reference)


@once
def close(request, reference):
    """List what the minutes still lack and who will get them; one POST closes the panel."""
    panel = _to_minute(request, reference)
    refused = _close(request, panel) if request.method == "POST" else ""
    if refused is None or panel.status == PanelStatus.CLOSED:
        return redirect("panels:minutes-read", reference)
    if panel.status != PanelStatus.IN_PROGRESS:
        return redirect("panels:minutes", reference)
    stops, thinks = minuting.missing(panel)
    readers = [seat for seat in panel.seats.live().for_list() if circulating.may_read(seat.person, panel)]
    context = {"panel": panel, "stops": stops, "thinks": thinks, "readers": readers, "refused": refused}
    return render(request, "panels/minutes_close.html", context)


def read(request, reference):
    """The minutes as they were circulated: to each reader the cases of their seat and what is general."""
    permission = circulating.to_read(request.user)
    panel = access.fetch(Panel.objects.for_page(), request.user, permission, reference=reference)
    copy = circulating.minutes_for(request.user, panel)
    if copy is None:
        return render(request, "panels/minutes_not_ready.html", {"panel": panel})
    trail.record_read("minutes read", about=reference, by=request.user)
    context = {
        "panel": panel,
        "copy": copy,
        "content": copy.content,
        "why": access.why(request.user, panel, permission),
        "others": OTHER_READERS,
    }
    return render(request, "panels/minutes_read.html", context)


def pdf(request, reference):
    """The PDF of the minutes, for those whose seat covers all of it."""
    panel = access.fetch(Panel.objects.all(), request.user, circulating.to_read(request.user), reference=reference)
    copy = circulating.minutes_for(request.user, panel)
    if copy is None or not copy.is_whole:
        raise Http404("There is no document for this person.")
    trail.record_read("minutes downloaded", about=reference, by=request.user)
    return printing.respond(request, copy.version.document)


def _close(request, panel):
    """Close the panel. Returns None when it is closed, else why not."""
    try:
        minuting.close_panel(panel, by=request.user)
    except (Refused, Refusal) as refusal:
        return str(refusal)
    messages.success(request, f"Panel {panel.reference} is closed. The minutes are on their way.")
    return None


def _page(request, panel, form, present_form):
    trail.record_read("minutes read", about=panel.reference, by=request.user)
    points = list(minuting.points_for(panel))
    context = {
        "panel": panel,
        "form": form,
        "present_form": present_form,
        "forms": [form, present_form],
        "entries": panel.entries.for_list(),
        "points": points,
        "is_joint": len(form.cases) > 1,
    }
    return render(request, "panels/minutes.html", context)
