from django.shortcuts import redirect
from django.urls import reverse

from cases import disclosing, requesting
from cases.models import AgencyRequest
from cases.telling import chased
from findings import adding, deadline, returning, signing_off, taking_back
from findings.forms import OrganisationForm
from findings.progress import OPTIONAL, TASKS, progress_of
from findings.statuses import TaskStatus
from findings.views.open_requests import of_request_to_answer
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
    part.through = _held(request.user, part)
    if part.through is None:
        return redirect("findings:reply", reference)
    if part.through == Can.APPROVE:
        return redirect("findings:sign_off", reference)
    record_read("request read", about=part.reference, by=request.user)
    if not part.is_open_for_change:
        return show(request, "request_closed", part, **_what_is_next(part))
    if part.is_unopened:
        requesting.mark_opened(part, by=request.user)
    return show(request, "request", part, **_how_it_stands(part, is_inside=not hasattr(request, "viewing_as")))


@once
@of_request_to_answer
def organisation(request, part):
    form = OrganisationForm(request.POST or None, part=part)
    if form.is_valid():
        reply = form.answer(by=request.user)
        return redirect("findings:record_check" if reply.confirmed_at else "findings:request", part.reference)
    return show(request, "organisation", part, form=form)


def _held(user, part):
    """Return what a person may do about the reply, or None: casework reads it elsewhere."""
    if access.may(user, Can.READ, AgencyRequest):
        return None
    return next((can for can in (Can.ANSWER, Can.CONTRIBUTE, Can.APPROVE) if access.may(user, can, part)), None)


def _what_is_next(part):
    """Return what the agency may still do about a reply that it does not write any more."""
    is_theirs = part.through == Can.ANSWER
    return {
        "sign_off": signing_off.last_of(part) if part.is_awaiting_sign_off else None,
        "may_answer": is_theirs,
        "may_add": is_theirs and adding.may_be_added_to(part),
        "may_take_back": is_theirs and taking_back.may_be_taken_back(part),
    }


def _how_it_stands(part, *, is_inside):
    """Return how an open request stands. What an approver said to the author is told `is_inside` the agency only."""
    progress, returned = progress_of(part), returning.standing_return(part)
    changes = returning.still_to_change(returned, progress, part) if returned else {}
    tasks = [_task(name, progress, part, changes) for name in progress.offered]
    return {
        "may_answer": part.through == Can.ANSWER,
        "returned": returned,
        "returned_inside": signing_off.last_return(part) if is_inside else None,
        "shown": disclosing.shown(part),
        "deadline": deadline.STOPPED if part.clock_stopped_on else deadline.words(part.reply_by, clock.today()),
        "is_overdue": part.reply_by < clock.today() and not part.clock_stopped_on,
        "ledger": chased(part),
        "asked": part.extensions.undecided().first(),
        "tasks": [*tasks, *([_sending(progress, part)] * (part.through == Can.ANSWER))],
    }


def _task(name, progress, part, changes):
    """Return one task; beside it, what the inspectorate asked to be changed, until that is done."""
    words, is_changed = changes.get(name, ("", True))
    status = _status(name, progress) if is_changed else TaskStatus.CHANGES_NEEDED
    can_start = status.can_start and (part.through == Can.ANSWER or name != "organisation")
    url = reverse(f"findings:{name}", args=[part.reference]) if can_start else None
    return {"title": TASKS[name], "url": url, "hint": f"What we need: {words}" if words else "", "status": status}


def _status(name, progress):
    if name in progress.done:
        return TaskStatus.COMPLETED
    if name == "record_check" and progress.check:
        return TaskStatus.IN_PROGRESS
    if name == "organisation" or (name == "record_check" and progress.is_confirmed):
        return TaskStatus.NOT_STARTED
    if progress.check is None:
        return TaskStatus.CANNOT_START
    if name in OPTIONAL:
        return TaskStatus.OPTIONAL
    return TaskStatus.NOT_STARTED if name in progress.needed else TaskStatus.NOT_NEEDED


def _sending(progress, part):
    status = TaskStatus.CANNOT_START if progress.missing else TaskStatus.NOT_STARTED
    url = None if progress.missing else reverse("findings:check", args=[part.reference])
    return {"title": "Check and send", "url": url, "status": status}
