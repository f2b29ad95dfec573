from django.shortcuts import redirect, render
from django.urls import reverse

from cases.models import AgencyRequest, RequestStatus
from cases.views.frame import around, fetch_case
from findings import attention, loading, summaries
from findings.progress import progress_of
from findings.views.pages import show
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read

IN_CASEWORK = "You work on cases at HM Inspectorate of Probation."
COLLEAGUES = "The other inspectors, lead inspectors and coordinators, unless they declared a conflict of interest"


def reply(request, reference):
    """Show a reply that was sent: to its own agency, and to the inspectorate's casework."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    is_staff = access.may(request.user, Can.READ, AgencyRequest)
    progress = progress_of(part)
    is_sent = bool(progress.reply and progress.reply.sent_at)
    if not is_sent and not is_staff:
        return redirect("findings:request", reference)
    record_read("reply read", about=part.reference, by=request.user)
    cards = cards_of(progress, part) if is_sent else []
    shown = {"is_staff": is_staff, "reply": progress.reply, "is_sent": is_sent, "cards": cards}
    return show(request, "reply", part, **shown, **(_for_staff(part) if is_staff else {}))


@once
def looked_at(request, reference):
    """Settle the coordinators' duty to look at a reply."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    access.require(request.user, Can.READ, AgencyRequest)
    attention.mark_looked_at(part, by=request.user)
    return redirect("findings:reply", reference)


def case_learning(request, reference):
    """List all learning that agencies submitted on a case, to the inspectorate's casework."""
    case = fetch_case(request, reference)
    record_read("learning submitted read", about=case.reference, by=request.user)
    agencies = [
        {"agency": agency, "cards": [_card_of(point) for point in points]}
        for agency, points in loading.learning_of(case).items()
    ]
    context = around(request, case, "findings:case_learning") | {"agencies": agencies}
    return render(request, "findings/case_learning.html", context)


def _card_of(point):
    status = {"key": "Status", "value_tag": point.status}
    return {"point": point, "title": summaries.title_of(point), "rows": [status, *summaries.of_point(point)]}


def cards_of(progress, part, *, with_changes=False):
    """Return the summary cards of a reply, each with the page that changes it when it may be changed."""

    def card(title, rows, page, *which):
        where = [part.reference, *which]
        return {"title": title, "rows": rows, "change": reverse(page, args=where) if with_changes else ""}

    cards = []
    if progress.check:
        cards.append(card("Record check", summaries.of_check(progress.check), "findings:record_check"))
    cards += [
        card(summaries.title_of(point), summaries.of_point(point), "findings:change_point", point.reference)
        for point in progress.points
    ]
    if progress.no_learning:
        because = [{"key": "No learning to report because", "value_paragraphs": progress.no_learning}]
        cards.append(card("Learning points", because, "findings:no_learning"))
    if progress.representative:
        rows = summaries.of_representative(progress.representative)
        cards.append(card("Panel representative", rows, "findings:representative"))
    return cards


def _for_staff(part):
    return {
        "needs_attention": attention.is_called(part.reference),
        "instead": loading.named_instead(part) if part.status == RequestStatus.REDIRECTED else [],
        "why": IN_CASEWORK,
        "others": [f"The people who answer for {part.agency}", COLLEAGUES],
    }
