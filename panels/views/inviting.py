from django.contrib import messages
from django.shortcuts import redirect, render

from panelportal.kit.once import once
from panels import days, inviting
from panels.forms.convening import CancelForm
from panels.refusals import AlreadyInvited, Refused
from panels.representation import representation_of
from panels.views.convening import to_convene
from panels.views.listing import when

HEAD = ["Person", "Agency", "Attends as", "Email address"]


@once
def invite(request, reference):
    """Show who would get what; one POST sends it to all of them."""
    panel = to_convene(request, reference)
    refused = _send(request, panel) if request.method == "POST" else ""
    if refused is None or not panel.is_draft:
        return redirect("panels:panel", reference)
    meeting, seats = getattr(panel, "meeting", None), list(panel.seats.live().for_list())
    context = {
        "panel": panel,
        "meeting": meeting,
        "when": when(meeting) if meeting else "",
        "head": HEAD,
        "rows": [[s.person.name, s.agency.name, s.get_capacity_display(), s.person.email] for s in seats],
        "people": len(seats),
        "has_agency": any(not seat.runs_the_panel for seat in seats),
        "representation": representation_of(panel),
        "unusual_day": days.unusual(meeting),
        "refused": refused,
    }
    return render(request, "panels/invite.html", context)


@once
def cancel(request, reference):
    panel = to_convene(request, reference)
    if not panel.is_planned:
        return redirect("panels:panel", reference)
    form = CancelForm(request.POST or None)
    if form.is_valid() and form.cancel(panel, by=request.user):
        messages.success(request, f"Panel {reference} has been cancelled.")
        return redirect("panels:panel", reference)
    told = panel.seats.live().for_list() if panel.has_told else []
    return render(request, "panels/cancel.html", {"panel": panel, "form": form, "told": told})


def _send(request, panel):
    """Send the invitations. Returns None when they are out, else why not."""
    try:
        inviting.send_invitations(panel, by=request.user)
    except AlreadyInvited:
        return None
    except Refused as refusal:
        return str(refusal)
    messages.success(request, f"Invitations to panel {panel.reference} are on their way.")
    return None
