"""A letter came back: whom to call, and the letter again once the directory is right."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import who_act_for
from cases import undelivered
from cases.explaining import who_sees_request
from cases.refusals import Refusal
from cases.views.frame import around, fetch_for_casework
from panelportal.kit.once import once
from panelportal.kit.words import listed


@require_safe
def came_back(request, reference):
    """Show which letters came back, and the telephone numbers of those who act for the agency."""
    case, part = fetch_for_casework(request, reference)
    context = around(request, case, "cases:undelivered") | who_sees_request(request.user, part)
    context |= {
        "part": part,
        "letters": undelivered.came_back(part),
        "people": who_act_for(part.agency),
        "still_to_reach": undelivered.still_to_reach(part) if part.is_open_for_reply else [],
        "is_waiting": undelivered.is_waiting(part),
    }
    return render(request, "cases/undelivered.html", context)


@require_POST
@once
def write_again(request, reference):
    """Write the letter again to whoever acts for the agency now and was not reached."""
    case, part = fetch_for_casework(request, reference)
    try:
        written = undelivered.write_again(part, by=request.user)
    except Refusal as refusal:
        messages.error(request, f"{refusal}.")
        return redirect("cases:undelivered", reference)
    messages.success(request, f"Written again to {listed(letter.to_label for letter in written)}.")
    return redirect("cases:agency", case.reference, part.agency.slug)


@require_POST
@once
def dealt_with(request, reference):
    """Say that the agency was reached another way, such as by telephone."""
    case, part = fetch_for_casework(request, reference)
    undelivered.say_dealt_with(part, by=request.user)
    return redirect("cases:agency", case.reference, part.agency.slug)
