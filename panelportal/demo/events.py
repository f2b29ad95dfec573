"""Made-up key events of the demonstration: who did what, when in the period, and which record tells it."""

from dataclasses import dataclass, replace
from datetime import time, timedelta

from agencies.models import AgencyKind
from findings import event_dates, events
from findings.event_dates import When
from findings.models import EventKind


@dataclass(frozen=True)
class Told:
    """One event: how many days into the period, or before its end when below 0."""

    days: int
    kind: EventKind
    what: str
    why: str
    source: str
    kinds: tuple = ()
    at: time | None = None
    precision: str = event_dates.EXACT


COMMON = (
    Told(20, EventKind.CONTACT, "First appointment kept.", "It began the plan.", "Case record, first entry"),
    Told(
        150,
        EventKind.SHARED,
        "The change of address was passed on by telephone.",
        "Visits went to the new address from then on.",
        "Contact log",
        kinds=("police",),
    ),
)
OF = {
    "police": (
        Told(
            35,
            EventKind.CONTACT,
            "Called to a disturbance at the address. Nobody was arrested.",
            "The second call in a month; nobody put the two together.",
            "Incident log",
            at=time(22, 15),
        ),
        Told(
            36,
            EventKind.NOT_SHARED,
            "The call was not passed to the supervising practitioner.",
            "The risk assessment of that week did not have it.",
            "Incident log, disposal",
            kinds=("probation-region",),
        ),
        Told(
            120,
            EventKind.DECISION,
            "No further action after an arrest for assault.",
            "It ended bail conditions that others relied on.",
            "Custody record",
            precision=event_dates.ABOUT,
        ),
        Told(-20, EventKind.SHARED, "Recall notice received.", "It came two days late.", "Recall mailbox"),
    ),
    "trust": (
        Told(
            60,
            EventKind.DECISION,
            "Discharged from the community team after 3 missed appointments.",
            "Nobody else was told that support had ended.",
            "Discharge letter",
        ),
        Told(
            60,
            EventKind.NOT_SHARED,
            "The discharge letter went to the GP only.",
            "Probation still counted on the team.",
            "Discharge letter, copies",
            kinds=("probation-region",),
        ),
        Told(90, EventKind.CONTACT, "Seen in the emergency department.", "", "ED record", precision=event_dates.MONTH),
    ),
}


def add(part, agency, *, by):
    """Add the events that an agency tells, each within the period of its case."""
    for told in OF.get(agency, COMMON):
        events.add_event(
            part,
            kind=told.kind,
            when=_when(told, part.case),
            what=told.what,
            why_it_mattered=told.why,
            source=told.source,
            with_kinds=list(AgencyKind.objects.filter(pk__in=told.kinds)),
            with_whom="" if told.kinds else "The supervising team",
            by=by,
        )


def _when(told, case):
    day = (case.period_to if told.days < 0 else case.period_from) + timedelta(days=told.days)
    if told.precision == event_dates.MONTH:
        return event_dates.month_of(day.replace(day=1))
    return replace(When(told.precision, day, day), at=told.at)
