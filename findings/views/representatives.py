from django.shortcuts import redirect

from findings import summaries
from findings.forms import RepresentativeForm
from findings.progress import progress_of
from findings.views.open_requests import of_open_request
from findings.views.pages import show
from panelportal.kit.once import once


@once
@of_open_request
def representative(request, part):
    """Say who will attend; with nothing else left to answer this leads on to sending."""
    progress = progress_of(part)
    form = RepresentativeForm(request.POST or None, part=part, representative=progress.representative)
    if form.is_valid() and form.save(by=request.user):
        left = set(progress.missing) - {"representative"}
        return redirect("findings:request" if left else "findings:check", part.reference)
    changed = summaries.of_representative(form.changed) if form.changed else None
    return show(request, "representative", part, form=form, changed=changed)
