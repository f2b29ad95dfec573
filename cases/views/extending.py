"""More time to reply: the agency's page that asks for it, and the inspectorate's that gives it or stops the clock."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases import extending
from cases.forms import ExtensionForm, MoreTimeForm, StopClockForm
from cases.models import AgencyRequest
from cases.refusals import NotLater, Refusal
from cases.views.frame import around, fetch_for_casework
from panelportal.kit import access, references
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.words import long_day


@require_http_methods(["GET", "POST"])
@once
def more_time(request, reference):
    """Ask for more time, as somebody who answers the request."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
    page = references.page_of(reference)
    if not part.is_open_for_reply:
        return redirect(page)
    form = MoreTimeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _do(form, form.ask, part, by=request.user):
        messages.success(request, "Your request for more time was sent.")
        return redirect(page)
    asked = part.extensions.undecided().first()
    return render(request, "cases/more_time.html", {"part": part, "form": form, "asked": asked, "page": page})


@require_http_methods(["GET", "POST"])
@once
def extension(request, reference):
    """Decide about more time that an agency asks for, or give it without being asked."""
    case, part = fetch_for_casework(request, reference, Can.ADD)
    asked = part.extensions.undecided().select_related("asked_by").first()
    form = ExtensionForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid() and (decided := _do(form, form.decide, part, by=request.user)):
        said = f"New date: {long_day(decided.until)}." if decided.is_given else "The date stays."
        messages.success(request, f"{said} {part.agency} is told.")
        return _to_agency(case, part)
    return render(request, "cases/extension.html", _around(request, case, part) | {"form": form, "asked": asked})


@require_http_methods(["GET", "POST"])
@once
def stop_clock(request, reference):
    """Stop the clock of a request, with a reason that stays with the inspectorate."""
    case, part = fetch_for_casework(request, reference, Can.ADD)
    form = StopClockForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _do(form, form.stop, part, by=request.user):
        messages.success(request, f"The clock of {part.reference} stands still. Nobody is reminded.")
        return _to_agency(case, part)
    return render(request, "cases/stop_clock.html", _around(request, case, part) | {"form": form})


@require_POST
def start_clock(request, reference):
    """Start the clock of a request again."""
    case, part = fetch_for_casework(request, reference, Can.ADD)
    try:
        part = extending.start_clock(part, by=request.user)
    except Refusal as refusal:
        messages.error(request, f"{refusal}.")
    else:
        messages.success(request, f"The clock goes again. The reply is due {long_day(part.reply_by)}.")
    return _to_agency(case, part)


def _do(form, act, part, *, by):
    """Return what the form did; where it was refused, nothing, and the form says why."""
    try:
        return act(part, by=by)
    except NotLater as refusal:
        form.add_error("until", str(refusal))
    except Refusal as refusal:
        form.add_error(None, str(refusal))


def _around(request, case, part):
    return around(request, case, "cases:agency") | {"part": part, "may_decide": part.is_open_for_reply}


def _to_agency(case, part):
    return redirect("cases:agency", case.reference, part.agency.slug)
