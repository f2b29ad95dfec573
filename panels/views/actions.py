from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from panelportal.kit import access, clock, trail
from panelportal.kit.access import Can
from panelportal.kit.due import due_tag
from panelportal.kit.once import once
from panelportal.kit.templatetags.kit import tag
from panelportal.kit.words import short_day
from panels import acting
from panels.forms.actions import CloseForm, DisputeForm, FilterForm, UpdateForm
from panels.models import Action, LearningReport
from panels.models.actions import ActionStatus
from panels.refusals import Refused

DUE_SOON = 10  # working days: 14 days (docs/screens.md 4.1)
ON_A_PAGE = 25
HEAD = ["Action", "What", "Owner agency", "Level", "Due", "Last update", "Status"]


def actions(request):
    """List actions: all for the inspectorate, for its auditor without their text, for anybody else their agency's."""
    everything = access.may(request.user, Can.AUDIT, Action)
    metadata_only = everything and not access.may(request.user, Can.READ, Action)
    filters = FilterForm(request.GET)
    status = filters.cleaned_data["status"] if filters.is_valid() else ""
    seen = access.visible(Action.objects.for_list(), request.user, Can.AUDIT if everything else Can.READ)
    page = Paginator(_with(seen, status), ON_A_PAGE).get_page(request.GET.get("page"))
    trail.record_read("actions listed", about="actions", by=request.user)
    context = {
        "filters": filters,
        "head": HEAD,
        "page": page,
        "rows": [_row(action, metadata_only=metadata_only) for action in page],
        "none": "No actions." if everything else "Your agency has no actions.",
        "filtered": bool(status),
    }
    return render(request, "panels/actions.html", context)


def action(request, reference):
    """One action: what was agreed, how it goes, and what this person may do about it."""
    return _page(request, _fetch(request, reference, Can.READ))


@require_POST
def accept(request, reference):
    found = _fetch(request, reference, Can.UPDATE)
    try:
        acting.accept_action(found, by=request.user)
    except Refused as refusal:
        return _refused(request, found, refusal)
    return redirect("panels:action", reference)


@once
@require_POST
def update(request, reference):
    found = _fetch(request, reference, Can.UPDATE)
    form = UpdateForm(request.POST)
    if form.is_valid() and form.update(found, by=request.user):
        return redirect("panels:action", reference)
    return _page(request, found, form)


@once
def dispute(request, reference):
    found = _fetch(request, reference, Can.UPDATE)
    form = DisputeForm(request.POST or None)
    if found.is_over and not form.is_bound:
        return redirect("panels:action", reference)
    if form.is_valid() and form.dispute(found, by=request.user):
        return redirect("panels:action", reference)
    return render(request, "panels/action_dispute.html", {"action": found, "form": form})


@once
def close(request, reference):
    found = _fetch(request, reference, Can.CLOSE)
    form = CloseForm(request.POST or None, action=found)
    if found.is_over and not form.is_bound:
        return redirect("panels:action", reference)
    if form.is_valid() and form.close(found, by=request.user):
        return redirect("panels:action", reference)
    return render(request, "panels/action_close.html", {"action": found, "form": form})


def due_of(found, today=None):
    """Return the tag that says how late an action is, or None while there is time or when it is closed."""
    return None if found.is_over else due_tag(found.due_on, today or clock.today(), soon=DUE_SOON)


def _fetch(request, reference, permission):
    return access.fetch(Action.objects.for_list(), request.user, permission, reference=reference)


def _with(seen, status):
    if status == FilterForm.OPEN:
        return seen.open()
    if status == FilterForm.OVERDUE:
        return seen.overdue(clock.today())
    return seen.filter(status=status) if status else seen


def _page(request, found, form=None):
    trail.record_read("action read", about=found.reference, by=request.user)
    may_update = access.may(request.user, Can.UPDATE, found) and not found.is_over
    context = {
        "action": found,
        "rows": [*_facts(found), *_source(request.user, found)],
        "due": due_of(found),
        "form": form or (UpdateForm() if may_update and found.status != ActionStatus.PROPOSED else None),
        "may_update": may_update,
        "may_close": access.may(request.user, Can.CLOSE, found) and not found.is_over,
        "timeline": [_told(update) for update in found.updates.select_related("added_by").order_by("-pk")],
        "why": access.why(request.user, found, Can.READ),
        "others": found.also_seen_by,
    }
    return render(request, "panels/action.html", context)


def _refused(request, found, refusal):
    form = UpdateForm(request.POST)
    form.add_error(None, str(refusal))
    return _page(request, found, form)


def _facts(found):
    return [
        {"key": "What", "value": found.text, "value_paragraphs": found.text},
        {"key": "How we will know", "value": found.measure, "value_paragraphs": found.measure},
        {"key": "Owner agency", "value": found.owner.name},
        {"key": "Due", "value": short_day(found.due_on)},
        {"key": "Level", "value": found.get_level_display()},
        {"key": "Agreed at panel", "value": found.panel.reference},
    ]


def _source(user, found):
    """Return the row that leads to the learning report with the action, for those who may read that."""
    report = access.visible(LearningReport.objects.filter(panel=found.panel), user, Can.READ).first()
    if report is None:
        return []
    path = reverse("panels:learning-report", args=[report.reference])
    return [{"key": "Learning report", "value": report.reference, "value_url": path}]


def _told(update):
    return {"title": update.status.label, "by": update.added_by.name, "when": update.added_at, "text": update.text}


def _row(found, *, metadata_only):
    late = due_of(found)
    link = {} if metadata_only else {"url": reverse("panels:action", args=[found.reference])}
    return [
        {"text": found.reference, **link},
        "Not shown" if metadata_only else _one_line(found.text),
        found.owner.name,
        found.get_level_display(),
        short_day(found.due_on),
        short_day(found.told_at) if found.told_at else "None yet",
        {"html": format_html("{} {}", tag(found.status), tag(late))},
    ]


def _one_line(text):
    return text if len(text) <= 90 else f"{text[:89].rsplit(' ', 1)[0]}…"
