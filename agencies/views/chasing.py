"""The pages of chasing: who is late, exactly what they would get, and two minutes to stop it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import chase_list, reminding
from agencies.declaring import scopes_of
from agencies.forms.chasing import ChaseForm
from agencies.models import ChaseRun, DutyStep
from agencies.role_names import CHASE
from agencies.roles import roles_of
from panelportal.kit import letters
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.once import once
from panelportal.kit.words import long_day, time_of_day

NOBODY_LEFT = "Nobody was reminded: they replied, or were written to, since you opened the page."


@require_http_methods(["GET", "POST"])
def chasing(request):
    """Everything late or due soon, those overdue ticked; posting shows exactly who would get what."""
    _require_chaser(request.user)
    lines = chase_list.lines_for(request.user)
    form = ChaseForm(request.POST if request.method == "POST" else None, lines=lines)
    if form.is_valid():
        return render(request, "agencies/chase_check.html", {"form": form, "previews": form.preview()})
    context = {
        "form": form,
        "rows": form.rows_of(lines),
        "most": chase_list.MOST if len(lines) == chase_list.MOST else 0,
        "empty": _nothing_to_chase(request.user) if not lines else "",
        "last_run": ChaseRun.objects.first(),
    }
    return render(request, "agencies/chasing.html", context)


@require_POST
@once
def send(request):
    """Write the reminders that were checked."""
    _require_chaser(request.user)
    form = ChaseForm(request.POST, lines=chase_list.lines_for(request.user))
    if not form.is_valid():
        messages.error(request, NOBODY_LEFT)
        return redirect("agencies:chasing")
    mark = form.send(by=request.user)
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


def _batch(user, mark):
    """Return the letters of a batch, without those about a matter on which the person has a conflict of interest."""
    batch = list(reminding.batch(mark))
    hidden = DutyStep.objects.filter(letter__in=batch, duty__scope__in=scopes_of(user))
    less = set(hidden.values_list("letter", flat=True))
    batch = [letter for letter in batch if letter.pk not in less]
    if not batch:
        raise Http404
    return batch


def _nothing_to_chase(user):
    day = chase_list.next_due(user)
    return f"Nothing to chase. Next reply is due {long_day(day)}." if day else "Nothing to chase."
