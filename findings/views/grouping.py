"""Learning of a case put into groups by an inspector: selected by hand, or as suggested; and what is parked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.models import Case
from cases.refusals import Refusal
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from findings import grouping, summaries
from findings.forms.grouping import ChangeGroupForm, NameGroupForm
from findings.models import LearningGroup, LearningPoint
from findings.models.learning_points import PointStatus
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read
from ratings.models import Review

NOTHING_SELECTED = "Select at least one learning point"


@require_safe
def case_learning(request, reference):
    """Show all learning that agencies submitted on a case: suggested groups, groups, alone, parked."""
    case = fetch_case(request, reference)
    record_read("learning submitted read", about=case.reference, by=request.user)
    points = list(LearningPoint.objects.submitted().of_case(case).for_list().select_related("grouped__group"))
    may_group = access.may(request.user, Can.EDIT, Case) and not case.is_over
    context = around(request, case, "findings:case_learning") | {
        "has_any": bool(points),
        "may_keep_themes": access.may(request.user, Can.ADD, Review),
        "may_group": may_group,
        "suggestions": grouping.suggestions_for(case, [one for one in points if _is_free(one)]) if may_group else [],
        "groups": _groups(case, points),
        "agencies": _alone(points),
        "parked": [_card_of(point) for point in points if point.status == PointStatus.PARKED],
    }
    return render(request, "findings/case_learning.html", context)


@require_POST
@once
def group(request, reference):
    """Ask what the selected learning points have in common, then put them into a group."""
    case = fetch_case(request, reference, Can.EDIT)
    points = _selected(request, case)
    if not points:
        return _nothing(request, case)
    form = NameGroupForm(request.POST if "title" in request.POST else None)
    if done(form, form.group, case, points=points, by=request.user):
        return _back(case)
    cards = [_card_of(point) for point in points]
    context = around(request, case, "findings:group_learning") | {"form": form, "cards": cards}
    return render(request, "findings/group_learning.html", context)


@require_http_methods(["GET", "POST"])
@once
def change(request, reference, pk):
    """Rename a group, give it a theme, put more into it, take one out."""
    case = fetch_case(request, reference, Can.EDIT)
    held = get_object_or_404(LearningGroup.objects.select_related("theme"), case=case, pk=pk)
    alone = LearningPoint.objects.submitted().of_case(case).filter(status=PointStatus.SUBMITTED, grouped=None)
    form = ChangeGroupForm(request.POST if request.method == "POST" else None, group=held, ungrouped=alone.for_list())
    if done(form, form.change, by=request.user):
        return _back(case)
    record_read("learning submitted read", about=case.reference, by=request.user)
    cards = [_card_of(point) for point in held.points.for_list()]
    context = around(request, case, "findings:change_group") | {"form": form, "group": held, "cards": cards}
    return render(request, "findings/change_group.html", context)


@require_POST
@once
def ungroup(request, reference, pk):
    """Dissolve a group."""
    case = fetch_case(request, reference, Can.EDIT)
    held = LearningGroup.objects.select_related("case").filter(case=case, pk=pk).first()
    return _try(request, case, grouping.ungroup, held) if held else _back(case)


@require_POST
@once
def take_out(request, reference, point):
    """Take one learning point out of its group."""
    case = fetch_case(request, reference, Can.EDIT)
    return _try(request, case, grouping.take_out, _point(case, point))


@require_POST
@once
def park(request, reference):
    """Park the selected learning points."""
    case = fetch_case(request, reference, Can.EDIT)
    points = _selected(request, case)
    return _try(request, case, grouping.park, case, points=points) if points else _nothing(request, case)


@require_POST
@once
def unpark(request, reference, point):
    """Take a learning point off the parked list."""
    case = fetch_case(request, reference, Can.EDIT)
    return _try(request, case, grouping.unpark, _point(case, point))


@require_POST
@once
def accept(request, reference, mark):
    """Make a group that the portal suggests."""
    case = fetch_case(request, reference, Can.EDIT)
    return _try(request, case, grouping.accept_suggestion, case, mark=mark)


@require_POST
@once
def decline(request, reference, mark):
    """Decline a group that the portal suggests."""
    case = fetch_case(request, reference, Can.EDIT)
    return _try(request, case, grouping.decline_suggestion, case, mark=mark)


def _selected(request, case):
    chosen = [one for one in request.POST.getlist("points") if "\0" not in one]  # of which PostgreSQL takes no text
    return list(LearningPoint.objects.submitted().of_case(case).filter(reference__in=chosen).for_list())


def _point(case, reference):
    points = LearningPoint.objects.submitted().of_case(case).select_related("request__case")
    return get_object_or_404(points, reference=reference)


def _try(request, case, act, subject, **given):
    try:
        act(subject, **given, by=request.user)
    except Refusal as refusal:
        messages.error(request, f"{refusal}.")
    return _back(case)


def _nothing(request, case):
    messages.error(request, f"{NOTHING_SELECTED}.")
    return _back(case)


def _back(case):
    return redirect("findings:case_learning", case.reference)


def _groups(case, points):
    held = {}
    for point in points:
        if hasattr(point, "grouped"):
            held.setdefault(point.grouped.group_id, []).append(_card_of(point))
    groups = LearningGroup.objects.filter(case=case).select_related("theme", "grouped_by")
    return [{"group": one, "cards": held.get(one.pk, [])} for one in groups]


def _alone(points):
    agencies = {}
    for point in points:
        if not (hasattr(point, "grouped") or point.status == PointStatus.PARKED):
            agencies.setdefault(point.agency, []).append(_card_of(point))
    return [{"agency": agency, "cards": cards} for agency, cards in agencies.items()]


def _is_free(point):
    return point.status == PointStatus.SUBMITTED and not hasattr(point, "grouped")


def _card_of(point):
    status = {"key": "Status", "value_tag": point.status}
    rows = [status, {"key": "Agency", "value": str(point.agency)}, *summaries.of_point(point)]
    return {
        "point": point,
        "title": summaries.title_of(point),
        "rows": rows,
        "can_select": _is_free(point),
    }
