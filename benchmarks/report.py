"""The table of what was measured, which targets it meets, and `results.md`."""

import os
import platform
from pathlib import Path

import django

from benchmarks.operations import BOARD, CASES, CHASE, CHECK, CHRONOLOGY, EARLIER, LIST, QUESTIONS, SEE_REQUESTS
from benchmarks.rivals import DIRECT, GENERIC
from panelportal.scale.sizes import EVENTS, TOLD_BY

RESULTS = Path(__file__).with_name("results.md")
SMALL, LARGE = "s", "l"
MOST_TIMES_SMALL = 2
MOST_QUERIES = 12  # of a page that promises its speed, at every size
PROMISED = tuple(f"{page} (" for page in (BOARD, CHASE, CASES))
LONGEST_CHASE = 60  # seconds
LONGEST_CHRONOLOGY, MOST_OF_CHRONOLOGY = 1_000, 15  # milliseconds, in the median; queries of its page
LONGEST_QUESTIONS = 500  # milliseconds, in the median
LONGEST_LOOK = 200  # milliseconds, for 95 of 100 searches
HEAD = ["Page or verb", "Database", "Size", "Queries", "Median ms", "p95 ms", "To size s", "To its floor"]


def table_of(runs):
    """Return the rows of the one table: each page or verb for each database and size, the head first."""
    rows = [HEAD]
    for name in dict.fromkeys(measured["name"] for run in runs for measured in run["measured"]):
        for run in runs:
            rows += [_row(run, measured, runs) for measured in run["measured"] if measured["name"] == name]
    return rows


def missed_targets(runs):
    """Return a sentence for each target that was missed."""
    missed = []
    for run in runs:
        if run["size"] == LARGE:
            missed += _missed_ratios(run, _find(runs, run["engine"], SMALL))
            missed += _missed_by_pages(run, _find(runs, run["engine"], SMALL))
            missed += _missed_look(run)
        missed += _too_many_queries(run)
        missed += _missed_chase(run)
        missed += _missed_chronology(run)
    return missed


def factors(runs):
    """Return rows of how many times as long guardian took as our door, the head first."""
    rows = [["Requests that one may see", "Database", "Size", "Our door, ms", f"{DIRECT}, times", f"{GENERIC}, times"]]
    for words in SEE_REQUESTS.values():
        for run in runs:
            ours = _median(run, f"{LIST} ({words})")
            theirs = [_median(run, f"{rival} ({words})") / ours for rival in (DIRECT, GENERIC)]
            rows.append([words, run["engine"], run["size"], f"{ours:.1f}", *(f"{times:.1f}" for times in theirs)])
    return rows


def chases(runs):
    """Return rows of the nightly chase, the head first."""
    rows = [["Database", "Size", "Open duties", "Seconds", "Letters", "Seconds, run again", "Sent or noted again"]]
    for run in runs:
        chase = run["chase"]
        seconds, again = f"{chase['seconds']:.1f}", f"{chase['again_seconds']:.1f}"
        counts = [str(chase[name]) for name in ("duties", "letters", "again")]
        rows.append([run["engine"], run["size"], counts[0], seconds, counts[1], again, counts[2]])
    return rows


