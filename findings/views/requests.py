from django.shortcuts import redirect
from django.urls import reverse

from cases import disclosing, requesting
from cases.models import AgencyRequest, RequestStatus
from cases.telling import chased
from findings import deadline
from findings.forms import OrganisationForm
from findings.progress import TASKS, progress_of
from findings.statuses import TaskStatus
from findings.views.open_requests import of_open_request
from findings.views.pages import show
from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


def agency_request(request, reference):
    """The page that the request's letter leads to: what is asked, and the tasks of the reply.

    Reading it is recorded, and that first read is what marks the request
    as opened: with the record of who read it the page writes nothing else.
    """
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    if not access.may(request.user, Can.ANSWER, part):
        return redirect("findings:reply", reference)
    record_read("request read", about=part.reference, by=request.user)
    if not part.is_open_for_reply:
        return show(request, "request_closed", part)
    if part.status == RequestStatus.SENT:
        requesting.mark_opened(part, by=request.user)
    return show(request, "request", part, **_how_it_stands(part))


@once
@of_open_request
def organisation(request, part):
    form = OrganisationForm(request.POST or None, part=part)
    if form.is_valid():
        reply = form.answer(by=request.user)
        return redirect("findings:record_check" if reply.confirmed_at else "findings:request", part.reference)
    return show(request, "organisation", part, form=form)


def _how_it_stands(part):
    progress = progress_of(part)
    return {
        "shown": disclosing.shown(part),
        "deadline": deadline.STOPPED if part.clock_stopped_on else deadline.words(part.reply_by, clock.today()),
        "is_overdue": part.reply_by < clock.today() and not part.clock_stopped_on,
        "ledger": chased(part),
        "asked": part.extensions.undecided().first(),
        "tasks": [*(_task(name, progress, part) for name in progress.offered), _sending(progress, part)],
    }


def _task(name, progress, part):
    status = _status(name, progress)
    url = reverse(f"findings:{name}", args=[part.reference])
    return {"title": TASKS[name], "url": url if status.can_start else None, "status": status}


def _status(name, progress):
    if name in progress.done:
        return TaskStatus.COMPLETED
    if name == "record_check" and progress.check:
        return TaskStatus.IN_PROGRESS
    if name == "organisation" or (name == "record_check" and progress.is_confirmed):
        return TaskStatus.NOT_STARTED
    if progress.check is None:
        return TaskStatus.CANNOT_START
    return TaskStatus.NOT_STARTED if name in progress.needed else TaskStatus.NOT_NEEDED


def _sending(progress, part):
    status = TaskStatus.CANNOT_START if progress.missing else TaskStatus.NOT_STARTED
    url = None if progress.missing else reverse("findings:check", args=[part.reference])
    return {"title": "Check and send", "url": url, "status": status}
