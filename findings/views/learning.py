from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from findings import learning, summaries
from findings.forms import NoLearningForm, PointForm
from findings.models import LearningPoint, Reply
from findings.views.open_requests import of_open_request
from findings.views.pages import show
from panelportal.kit.once import once


@of_open_request
def learning_points(request, part):
    """List the agency's own learning points, with what may be done to each."""
    points = LearningPoint.objects.filter(request=part).for_list()
    reply = Reply.objects.filter(request=part).first()
    cards = [_card(part, point) for point in points]
    return show(request, "learning", part, cards=cards, reply=reply)


@once
@of_open_request
def add_point(request, part):
    form = PointForm(request.POST or None, part=part)
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:add_point" if "another" in request.POST else "findings:learning", part.reference)
    return show(request, "point", part, form=form)


@once
@of_open_request
def change_point(request, part, point):
    point = _own(part, point)
    form = PointForm(request.POST or None, part=part, point=point)
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:learning", part.reference)
    changed = summaries.of_point(form.changed) if form.changed else None
    return show(request, "point", part, point=point, form=form, changed=changed)


@once
@of_open_request
def remove_point(request, part, point):
    point = _own(part, point)
    if request.method == "POST":
        learning.remove_point(point, by=request.user)
        return redirect("findings:learning", part.reference)
    return show(request, "remove_point", part, point=point)


@once
@of_open_request
def no_learning(request, part):
    form = NoLearningForm(request.POST or None, part=part, reply=Reply.objects.filter(request=part).first())
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:representative", part.reference)
    return show(request, "no_learning", part, form=form)


def _own(part, reference):
    try:
        return LearningPoint.objects.filter(request=part).for_list().get(reference=reference)
    except LearningPoint.DoesNotExist:
        raise Http404("This request has no such learning point.") from None


def _card(part, point):
    where = [part.reference, point.reference]
    return {
        "title": summaries.title_of(point),
        "rows": summaries.of_point(point),
        "change": reverse("findings:change_point", args=where),
        "remove": reverse("findings:remove_point", args=where),
    }
