"""The ledger of a duty: who was told what and when, extensions, pauses, bounces, and the step that comes next.

Both sides read the same lines. An agency reads its own only, without the
inspectorate's reasons and names: a pause may be because of somebody's trial.
"""

from dataclasses import dataclass
from datetime import date

from agencies.models import Duty
from agencies.models.duties import StepKind
from agencies.outlook import outlooks
from panelportal.kit import clock
from panelportal.kit.models import Letter

FOR_BOTH = (StepKind.OPENED, StepKind.MOVED, StepKind.PAUSED, StepKind.RESUMED, StepKind.SETTLED)


@dataclass(frozen=True)
class Entry:
    """One line: the day, what happened, to whom and by whom, how the letter fared, and why."""

    on: date
    what: str
    to: str = ""
    by: str = ""
    letter: Letter | None = None
    because: str = ""


@dataclass(frozen=True)
class Ledger:
    """The lines of what an agency has to do about a thing, oldest first, and what comes next."""

    entries: list
    next: str
    for_staff: bool


def ledger_of(name, *, about, agency, told_by=(), for_staff=False):
    """Return the ledger of the duties of a kind that an agency has or had about a thing.

    `told_by` are the kinds of letter about the same thing that told of the duty, its date or its end.
    """
    found = Duty.objects.filter(kind=name, about=about, agency=agency).for_list().order_by("pk")
    views = outlooks(list(found))
    told = Letter.objects.filter(kind__in=told_by, about=about).order_by("pk")
    entries = [_entry(step, for_staff) for view in views for step in view.steps if _is_shown(step, for_staff)]
    entries += [Entry(clock.day_of(letter.written_at), letter.subject, letter.to_label, "", letter) for letter in told]
    entries.sort(key=lambda entry: entry.on)
    return Ledger(entries, next((view.words for view in reversed(views) if view.words), ""), for_staff)


def _is_shown(step, for_staff):
    return not step.is_void and (for_staff or step.to_label or step.kind in FOR_BOTH)


def _entry(step, for_staff):
    return Entry(
        step.on,
        _what(step),
        step.to_label,
        str(step.taken_by or "The portal") if for_staff else "",
        step.letter,
        step.because if for_staff else "",
    )


def _what(step):
    if step.kind == StepKind.OPENED:
        return "Asked"  # “opened” would say that the agency had opened the letter
    if step.kind in (StepKind.MOVED, StepKind.SETTLED):
        return step.what[:1].upper() + step.what[1:]
    return step.get_kind_display()
