"""The lines of a chronology, on its page and in its sheets: the events, and between them the times without contact."""

from bisect import bisect_right

from findings import event_dates
from findings.chronology import Event
from findings.picturing import LEGEND
from findings.questions import Question
from findings.questions.question import day

HEAD = [
    "Date", "Earliest day", "Latest day", "Time", "Agency", "Kind of agency", "Type", "What happened",
    "Why it mattered", "With", "Source", "Accounts differ",
]  # fmt: skip


def lines_of(events, gaps):
    """Return the events with the gaps between them, oldest first; without events there is nothing between."""
    lines, days = list(events), [event.earliest for event in events]
    for gap in reversed(gaps if lines else []):
        lines.insert(bisect_right(days, gap.begins), gap)
    return lines


def place_of(lines, key):
    """Return where the event of a key, as an address has it, stands among the lines; None where it does not."""
    events = ((place, line) for place, line in enumerate(lines) if isinstance(line, Event))
    return next((place for place, event in events if str(event.key) == key), None)


def row_of(line, told, hide):
    """Return what the page shows of a line. `hide` puts ciphers for names, or leaves texts as they are."""
    if isinstance(line, Question):
        days = (line.ends - line.begins).days + 1
        return {"gap": f"No agency contact recorded from {day(line.begins)} to {day(line.ends)}, {days} days"}
    kinds = sorted(told.kinds[kind] for kind in line.with_kinds)
    return {
        "key": line.key,
        "when": when_of(line),
        "agency": line.owner.name,
        "kind": LEGEND[line.kind][0],
        "what": hide(line.what),
        "why": hide(line.why_it_mattered),
        "with_whom": ", ".join(filter(None, [*kinds, hide(line.with_whom)])),
        "source": hide(line.source),
        "differs": line.key in told.that_differ,
    }


def cells_of(event, told, hide):
    """Return the cells of an event in a sheet, as HEAD names them."""
    row = row_of(event, told, hide)
    days = [event.earliest.isoformat(), event.latest.isoformat(), f"{event.at:%H:%M}" if event.at else ""]
    texts = [row[name] for name in ("kind", "what", "why", "with_whom", "source")]
    return [row["when"], *days, event.owner.name, event.owner.kind_name, *texts, "Yes" if row["differs"] else ""]


def when_of(event):
    """Return when an event was as it stands at the start of a line: '14 February 2024', 'About 3 March 2023'."""
    text = event_dates.in_words(event)
    return text[:1].upper() + text[1:]
