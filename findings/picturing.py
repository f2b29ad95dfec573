"""The picture of a chronology: a lane for each agency, and what it shows in words."""

from collections import Counter
from datetime import timedelta

from findings.chronology import Kind
from findings.questions.question import day
from panelportal.kit import charts, words

LEGEND = {
    Kind.CONTACT: ("Contact", "contact", "contacts"),
    Kind.DECISION: ("Decision", "decision", "decisions"),
    Kind.SHARED: ("Information shared", "time information was shared", "times information was shared"),
    Kind.NOT_SHARED: ("Information not shared", "time it was not shared", "times it was not shared"),
}
SORTS = {kind: place for place, kind in enumerate(LEGEND)}


def picture_of(told, events, *, begins=None, ends=None):
    """Return the SVG of some of a case's events: those between two days, or all and the period in scope."""
    begins = begins or min([told.begins, *(event.earliest for event in events)])
    ends = ends or max([told.ends, *(event.latest for event in events)])
    owners = sorted({event.owner for event in events}, key=lambda owner: (owner.name, owner.key))
    gaps = [gap for gap in told.gaps if gap.begins <= ends and gap.ends >= begins]
    return charts.lanes(
        [_lane(told, owner, [event for event in events if event.owner == owner], ends) for owner in owners],
        name="lanes",
        title=_title(events, owners, gaps),
        description=_description(events, owners, begins, ends),
        begins=begins,
        ends=ends,
        legend=[label for label, _, _ in LEGEND.values()],
        bands=[(gap.begins, gap.ends) for gap in gaps],
        band_label="No contact recorded",
    )


def counted(count, one, many):
    """Return '1 contact', or '2,000 contacts'."""
    return f"{count:,} {one if count == 1 else many}"


def _lane(told, owner, events, ends):
    spans = [(one.begins, one.ends or ends) for one in told.involvements if one.owner == owner]
    marks = (charts.Mark(event.earliest, event.latest, SORTS[event.kind]) for event in events)
    return charts.Lane(owner.name, tuple(marks), tuple(span for span in spans if span[0] <= span[1]))


def _title(events, owners, gaps):
    title = f"{counted(len(events), 'key event', 'key events')} from {counted(len(owners), 'agency', 'agencies')}"
    if not gaps:
        return title
    longest = max(gaps, key=lambda gap: (gap.ends - gap.begins, -gap.begins.toordinal()))
    days = (longest.ends - longest.begins + timedelta(days=1)).days
    return f"{title}; no agency contact recorded for {days} days from {day(longest.begins)}"


def _description(events, owners, begins, ends):
    lines = [f"From {day(begins)} to {day(ends)}, one lane for each agency."]
    for owner in owners:
        kinds = Counter(event.kind for event in events if event.owner == owner)
        told = [counted(kinds[kind], one, many) for kind, (_, one, many) in LEGEND.items() if kinds[kind]]
        lines.append(f"{owner.name}: {words.listed(told)}.")
    return " ".join([*lines, "The table has the same events."])
