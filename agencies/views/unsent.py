"""What was typed and not sent: kept while its session ended, looked at, sent on or thrown away."""

import re

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies import keeping
from agencies.session_end import keep_what_was_sent, path_of_ours
from panelportal.kit import clock

NOT_TYPED = ("version", "seen", "next")
PART_OF_A_DATE = re.compile(r"[_-](day|month|year)$")


@require_POST
def stay(request):
    """Mark the session as used now: the person says on the page that they are still there."""
    request.session["seen"] = clock.now().timestamp()
    return HttpResponse(status=204)


@require_POST
def keep(request):
    """Take what is typed on a page whose time is nearly up: the page itself sends it. It does not count as use."""
    keep_what_was_sent(request, path_of_ours(request.POST.get("kept-path", "")))
    return HttpResponse(status=204)


def unsent(request):
    """Show what was sent after a session had ended, to its own author, for an hour."""
    kept = [{"form": form, "rows": _rows(form)} for form in keeping.kept_of(request.user)]
    return render(request, "agencies/unsent.html", {"kept": kept})


@require_POST
def send_unsent(request, pk):
    """Send a kept form on to where it was going, or throw it away. Either way it is gone afterwards."""
    kept = keeping.take(request.user, pk=pk)
    if kept is None:
        raise Http404
    if "throw-away" in request.POST:
        return redirect("agencies:unsent")
    # 307: the browser sends the same form again, to the path where it was going.
    return HttpResponseRedirect(kept.path, preserve_request=True)


def _rows(form):
    """Return what was typed, a row for each question: a date is one, and marks that nobody typed are none."""
    rows = {}
    for name, value in form.fields:
        if value.strip() and name not in NOT_TYPED:
            rows.setdefault(PART_OF_A_DATE.sub("", name), []).append(value)
    return [{"key": _question(name), "value_paragraphs": " ".join(values)} for name, values in rows.items()]


def _question(name):
    return name.replace("_", " ").replace("-", " ").capitalize()
