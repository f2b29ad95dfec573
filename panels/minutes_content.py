"""What the minutes of a panel say, as plain data: the PDF and the page are both made from it (docs/screens.md 6.3)."""

from agencies.role_names import Role
from panelportal.kit import words
from panels.models.invitations import InvitationStatus
from panels.models.minutes import EntryKind
from panels.models.panels import Capacity

NEXT_STEP = (
    "HM Inspectorate of Probation now writes the learning report. The agencies that took part get it when a lead "
    "inspector has countersigned it, and each owner gets its actions with it."
)

PRESENCE = (  # how, heading, what stands there for an empty list
    ("present", "Present", "Nobody."),
    ("observer", "Observers", "None."),
    ("apologies", "Apologies", "None."),
    ("absent", "Not present", "Nobody."),
)


def minutes_content(panel):
    """Return the minutes of a panel as they stand. Nobody is named: people appear by role and agency."""
    seats = list(panel.seats.live().for_list())
    entries = list(panel.entries.for_list())
    references = [case.reference for case in panel.cases.order_by("reference")]
    return {
        "cases": references,
        "facts": _facts(panel, seats),
        "presence": [_present(heading, nobody, how, seats) for how, heading, nobody in PRESENCE],
        "parts": [_part(reference, entries) for reference in ("", *references) if _has_part(reference, entries)],
        "actions": [_action(entry.action) for entry in entries if entry.kind == EntryKind.ACTION],
        "next_step": NEXT_STEP,
    }


def _facts(panel, seats):
    meeting = panel.meeting
    by_capacity = {seat.capacity: _words(seat) for seat in seats if seat.runs_the_panel}
    return [
        ["Panel", panel.reference],
        ["Date", words.long_day(meeting.starts_at)],
        ["Time", f"{words.time_of_day(meeting.starts_at)} to {words.time_of_day(meeting.ends_at)}"],
        ["Place", meeting.place],
        ["Chair", by_capacity.get(Capacity.CHAIR, "")],
        ["Minute-taker", by_capacity.get(Capacity.MINUTE_TAKER, "")],
    ]


def _present(heading, nobody, how, seats):
    return {
        "heading": heading,
        "nobody": nobody,
        "people": [_person(seat) for seat in seats if _presence(seat) == how],
    }


def _person(seat):
    return {
        "role": seat.get_capacity_display(),
        "agency": seat.agency.name,
        "cases": [case.reference for case in seat.cases.all()],
    }


def _presence(seat):
    if seat.attended:
        return "observer" if seat.capacity == Capacity.OBSERVER else "present"
    invitation = getattr(seat, "invitation", None)
    declined = invitation is not None and invitation.status == InvitationStatus.DECLINED
    return "apologies" if declined else "absent"


def _words(seat):
    held = seat.person.memberships.live().filter(agency=seat.agency).order_by("pk").first()
    return f"{Role(held.role).label}, {seat.agency}" if held else seat.agency.name


def _reference_of(entry):
    return entry.case.reference if entry.case else ""


def _has_part(reference, entries):
    return any(_reference_of(entry) == reference and entry.kind != EntryKind.ACTION for entry in entries)


def _part(reference, entries):
    own = [entry for entry in entries if _reference_of(entry) == reference]
    return {
        "case": reference,
        "heading": f"Case {reference}" if reference else "General",
        "notes": [_said(entry) for entry in own if entry.kind == EntryKind.NOTE],
        "learning": [_said(entry) for entry in own if entry.kind == EntryKind.LEARNING],
        "decisions": [_said(entry) for entry in own if entry.kind == EntryKind.DECISION],
        "not_agreed": [_said(entry) for entry in own if entry.kind == EntryKind.NOT_AGREED],
    }


def _said(entry):
    return {
        "number": entry.position,
        "text": entry.text,
        "rationale": entry.rationale,
        "points": [f"{point.reference} ({point.agency})" for point in entry.learning_points.all()],
    }


def _action(action):
    return {
        "reference": action.reference,
        "case": action.case.reference if action.case else "",
        "action": action.text,
        "owner": action.owner.name,
        "measure": action.measure,
        "due": action.due_on,
        "level": action.get_level_display(),
    }
