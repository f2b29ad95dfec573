from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from cases.models import AgencyRequest
from findings.forms import ReleaseForm
from findings.forms.releasing import title_of
from findings.models import KeyEvent, LearningPoint
from findings.views.pages import show
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@require_http_methods(["GET", "POST"])
@once
def release(request, reference):
    """Who may read each item of a reply: the agency chooses, before it is sent and afterwards."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
    items = [
        *LearningPoint.objects.filter(request=part).order_by("reference"),
        *KeyEvent.objects.filter(request=part).in_order(),
    ]
    form = ReleaseForm(request.POST or None, items=items)
    if items and form.is_valid():
        form.choose(by=request.user)
        messages.success(request, "Saved: who may read each item.")
        return redirect("findings:release", reference)
    record_read("own items read", about=part.reference, by=request.user)
    went_out = next((item.released_at for item in items if item.released_at), None)
    withdrawn = [title_of(item) for item in items if item.withdrawn_at]
    return show(request, "release", part, form=form, items=items, went_out=went_out, withdrawn=withdrawn)
