"""Importing key events from a sheet: judged first, row by row, then added when its sender says so."""

from datetime import timedelta

from cases import disclosing
from findings import drafting, events
from findings.event_dates import When
from findings.event_rules import EXAMPLE, HEADER, KIND, KINDS, Known, instructions, judge, key_of, names_of_types
from findings.models import EventFile, KeyEvent
from findings.other_kinds import other_kinds
from panelportal.kit import clock, files, sheets
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

KEPT_FOR = timedelta(days=1)  # a file that nobody confirms
TITLE = "Key events"


class NothingToAdd(ValueError):
    """A sheet that adds nothing, or that has faults which its sender has not agreed to leave out."""


@verb
def keep_file(part, *, sound, by):
    """Keep a sheet that somebody chose until they confirm it. Raises NotOpenForReply."""
    reply = drafting.draft(part, by=by)
    kept = EventFile(request=reply.request, file=files.keep(sound, by=by))
    stamp(kept, "sent", by=by)
    kept.save()
    return kept


def plan_of(kept):
    """Read a kept sheet and return what it would add to its reply now. Raises sheets.BadSheet."""
    with kept.file.file.open("rb") as stored:
        sheet = sheets.read_rows(stored.read(), kept.file.name, title=TITLE)
    return judge(sheet, _known(kept.request))


@verb
def enter_file(kept, *, by, leave_out=False):
    """Add the events of a kept sheet and forget it. Returns its plan.

    All or nothing, unless its sender has seen which rows are wrong and asks
    to `leave_out` those. Raises NothingToAdd, NotOpenForReply.
    """
    reply = drafting.draft(kept.request, by=by)
    kept = EventFile.objects.select_for_update(of=("self",)).select_related("file", "request__case").get(pk=kept.pk)
    plan = plan_of(kept)
    if not plan.events or (plan.faults and not leave_out):
        raise NothingToAdd(kept.file.name)
    events.add_events(reply, told=plan.events, by=by)
    counts = {"events": len(plan.events), "left_out": len(plan.wrong_rows)}
    record("key events imported", about=reply.request.reference, by=by, sha256=kept.file.sha256, **counts)
    _forget(kept)
    return plan


@verb
def forget_unconfirmed():
    """Forget the sheets that nobody confirmed within a day; their bytes are swept later. Returns how many."""
    old = list(EventFile.objects.filter(sent_at__lt=clock.now() - KEPT_FOR).select_related("file"))
    for kept in old:
        _forget(kept)
    return len(old)


def template_csv():
    """Return the header and the one example row of an empty sheet."""
    return list(HEADER), [list(EXAMPLE)]


def template_xlsx():
    """Return the bytes of the workbook to fill in."""
    widths = (20, 10, 24, 60, 45, 40, 28, 30)
    choices = {KIND: names_of_types(), KINDS: [kind.name for kind in other_kinds()]}
    columns = [
        sheets.Column(name, width, choices.get(name, ()), is_strict=name == KIND)
        for name, width in zip(HEADER, widths, strict=True)
    ]
    return sheets.write_form(columns, example=EXAMPLE, notes=instructions(), title=TITLE)


def _forget(kept):
    stored = kept.file
    kept.delete()
    stored.delete()


def _known(part):
    shown = disclosing.shown(part)
    kinds = {name.casefold(): kind.pk for kind in other_kinds() for name in (kind.name, kind.pk)}
    standing = frozenset(key_of(_Standing(event)) for event in KeyEvent.objects.filter(request=part))
    return Known(clock.today(), (shown.period_from, shown.period_to), kinds, standing)


class _Standing:
    """An event of the reply, as the rules compare it with those of a sheet."""

    def __init__(self, event):
        self.when = When(event.precision, event.earliest, event.latest, event.at)
        self.kind, self.what, self.source = event.kind, event.what, event.source
