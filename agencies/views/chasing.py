"""The pages of chasing: who is late, exactly what they would get, and two minutes to stop it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import chase_list, reminding
from agencies.declaring import scopes_of
from agencies.forms.chasing import ChaseForm, keys_in
from agencies.models import ChaseRun, DutyStep
from agencies.role_names import CHASE
from agencies.roles import roles_of
from panelportal.kit import letters, paging
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.once import once
from panelportal.kit.words import long_day, time_of_day

ON_A_PAGE = 25
LETTERS_ON_A_PAGE = 10
NOBODY_LEFT = "Nobody was reminded: they replied, or were written to, since you opened the page."


@require_http_methods(["GET", "POST"])
def chasing(request):
    """What is late or due soon, a page at a time, those overdue ticked; posting shows exactly who would get what."""
    _require_chaser(request.user)
    found = chase_list.found_for(request.user)
    if request.method == "POST":
        ticked = ChaseForm(request.POST, lines=chase_list.lines_of(found.filter(pk__in=keys_in(request.POST))))
        if ticked.is_valid():
            return _check(request, ticked.found)
    numbers = chase_list.numbers_of(found)
    page = paging.page_of(found, request.GET.get("page"), size=ON_A_PAGE, count=numbers.listed)
    lines = chase_list.lines_of(page.object_list) if numbers.listed else []
    form = ChaseForm(request.POST if request.method == "POST" else None, lines=lines)
    context = {
        "form": form,
        "rows": form.rows_of(lines),
        "page": page,
        "remind_all": _remind_all(numbers.overdue) if page.has_other_pages() else "",  # on one page all are ticked
        "empty": "" if lines else _nothing_to_chase(request.user),
        "last_run": ChaseRun.objects.first(),
    }
    return render(request, "agencies/chasing.html", context)


@require_safe
def everyone(request):
    """Exactly who would get what if everybody overdue were reminded, a page at a time; nothing is sent yet."""
    _require_chaser(request.user)
    overdue = list(chase_list.overdue_of(chase_list.found_for(request.user)))
    return _check(request, overdue, together=True)


@require_POST
@once
def send(request):
    """Write the reminders that were checked: of what was shown then, less what was answered or told since."""
    _require_chaser(request.user)
    found = list(chase_list.found_for(request.user).filter(pk__in=keys_in(request.POST)))
    mark = reminding.remind(found, by=request.user) if found else ""
    if not reminding.batch(mark).exists():
        messages.error(request, NOBODY_LEFT)
        return redirect("agencies:chasing")
    return redirect("agencies:chase_sent", mark)


@require_safe
def sent(request, mark):
    """The batch that was written: it leaves in two minutes, and can be stopped until then."""
    _require_chaser(request.user)
    batch = _batch(request.user, mark)
    waiting = [letter for letter in batch if letter.status == LetterStatus.WAITING]
    context = {
        "mark": mark,
        "batch": batch,
        "waiting": len(waiting),
        "stopped": sum(letter.status == LetterStatus.STOPPED for letter in batch),
        "leaves_at": time_of_day(waiting[0].not_before) if waiting else "",
        "minutes": letters.BATCH_PAUSE.seconds // 60,
    }
    return render(request, "agencies/chase_sent.html", context)


@require_POST
def stop(request, mark):
    """Stop what has not left yet of a batch."""
    _require_chaser(request.user)
    batch = _batch(request.user, mark)
    stopped = reminding.stop(mark, by=request.user, only=batch)
    said = f"{stopped} of {len(batch)} reminders stopped." if stopped else "The reminders had left already."
    messages.success(request, said)
    return redirect("agencies:chase_sent", mark)


def _require_chaser(user):
    if not roles_of(user) & CHASE:
        raise PermissionDenied("Agencies are chased by coordinators and inspectors.")


def _check(request, found, *, together=False):
    """Show the letters about some duties: all on one page for what was ticked, and in pages for everybody's."""
    plan = reminding.plan(found)
    size = LETTERS_ON_A_PAGE if together else len(plan.letters) or 1
    page = paging.page_of(plan.letters, request.GET.get("page") if together else None, size=size)
    keys = [str(duty.pk) for duty in plan.duties]
    context = {
        "previews": reminding.previews(page.object_list),
        "people": len(plan.letters),
        "left_out": len(found) - len(plan.duties),
        "page": page,
        "keys": [",".join(keys)] if together else keys,
    }
    return render(request, "agencies/chase_check.html", context)


def _batch(user, mark):
    """Return the letters of a batch, without those about a matter on which the person has a conflict of interest."""
    batch = list(reminding.batch(mark))
    hidden = DutyStep.objects.filter(letter__in=batch, duty__scope__in=scopes_of(user))
    less = set(hidden.values_list("letter", flat=True))
    batch = [letter for letter in batch if letter.pk not in less]
    if not batch:
        raise Http404
    return batch


def _remind_all(overdue):
    return f"Remind all {overdue:,} overdue" if overdue else ""


def _nothing_to_chase(user):
    day = chase_list.next_due(user)
    return f"Nothing to chase. Next reply is due {long_day(day)}." if day else "Nothing to chase."
