"""Particulars: what identifies the person, and what may be told of the case, in versions."""

from datetime import date

from cases import identifiers
from cases.models import Case, DisclosedParticular, Kind, Particulars
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile

CHECKED = {Kind.NHS_NUMBER: identifiers.nhs_number, Kind.CRN: identifiers.crn, Kind.PNC: identifiers.pnc}


@verb
def put_particulars(case, *, values, by, seen=None):
    """Put new versions of what is known of a case; kinds that `values` leaves out stay as they are.

    `values` maps a kind to its text, or to a date for the date of birth; an
    empty text takes the kind away. Requests not yet sent show the new
    version; those sent keep the one they showed until a correction is sent.
    Raises ChangedMeanwhile with the case when `seen` is not its version, and
    identifiers.NotAnIdentifier for a number that cannot be right.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if seen is not None and seen != case.particulars_version:
        raise ChangedMeanwhile(case)
    before = {one.kind: one for one in case.particulars.current()}
    changed = []
    for kind, value in values.items():
        text = _text(Kind(kind), value)
        held = before.get(kind)
        if text != (held.value if held else ""):
            _replace(case, Kind(kind), text, held, by=by)
            changed.append(str(kind))
    if changed:
        case.particulars_version += 1
        case.save(update_fields=["particulars_version"])
        record("particulars changed", about=case.reference, by=by, kinds=changed, version=case.particulars_version)
    return case


def values_of(case):
    """Return the current text of each kind that is known."""
    return {Kind(one.kind): one.value for one in case.particulars.current().in_order()}


def _text(kind, value):
    if isinstance(value, date):
        return value.isoformat()
    text = (value or "").strip()
    return CHECKED[kind](text) if text and kind in CHECKED else text


def _replace(case, kind, text, held, *, by):
    waiting = DisclosedParticular.objects.filter(particulars=held, disclosure__sent_at__isnull=True) if held else None
    case.particulars.filter(kind=kind, is_current=True).update(is_current=False)
    if not text:
        return waiting.delete() if waiting else None
    last = case.particulars.filter(kind=kind).order_by("version").last()
    now = Particulars(case=case, kind=kind, value=text, version=last.version + 1 if last else 1)
    stamp(now, "added", by=by)
    now.save()
    if waiting is not None:
        waiting.update(particulars=now)
    return now
