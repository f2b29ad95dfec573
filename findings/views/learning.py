from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from findings import learning, proposing, summaries
from findings.forms import NoLearningForm, PointForm
from findings.models import LearningPoint, Reply
from findings.views.earlier import beside, like_saved
from findings.views.open_requests import of_open_request
from findings.views.pages import ask_to_remove, show
from panelportal.kit.once import once

SAVED = "learning_point_saved"


@of_open_request
def learning_points(request, part):
    """List the agency's own learning points, with what may be done to each."""
    points = LearningPoint.objects.filter(request=part).for_list().prefetch_related("proposals__for_kind")
    reply = Reply.objects.filter(request=part).first()
    cards = [_card(part, point) for point in points]
    earlier = like_saved(points, request.session.pop(SAVED, ""))
    return show(request, "learning", part, cards=cards, reply=reply, earlier=earlier)


@once
@of_open_request
def add_point(request, part):
    form = PointForm(request.POST or None, part=part)
    if _is_saved(request, form):
        return redirect("findings:add_point" if "another" in request.POST else "findings:learning", part.reference)
    return show(request, "point", part, form=form, **beside(request, part))


@once
@of_open_request
def change_point(request, part, point):
    point = own_point(part, point)
    form = PointForm(request.POST or None, part=part, point=point)
    if _is_saved(request, form):
        return redirect("findings:learning", part.reference)
    changed = summaries.of_point(form.changed) if form.changed else None
    return show(request, "point", part, point=point, form=form, changed=changed, **beside(request, part))


@once
@of_open_request
def remove_point(request, part, point):
    point = own_point(part, point)
    if request.method == "POST":
        try:
            learning.remove_point(point, by=request.user)
        except proposing.PutToAgency as refusal:
            messages.error(request, f"{refusal}.")
        return redirect("findings:learning", part.reference)
    return ask_to_remove(request, part, "learning point", list_name="findings:learning", text=point.what)


@once
@of_open_request
def no_learning(request, part):
    form = NoLearningForm(request.POST or None, part=part, reply=Reply.objects.filter(request=part).first())
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:representative", part.reference)
    return show(request, "no_learning", part, form=form)


def own_point(part, reference):
    """Return a learning point of this request, else 404."""
    return get_object_or_404(LearningPoint.objects.for_list(), request=part, reference=reference)


def _is_saved(request, form):
    """Save what was typed, unless it is only looked at beside earlier learning. Returns whether it was."""
    if "look" in request.POST:
        form.errors.clear()
        return False
    if not (form.is_valid() and form.save(by=request.user)):
        return False
    request.session[SAVED] = form.saved.reference
    return True


def _card(part, point):
    where = [part.reference, point.reference]
    return {
        "title": summaries.title_of(point),
        "rows": [*summaries.of_point(point), *summaries.proposed_for(point)],
        "change": reverse("findings:change_point", args=where),
        "remove": reverse("findings:remove_point", args=where),
        "propose": reverse("findings:propose", args=where),
    }
