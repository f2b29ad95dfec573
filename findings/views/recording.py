"""Replies that did not come through the portal, and agencies to ask instead of one that redirected its request."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Agency
from cases import disclosing, redirecting
from cases.models import AgencyRequest
from cases.refusals import CaseOver, NotSignedFor, Refusal
from cases.views.agencies import around_agency
from cases.views.frame import fetch_case, fetch_for_casework, fetch_part
from findings import recording
from findings.forms import ConfirmRecordedForm, RecordReplyForm
from findings.progress import progress_of
from findings.views.pages import show
from findings.views.replies import cards_of
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@require_http_methods(["GET", "POST"])
@once
def record_reply(request, reference, agency):
    """Record, for an agency, the reply that it gave by letter or telephone."""
    case = fetch_case(request, reference, Can.ADD)
    part = fetch_part(case, agency)
    is_open = part.is_open_for_reply and not recording.has_begun(part)
    form = RecordReplyForm(request.POST or None, part=part) if is_open else None
    if form and form.is_valid() and form.save(by=request.user):
        messages.success(request, f"Reply recorded. {part.agency} is asked to confirm it.")
        return redirect("findings:reply", part.reference)
    record_read("details to search on read", about=part.reference, by=request.user)
    context = around_agency(request, case, part) | {"form": form, "shown": disclosing.shown(part) if is_open else None}
    return render(request, "findings/record_reply.html", context)


@require_http_methods(["GET", "POST"])
@once
def confirm_recorded(request, reference):
    """What was recorded for the agency, to be confirmed by somebody who acts for it."""
    part = _of_agency(request, reference)
    if not part.is_unsigned:
        return redirect("findings:request", reference)
    form = ConfirmRecordedForm(request.POST or None)
    if form.is_valid() and form.confirm(part, by=request.user):
        messages.success(request, "Thank you. The reply is now your organisation's own.")
        return redirect("findings:reply", reference)
    record_read("reply read", about=part.reference, by=request.user)
    progress = progress_of(part)
    return show(request, "confirm_recorded", part, form=form, reply=progress.reply, cards=cards_of(progress, part))


@require_POST
@once
def correct_recorded(request, reference):
    """Open the request again, so that the agency corrects what was recorded for it."""
    part = _of_agency(request, reference)
    try:
        recording.correct_recorded(part, by=request.user)
    except (CaseOver, NotSignedFor):
        return redirect("findings:reply", reference)
    messages.success(request, "Your request is open again. Change what is wrong, then send your reply.")
    return redirect("findings:request", reference)


@require_POST
@once
def ask_instead(request, reference):
    """Draft a request to the agency that should be asked instead of the one that redirected its request."""
    case, part = fetch_for_casework(request, reference, Can.ADD)
    slug = request.POST.get("agency", "").replace("\0", "")  # which PostgreSQL takes in no text
    agency = get_object_or_404(Agency.objects.that_can_be_asked(), slug=slug)
    try:
        redirecting.ask_instead(part, agency=agency, by=request.user)
    except Refusal as refusal:
        messages.error(request, f"{refusal}.")
        return redirect("findings:reply", reference)
    messages.success(request, f"A request to {agency} is drafted. Check what it will see, then send it.")
    return redirect(reverse("cases:agency", args=[case.reference, agency.slug]))


def _of_agency(request, reference):
    return access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
