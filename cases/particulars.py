"""Particulars: what identifies the person, and what may be told of the case, in versions."""

from dataclasses import astuple, dataclass
from datetime import date
from itertools import zip_longest

from django.db.models import Max

from cases import identifiers, partial_dates
from cases.models import Case, DisclosedParticular, Kind, Particulars
from cases.models.particulars import SEVERAL
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile

CHECKED = {
    Kind.DATE_OF_BIRTH: identifiers.birth,
    Kind.NHS_NUMBER: identifiers.nhs_number,
    Kind.CRN: identifiers.crn,
    Kind.PNC: identifiers.pnc,
    Kind.PRISON_NUMBER: identifiers.prison_number,
}


@dataclass(frozen=True)
class Value:
    """What is known of one thing; of an address also since when and until when, as far as that is known."""

    value: str
    since: str = ""
    until: str = ""


@verb
def put_particulars(case, *, values, by, seen=None):
    """Put new versions of what is known of a case; kinds that `values` leaves out stay as they are.

    `values` maps a kind to its text; to a date, or as much of it as is
    known, for the date of birth; to a list of texts or of `Value` for other
    names and addresses. An empty text or list takes the kind away. Requests
    not yet sent show the new version of what was chosen for them; those sent
    keep the one they showed until a correction is sent. Raises
    CaseOver, ChangedMeanwhile with the case when `seen` is not its version,
    identifiers.NotAnIdentifier for a number that cannot be right, and
    partial_dates.NotADate for the dates of an address.
    """
    case = Case.objects.lock_open(case)
    if seen is not None and seen != case.particulars_version:
        raise ChangedMeanwhile(case)
    changed = [str(kind) for kind, given in values.items() if _put(case, Kind(kind), _wanted(Kind(kind), given), by=by)]
    if changed:
        case.particulars_version += 1
        case.save(update_fields=["particulars_version"])
        record("particulars changed", about=case.reference, by=by, kinds=changed, version=case.particulars_version)
    return case


def values_of(case):
    """Return what is known of each kind now: its text, or a list of `Value` for other names and addresses."""
    known = {}
    for one in case.particulars.current().in_order():
        kind = Kind(one.kind)
        if kind in SEVERAL:
            known.setdefault(kind, []).append(_value_of(one))
        else:
            known[kind] = one.value
    return known


def _wanted(kind, given):
    """Return the values that shall stand, each once, in the form in which they are kept."""
    if kind in SEVERAL:
        several = given if isinstance(given, list | tuple) else [given]
        values = [_kept(one if isinstance(one, Value) else Value(one or "")) for one in several]
    else:
        values = [Value(_text(kind, given))]
    return list(dict.fromkeys(one for one in values if one.value))


def _kept(value):
    since, until = (partial_dates.read(text) if text.strip() else "" for text in (value.since, value.until))
    return Value(value.value.strip(), since, until)


def _text(kind, value):
    if isinstance(value, date):
        return value.isoformat()
    text = (value or "").strip()
    return CHECKED[kind](text) if text and kind in CHECKED else text


def _put(case, kind, wanted, *, by):
    """Let these values of a kind stand and no others; one that was edited keeps its place. Tells if any changed."""
    held = list(case.particulars.current().filter(kind=kind).order_by("place"))
    gone = [one for one in held if _value_of(one) not in wanted]
    new = [value for value in wanted if value not in [_value_of(one) for one in held]]
    for old, value in zip_longest(gone, new):
        _replace(case, kind, value, old, by=by)
    return bool(gone or new)


def _replace(case, kind, value, held, *, by):
    waiting = DisclosedParticular.objects.filter(particulars=held, disclosure__sent_at__isnull=True) if held else None
    if held:
        Particulars.objects.filter(pk=held.pk).update(is_current=False)
    if value is None:
        waiting.delete()
        return
    now = _next(case, kind, held)
    now.value, now.since, now.until = astuple(value)
    stamp(now, "added", by=by)
    now.save()
    if held:
        waiting.update(particulars=now)


def _next(case, kind, held):
    """Return the next version in the place of `held`, or the first in a new place where there can be several."""
    of_kind = case.particulars.filter(kind=kind)
    if held or kind not in SEVERAL:
        place = held.place if held else 1
        return Particulars(case=case, kind=kind, place=place, version=_last(of_kind.filter(place=place), "version") + 1)
    return Particulars(case=case, kind=kind, place=_last(of_kind, "place") + 1, version=1)


def _last(particulars, number):
    return particulars.aggregate(last=Max(number))["last"] or 0


def _value_of(one):
    return Value(one.value, one.since, one.until)
