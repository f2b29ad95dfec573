"""Exporting: every item that the portal holds of a case, for a request for access, with the agency whose own it is.

What shared information tells stays the responsibility of the agency that
owns it, which answers for it; so every line names its owner. The rules of
disposal know every table of a case, so that none is left out.
"""

from functools import reduce

from agencies.roles import capacity_of
from cases.models import Particulars
from panelportal.kit import disposal, traces
from panelportal.kit.trail import record, verb
from panelportal.kit.words import moment

HEAD = ["Item", "Number", "Owner", "Entered on", "Entered by", "As", "Shown to", "Goes at disposal", "Content"]
OURS = "HM Inspectorate of Probation"
STAMPS = ("added", "made", "attached", "written", "drafted", "flagged", "recorded", "put", "saved", "closed", "sent")
KEPT = "Not sent to the inspectorate: its owner answers for it"
NO_ITEM = ("Grant", "Counter")  # tables without a content of their own: who may read what, and numbers


@verb
def export_case(case, *, kind, by):
    """Return the lines of an export of a case. It is recorded which kind, and how many lines it had.

    A subject access request gets the words of every item. A freedom of
    information request gets those of what stays when the case is disposed
    of; the particulars, and the words of what goes, are left out. Neither
    gets the words of what an agency drafts or keeps to itself: only that it is there.
    """
    lines = [line for rule in _rules() for line in _lines(rule, case, is_full=kind == "subject-access")]
    record("case exported", about=case.reference, by=by, kind=str(kind), lines=len(lines))
    return lines


def _rules():
    return [rule for rule in disposal.rules() if rule.of and not rule.model.__name__.endswith(NO_ITEM)]


def _lines(rule, case, *, is_full):
    if rule.model is Particulars and not is_full:
        return
    named = str(rule.model._meta.verbose_name).capitalize()
    for row in rule.rows_of(case).order_by("pk"):
        person, when = _entered(row)
        yield [
            named,
            getattr(row, "reference", "") or str(row.pk),
            str(_led_to(row, rule.owner) or OURS),
            moment(when) if when else "",
            str(person or ""),
            capacity_of(person) if person else "",
            str(_led_to(row, rule.released) or f"{OURS} only"),
            "Yes" if rule.removes else "No",
            _told(rule, row) if is_full or not rule.removes else "",
        ]


def _told(rule, row):
    return KEPT if rule.is_kept and rule.is_kept(row) else _content(row)


def _led_to(row, way):
    """Return what a path or a function leads to from a row; None when there is nothing."""
    if callable(way):
        return way(row)
    found = reduce(lambda one, name: getattr(one, name, None), way.split("."), row) if way else None
    return found() if callable(found) else found


def _entered(row):
    for stem in STAMPS:
        if getattr(row, f"{stem}_at", None):
            return getattr(row, f"{stem}_by", None), getattr(row, f"{stem}_at")
    return None, None


def _content(row):
    """Return the texts of a row, each after the name of its column; a file is named, and asked for on its own page."""
    files = [field.name for field in row._meta.fields if field.related_model is not None and field.name == "file"]
    texts = [(name, getattr(row, name)) for name in (*traces.columns_of(type(row)), *files)]
    return "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in texts if value and name != "reference")
