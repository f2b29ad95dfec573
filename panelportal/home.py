"""Your work: what waits for this person, what they wait for, what was finished."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies import chase_list, duties, marks
from agencies.role_names import CASEWORK, CHASE, Role
from agencies.roles import roles_of
from agencies.your_work import awaited_by, due_status, to_do_of, work_of
from panelportal.kit import paging, words

WAITING = ["What", "With", "Due"]
FINISHED = ["What", "By", "When"]
SHOWN = 15  # of each group on the first page of work; the rest is a page away
ON_A_PAGE = 25


def your_work(request):
    """What is due first of each, with the way to the rest."""
    work, roles = work_of(request.user, most=SHOWN + 1), roles_of(request.user)
    to_do, waiting = work.to_do[:SHOWN], work.waiting_on_others[:SHOWN]
    names = marks.agencies_in([duty.about for duty in (*to_do, *waiting, *work.finished)])
    context = {
        "may_declare": bool(roles & CASEWORK),
        "may_chase": bool(roles & CHASE),
        "may_see_board": bool(roles & CASEWORK),
        "to_do": _chasing(request.user, roles) + [_task(duty, names) for duty in to_do],
        "more_to_do": len(work.to_do) > SHOWN,
        "waiting_head": WAITING,
        "waiting": [_awaited(duty, names) for duty in waiting],
        "more_waiting": len(work.waiting_on_others) > SHOWN,
        "finished_head": FINISHED,
        "finished": [_done(duty, names) for duty in work.finished],
    }
    return render(request, "home.html", context)


@require_safe
def to_do(request):
    """Everything that waits for this person, a page at a time."""
    page = paging.page_of(to_do_of(request.user), request.GET.get("page"), size=ON_A_PAGE)
    names = marks.agencies_in([duty.about for duty in page])
    return render(request, "work.html", {"title": "To do", "page": page, "tasks": [_task(one, names) for one in page]})


@require_safe
def waiting(request):
    """Everything that this person waits for, a page at a time."""
    page = paging.page_of(awaited_by(request.user), request.GET.get("page"), size=ON_A_PAGE)
    names = marks.agencies_in([duty.about for duty in page])
    context = {"title": "Waiting on others", "page": page, "head": WAITING}
    return render(request, "work.html", context | {"rows": [_awaited(duty, names) for duty in page]})


def _chasing(user, roles):
    """Return the row that leads to the agencies that are late: for coordinators, whose work it is."""
    number = chase_list.agencies_to_chase(user) if Role.COORDINATOR in roles else 0
    title = f"{number} {'agency' if number == 1 else 'agencies'} to chase"
    return [{"title": title, "url": reverse("agencies:chasing"), "hint": "", "status": None}] if number else []


def _task(duty, names):
    due = f"Due {words.long_day(duty.due_on)}" if duty.due_on else ""
    whose = "" if duty.person_id else f"For {_holder(duty)}"
    return {
        "title": _named(duties.title_of(duty), duty, names),
        "url": duties.url_of(duty),
        "hint": ". ".join(part for part in (due, whose) if part),
        "status": due_status(duty),
    }


def _awaited(duty, names):
    tag = due_status(duty)
    due = {"text": words.short_day(duty.due_on) if duty.due_on else "No date", "tag": tag}
    return [{"text": _named(duties.waiting_words(duty), duty, names), "url": duties.url_of(duty)}, _holder(duty), due]


def _done(duty, names):
    return [
        {"text": _named(duties.done_words(duty), duty, names), "url": duties.url_of(duty)},
        str(duty.settled_by or "The portal"),
        words.moment(duty.settled_at),
    ]


def _named(words_of_duty, duty, names):
    """Return the words of a duty with the name of the agency that it is about, where it has no reference."""
    name = names.get(duty.about)
    return f"{words_of_duty}: {name}" if name else words_of_duty


def _holder(duty):
    if duty.person_id:
        return str(duty.person)
    return f"{duty.agency}, {duty.get_role_display().lower()}" if duty.role else str(duty.agency)
