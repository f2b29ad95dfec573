"""Practice: a reply to an invented case, and the blank reply on paper. Anybody who is signed in may try."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import blank_reply
from findings.answers import rows_of
from findings.forms import SendForm
from findings.invented import SHOWN
from findings.practising import STEPS, Walk
from panelportal.kit import printing


@require_safe
def practice(request):
    """What practising is, the tasks of the invented request, and what the agency would see."""
    walk = Walk(request.session)
    return render(request, "findings/practice.html", {"tasks": walk.tasks(), "shown": SHOWN, "begun": bool(walk.done)})


@require_http_methods(["GET", "POST"])
def step(request, name):
    """One question page, as in a real reply, about the invented request."""
    if name not in STEPS:
        raise Http404("The practice request has no such page.")
    walk = Walk(request.session)
    if not walk.may_start(name):
        return redirect("findings:practice")
    form = walk.form(name, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        walk.keep(name, form)
        walk = Walk(request.session)
        return redirect(walk.next_url if walk.is_ours else "findings:practice_not_ours")
    context = {"page": STEPS[name].page, "form": form, "part": walk.part, "shown": SHOWN}
    return render(request, "findings/practice_step.html", context)


@require_http_methods(["GET", "POST"])
def check(request):
    """All answers before they would be sent; sending them sends nothing and forgets them."""
    walk = Walk(request.session)
    if not walk.is_complete:
        return redirect("findings:practice")
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        walk.end()
        return redirect("findings:practice_finished")
    cards = [{"title": STEPS[name].title, "rows": rows_of(walk.forms[name])} for name in walk.needed]
    return render(request, "findings/practice_check.html", {"form": form, "cards": cards, "part": walk.part})


@require_safe
def not_ours(request):
    """What happens in a real request that came to the wrong organisation."""
    return render(request, "findings/practice_not_ours.html")


@require_safe
def finished(request):
    """The end of the walk."""
    return render(request, "findings/practice_finished.html")


@require_POST
def again(request):
    """Forget what was typed, and begin again."""
    Walk(request.session).end()
    return redirect("findings:practice")


@require_safe
def blank(request):
    """The blank reply as a PDF; while the worker makes it, a page says so."""
    return printing.respond(request, blank_reply.current())
