"""Minuting: who was there, what was said, learned and decided, until the panel is closed."""

from django.db.models import Max

from agencies import duties
from cases import progressing
from findings import agreeing
from findings.models import LearningPoint
from panelportal.kit import clock
from panelportal.kit.attribution import stamp
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile, save_next_version
from panelportal.kit.words import short_day
from panels import circulating, inviting, refusals
from panels import refusals_learning as refused
from panels.models import Action, MinuteEntry, Panel
from panels.models.minutes import EntryKind
from panels.models.panels import PanelStatus

NAMES_LEARNING = (EntryKind.LEARNING, EntryKind.NOT_AGREED)


@verb
def start(panel, *, by):
    """Begin the minutes of a panel: from now on nobody is invited to it any more.

    Starting it again changes nothing. Raises NotInvitedYet, BeforeItsDay
    (later than that day is allowed), and NotCleared when criminal
    proceedings have been noted since.
    """
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    if panel.status == PanelStatus.IN_PROGRESS:
        return panel
    if not panel.has_told:
        raise refused.NotInvitedYet(panel=panel.reference)
    for case in panel.cases.all():
        if not case.is_cleared_for("panel"):
            raise refusals.NotCleared(case=case.reference)
    day = clock.day_of(panel.meeting.starts_at)
    if clock.today() < day:
        raise refused.BeforeItsDay(panel=panel.reference, day=short_day(day))
    move(panel, PanelStatus.IN_PROGRESS, by=by)
    for duty in (inviting.DUTY, inviting.FILL_SEAT):
        duties.settle(duty, about=panel.reference, by=by, how="panel began")
    circulating.ask_for_minutes(panel, by=by)
    return panel


@verb
def record_attendance(panel, *, present, by):
    """Record who of the people seated is present; everybody else is not. Raises NotInProgress."""
    panel = in_progress(panel)
    there = {seat.pk for seat in present}
    seats = list(panel.seats.live())
    for seat in seats:
        seat.attended = seat.pk in there
        seat.save(update_fields=["attended"])
    record("attendance recorded", about=panel.reference, by=by, present=len(there), seated=len(seats))
    return panel


@verb
def add_entry(panel, *, kind, text, by, case=None, learning_points=(), rationale=""):
    """Add an entry to the minutes, about one case of the panel or, without one, in general.

    A decision needs its reasons, and what was not agreed each view, in
    `rationale`. Learning names points of the entry's case that their
    agencies released to the panel. Raises NotInProgress, NoReason, NoViews,
    NoCaseOfThePanel, NotForThePanel, NamesNoLearning, and ActionNeedsOwner
    for an action, which `panels.acting` adds.
    """
    if kind == EntryKind.ACTION:
        raise refused.ActionNeedsOwner
    return enter(panel, kind=kind, text=text, case=case, learning_points=learning_points, rationale=rationale, by=by)


@verb
def change_entry(entry, *, text, version, by, case=None, learning_points=(), rationale=""):
    """Change an entry while the minutes are drafted. Raises what `add_entry` raises, and ChangedMeanwhile."""
    panel = in_progress(entry.panel)
    _refuse_entry(panel, entry.kind, case, learning_points, rationale)
    entry.text, entry.case, entry.rationale = text, case, rationale
    save_next_version(entry, seen=version, fields=["text", "case", "rationale"])
    entry.learning_points.set(learning_points)
    record("minutes entry changed", about=panel.reference, by=by, entry=entry.position, version=entry.version)
    return entry


@verb
def remove_entry(entry, *, version, by):
    """Remove an entry, and the action that it is, while the minutes are drafted.

    Raises NotInProgress, and ChangedMeanwhile when somebody changed it since it was seen.
    """
    panel = in_progress(entry.panel)
    current = MinuteEntry.objects.select_for_update().filter(pk=entry.pk).first()
    if current is None:
        return
    if current.version != version:
        raise ChangedMeanwhile(current)
    Action.objects.filter(entry=current).delete()
    current.delete()
    record("minutes entry removed", about=panel.reference, by=by, entry=entry.position)


