from django.shortcuts import redirect

from cases import disclosing
from findings import summaries
from findings.forms import RecordCheckForm
from findings.models import Outcome
from findings.outcomes import asks_for_learning
from findings.progress import progress_of
from findings.views.open_requests import of_open_request
from findings.views.pages import show
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@once
@of_open_request
def record_check(request, part):
    """Say what the record check found; a result that asks for no more leads straight to sending."""
    progress = progress_of(part)
    if not progress.is_confirmed:
        return redirect("findings:organisation" if part.through == Can.ANSWER else "findings:request", part.reference)
    form = RecordCheckForm(request.POST or None, part=part, check=progress.check)
    if form.is_valid() and form.save(by=request.user):
        return redirect(_next(form.taken, part, progress), part.reference)
    if request.method == "GET":
        record_read("details to search on read", about=part.reference, by=request.user)
    changed = summaries.of_check(form.changed) if form.changed else None
    return show(request, "record_check", part, form=form, shown=disclosing.shown(part), changed=changed)


def _next(check, part, progress):
    if part.is_first_question or not asks_for_learning(check.outcome):
        return "findings:check"
    if check.outcome != Outcome.INVOLVED:
        return "findings:learning"
    return "findings:involvement" if progress.involvements else "findings:add_involvement"
