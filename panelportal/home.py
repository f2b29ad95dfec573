"""Your work: what waits for this person, what they wait for, what was finished."""

from django.shortcuts import render
from django.urls import reverse

from agencies import chase_list, duties
from agencies.role_names import CASEWORK, CHASE, Role
from agencies.roles import roles_of
from panelportal.kit import words

WAITING = ["What", "With", "Due"]
FINISHED = ["What", "By", "When"]


def your_work(request):
    work, roles = duties.work_of(request.user), roles_of(request.user)
    return render(
        request,
        "home.html",
        {
            "may_declare": bool(roles & CASEWORK),
            "may_chase": bool(roles & CHASE),
            "to_do": _chasing(request.user, roles) + [_task(duty) for duty in work.to_do],
            "waiting_head": WAITING,
            "waiting": [_awaited(duty) for duty in work.waiting_on_others],
            "finished_head": FINISHED,
            "finished": [_done(duty) for duty in work.finished],
        },
    )


def _chasing(user, roles):
    """Return the row that leads to the agencies that are late: for coordinators, whose work it is."""
    number = chase_list.agencies_to_chase(user) if Role.COORDINATOR in roles else 0
    title = f"{number} {'agency' if number == 1 else 'agencies'} to chase"
    return [{"title": title, "url": reverse("agencies:chasing"), "hint": "", "status": None}] if number else []


def _task(duty):
    due = f"Due {words.long_day(duty.due_on)}" if duty.due_on else ""
    whose = "" if duty.person_id else f"For {duty.get_role_display() or duty.agency}"
    return {
        "title": duties.title_of(duty),
        "url": duties.url_of(duty),
        "hint": ". ".join(part for part in (due, whose) if part),
        "status": duties.due_status(duty),
    }


def _awaited(duty):
    tag = duties.due_status(duty)
    due = {"text": words.short_day(duty.due_on) if duty.due_on else "No date", "tag": tag}
    return [{"text": duties.waiting_words(duty), "url": duties.url_of(duty)}, _holder(duty), due]


def _done(duty):
    return [
        {"text": duties.done_words(duty), "url": duties.url_of(duty)},
        str(duty.settled_by or "The portal"),
        words.moment(duty.settled_at),
    ]


def _holder(duty):
    if duty.person_id:
        return str(duty.person)
    return f"{duty.agency}, {duty.get_role_display().lower()}" if duty.role else str(duty.agency)