@verb
def close_panel(panel, *, by):
    """Close a panel: its minutes are frozen and sent to everybody seated, and its learning counts as agreed.

    Raises NotInProgress and NobodyPresent.
    """
    panel = in_progress(panel)
    if not panel.seats.live().filter(attended=True).exists():
        raise refused.NobodyPresent
    _number_entries(panel)
    _mark_learning(panel, by=by)
    move(panel, PanelStatus.CLOSED, by=by)
    circulating.circulate(panel, by=by)
    duties.settle(circulating.FINISH_MINUTES, about=panel.reference, by=by, how="minutes closed")
    for case in panel.cases.order_by("pk"):
        progressing.mark_panel_held(case, by=by)
    circulating.ask_for_report(panel, by=by)
    return panel


@verb
def enter(panel, *, kind, text, by, case=None, learning_points=(), rationale=""):
    """Write an entry of any kind at the end of the minutes. For `add_entry` and `panels.acting`."""
    panel = in_progress(panel)
    _refuse_entry(panel, kind, case, learning_points, rationale)
    last = panel.entries.aggregate(last=Max("position"))["last"] or 0
    entry = MinuteEntry(panel=panel, kind=kind, text=text, case=case, rationale=rationale, position=last + 1)
    stamp(entry, "added", by=by)
    entry.save()
    entry.learning_points.set(learning_points)
    record("minutes entry added", about=panel.reference, by=by, entry=entry.position, kind=str(kind))
    return entry


def in_progress(panel):
    """Return the panel, locked until the verb ends. Raises NotInProgress before it began and after it is closed."""
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    if panel.status != PanelStatus.IN_PROGRESS:
        raise refused.NotInProgress(panel=panel.reference)
    return panel


def missing(panel):
    """Return what the minutes still lack, as sentences: what stops the closing, and what to think of before it."""
    stops, thinks = [], []
    if not panel.seats.live().filter(attended=True).exists():
        stops.append("Nobody is recorded as present.")
    if not panel.entries.learning().exists():
        thinks.append("No learning was agreed, so the learning report will have no findings.")
    if not panel.actions.exists():
        thinks.append("No action was agreed.")
    return stops, thinks


def points_for(panel):
    """Return the learning points that the minutes may name: submitted, and released to the panel by their agencies."""
    points = LearningPoint.objects.for_the_panel().filter(request__case__panels=panel)
    return points.for_list().prefetch_related(None)  # the minutes print neither themes nor whom a point touches


def _refuse_entry(panel, kind, case, learning_points, rationale):
    if kind == EntryKind.DECISION and not rationale.strip():
        raise refused.NoReason
    if kind == EntryKind.NOT_AGREED and not rationale.strip():
        raise refused.NoViews
    if case is not None and not panel.cases.filter(pk=case.pk).exists():
        raise refused.NoCaseOfThePanel(case=case.reference)
    if learning_points and kind not in NAMES_LEARNING:
        raise refused.NamesNoLearning
    allowed = set(points_for(panel).filter(request__case=case).values_list("pk", flat=True)) if learning_points else ()
    for point in learning_points:
        if point.pk not in allowed:
            raise refused.NotForThePanel(point=point.reference)


def _number_entries(panel):
    """Close the gaps that removed entries left: the numbers are printed, and sources name them."""
    for number, entry in enumerate(panel.entries.order_by("position", "pk"), start=1):
        if entry.position != number:
            entry.position = number
            entry.save(update_fields=["position"])


def _mark_learning(panel, *, by):
    """Mark the points that were agreed, then those that only an entry about differing views names."""
    agreed = LearningPoint.objects.filter(minute_entries__in=panel.entries.learning()).distinct()
    differing = LearningPoint.objects.filter(
        minute_entries__panel=panel, minute_entries__kind=EntryKind.NOT_AGREED
    ).distinct()
    for point in agreed:
        agreeing.mark_agreed(point, by=by)
    for point in differing.exclude(pk__in=agreed.values("pk")):
        agreeing.mark_not_agreed(point, by=by)