def as_text(rows):
    """Return rows as a table for a terminal and for Markdown alike."""
    widths = [max(len(str(row[place])) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def document(runs, missed):
    """Return the text of `results.md`."""
    parts = [
        "# What was measured",
        "Written by `script/benchmark`; do not edit it by hand. Times are of one process, without a network.",
        machine(runs),
        "## Targets",
        TARGETS,
        "\n".join(f"- Missed: {sentence}" for sentence in missed) or "All were met.",
        "## Pages and verbs",
        FLOORS,
        as_text(table_of(runs)),
        "## Our door beside django-guardian's `get_objects_for_user`",
        RIVALS,
        as_text(factors(runs)),
        "## The nightly chase",
        as_text(chases(runs)),
        "## The data",
        as_text(_data(runs)),
    ]
    return "\n\n".join(parts) + "\n"


TARGETS = f"""\
- At size l, on both databases, the list of requests that one person may see and one permission check take at most
  {MOST_TIMES_SMALL} times their median at size s, with the same number of queries.
- The board of replies across all cases, the list of cases and the chase page take at most {MOST_QUERIES} queries at
  every size, and their p95 at size l is at most {MOST_TIMES_SMALL} times that at size s, on both databases.
- The chronology of a case with {EVENTS:,} events, of up to {TOLD_BY} agencies, takes less than
  {LONGEST_CHRONOLOGY:,} ms and {MOST_OF_CHRONOLOGY} queries at most; the merge with the search for questions less than
  {LONGEST_QUESTIONS} ms of it.
- The nightly chase over 20,000 open duties takes less than {LONGEST_CHASE} seconds, and run again it sends nothing.
- At size l, with 100,000 entries in the ledger, 95 of 100 searches for earlier learning take less than
  {LONGEST_LOOK} ms."""
FLOORS = """\
The floor of a page is the page of help for the same person: every middleware, the navigation and the frame, and no work
of its own. The floor of a verb is one row read by its key. The people measured hold the same requests at every size."""
RIVALS = """\
The factor says how many times as long guardian takes for the same 25 rows: below 1 it is faster. It asks less: no end
date, no role, no conflict of interest; and it is told the groups that our door asks from the memberships."""


def machine(runs):
    """Describe the machine in neutral words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    engines = ", ".join(dict.fromkeys(run["version"] for run in runs))
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}; "
        f"Python {platform.python_version()}, Django {django.__version__}, {engines}."
    )


def _row(run, measured, runs):
    small = _find(runs, run["engine"], SMALL)
    to_small = _ratio(measured["median"], _median(small, measured["name"]) if small else None)
    to_floor = _ratio(measured["median"], _median(run, measured["floor"]) if measured["floor"] else None)
    times = [f"{measured[name]:.1f}" for name in ("median", "p95")]
    return [measured["name"], run["engine"], run["size"], measured["queries"], *times, to_small, to_floor]


def _ratio(time, other):
    return f"{time / other:.1f}" if other else "-"


def _find(runs, engine, size):
    return next((run for run in runs if run["engine"] == engine and run["size"] == size), None)


def _by_name(run):
    return {measured["name"]: measured for measured in [*run["measured"], *run["rivals"]]}


def _median(run, name):
    return _by_name(run)[name]["median"]


def _missed_ratios(large, small):
    if small is None:
        return
    before = _by_name(small)
    for name, measured in _by_name(large).items():
        if not name.startswith((LIST, CHECK)):
            continue
        times = measured["median"] / before[name]["median"]
        if times > MOST_TIMES_SMALL:
            yield f"{name} takes {times:.1f} times as long at size l as at size s on {large['engine']}."
        if measured["queries"] != before[name]["queries"]:
            yield f"{name} takes another number of queries at size l than at size s on {large['engine']}."


def _missed_look(run):
    """A run that was made before there was a ledger has nothing to miss."""
    look = _by_name(run).get(EARLIER)
    if look and look["p95"] >= LONGEST_LOOK:
        yield f"A search for earlier learning takes {look['p95']:.0f} ms (p95) at size l on {run['engine']}."


def _missed_by_pages(large, small):
    before = _by_name(small) if small else {}
    for name, measured in _by_name(large).items():
        if name.startswith(PROMISED) and name in before:
            times = measured["p95"] / before[name]["p95"]
            if times > MOST_TIMES_SMALL:
                yield f"{name} takes {times:.1f} times as long (p95) at size l as at size s on {large['engine']}."


def _too_many_queries(run):
    for name, measured in _by_name(run).items():
        if name.startswith(PROMISED) and measured["queries"] > MOST_QUERIES:
            yield f"{name} takes {measured['queries']} queries at size {run['size']} on {run['engine']}."


def _missed_chase(run):
    chase = run["chase"]
    if chase["seconds"] >= LONGEST_CHASE:
        yield f"The nightly chase took {chase['seconds']:.0f} seconds at size {run['size']} on {run['engine']}."
    if chase["again"]:
        yield f"The nightly chase sent or noted {chase['again']} things twice at size {run['size']} on {run['engine']}."


def _missed_chronology(run):
    where = f"at size {run['size']} on {run['engine']}"
    page, asking = (_by_name(run)[name] for name in (f"{CHRONOLOGY} (inspector)", QUESTIONS))
    if page["median"] >= LONGEST_CHRONOLOGY:
        yield f"The chronology took {page['median']:.0f} ms {where}."
    if page["queries"] > MOST_OF_CHRONOLOGY:
        yield f"The chronology took {page['queries']} queries {where}."
    if asking["median"] >= LONGEST_QUESTIONS:
        yield f"The merge of the chronology with its questions took {asking['median']:.0f} ms {where}."


def _data(runs):
    names = list(runs[0]["rows"])
    head = ["Database", "Size", "Seconds to load", *names]
    return [head, *([run["engine"], run["size"], f"{run['loaded']:.0f}", *run["rows"].values()] for run in runs)]
