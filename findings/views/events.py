from itertools import pairwise

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from findings import events, summaries
from findings.forms import ChangedRiskForm, EventForm, NoEventsForm
from findings.models import KeyEvent
from findings.progress import progress_of
from findings.views.open_requests import of_open_request
from findings.views.pages import ask_to_remove, show
from panelportal.kit.once import once


@of_open_request
def key_events(request, part):
    """List the agency's own key events in their order, with what may be done to each."""
    progress = progress_of(part)
    return show(request, "events", part, cards=_cards(part, progress.events), progress=progress, most=events.MANY)


@once
@of_open_request
def add_event(request, part):
    form = EventForm(request.POST or None, part=part)
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:add_event" if "another" in request.POST else "findings:events", part.reference)
    return show(request, "event", part, form=form)


@once
@of_open_request
def change_event(request, part, pk):
    event = _own(part, pk)
    form = EventForm(request.POST or None, part=part, event=event)
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:events", part.reference)
    changed = summaries.of_event(form.changed) if form.changed else None
    return show(request, "event", part, event=event, form=form, changed=changed)


@once
@of_open_request
def remove_event(request, part, pk):
    event = _own(part, pk)
    if request.method == "POST":
        events.remove_event(event, by=request.user)
        return redirect("findings:events", part.reference)
    rows = summaries.of_event(event)
    return ask_to_remove(request, part, "key event", list_name="findings:events", rows=rows)


@once
@of_open_request
def move_up(request, part, pk):
    return _move(request, part, pk, up=True)


@once
@of_open_request
def move_down(request, part, pk):
    return _move(request, part, pk, up=False)


@once
@of_open_request
def no_events(request, part):
    form = NoEventsForm(request.POST or None, part=part, reply=progress_of(part).reply)
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:learning", part.reference)
    return show(request, "no_events", part, form=form)


@once
@of_open_request
def changed_risk(request, part):
    """Tick which of many events changed risk or a decision."""
    told = progress_of(part).events
    if not told:
        return redirect("findings:events", part.reference)
    form = ChangedRiskForm(request.POST or None, part=part, told=told)
    if form.is_valid() and form.save(by=request.user):
        return redirect("findings:learning", part.reference)
    return show(request, "changed_risk", part, form=form)


def _move(request, part, pk, *, up):
    event = events.move_event(_own(part, pk), up=up, by=request.user)
    return redirect(f"{reverse('findings:events', args=[part.reference])}#event-{event.pk}")


def _own(part, pk):
    return get_object_or_404(KeyEvent.objects.select_related("request"), request=part, pk=pk)


def _cards(part, told):
    """Return a card for each event; up and down are offered where a neighbour of the day may change places with it."""
    swaps = {(one.pk, other.pk) for one, other in pairwise(told) if _may_swap(one, other)}
    earlier = {other for _, other in swaps}
    later = {one for one, _ in swaps}
    return [_card(part, event, event.pk in earlier, event.pk in later) for event in told]


def _may_swap(one, other):
    return one.earliest == other.earliest and events.may_swap(one, other)


def _card(part, event, has_up, has_down):
    where = [part.reference, event.pk]
    when, *rows = summaries.of_event(event)
    return {
        "pk": event.pk,
        "title": when["value"],
        "rows": rows,
        "change": reverse("findings:change_event", args=where),
        "remove": reverse("findings:remove_event", args=where),
        "up": reverse("findings:move_event_up", args=where) if has_up else "",
        "down": reverse("findings:move_event_down", args=where) if has_down else "",
    }
