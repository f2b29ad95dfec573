"""Dates of which only a part may be known, such as a year, or a month and a year (pure).

They are kept in the Extended Date/Time Format of ISO 8601-2:2019: "1985-02-24", "1985-02", "1985", with "~" at
the end of one that is approximate. Text in that form sorts by date.
"""

import re
from datetime import date

MONTHS = "january february march april may june july august september october november december".split()
KEPT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)")
EARLIEST = 1900


class NotADate(ValueError):
    """What was typed is no date, month or year; the message says how to write one."""

    def __init__(self):
        super().__init__("must be a year, a month and a year, or a date, like 1985, February 1985 or 24 February 1985")


def read(text: str) -> str:
    """Return what was typed as it is kept: '24 February 1985' as '1985-02-24', 'about 1985' as '1985~'.

    Raises NotADate.
    """
    words = text.strip().lower()
    if KEPT.fullmatch(words):
        return _checked(words)
    about = re.match(r"(about|around|circa|c\.?)\s+", words)
    words = words[about.end() :] if about else words
    written = re.fullmatch(r"(?:(?:([0-9]{1,2})\s+)?([a-z]{3,9})\s+)?([0-9]{4})", words)
    if not written:
        raise NotADate
    day, month, year = written.groups()
    parts = [year, *([f"{_month(month):02}"] if month else []), *([f"{int(day):02}"] if day else [])]
    return _checked("-".join(parts) + "~" * bool(about))


def shown(kept: str) -> str:
    """Return a kept date in words: '1985-02' as 'February 1985', '1985~' as 'about 1985'."""
    year, month, day, about = KEPT.fullmatch(kept).groups()
    name = MONTHS[int(month) - 1].capitalize() if month else ""
    words = " ".join(filter(None, [str(int(day)) if day else "", name, year]))
    return f"about {words}" if about else words


def is_exact(kept: str) -> bool:
    """Tell whether the day is known, and not only roughly."""
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", kept) is not None


def starts_after(one: str, other: str) -> bool:
    """Tell whether one kept date is certainly later than another: '1986' than '1985-02', not '1985-02' than '1985'."""
    one, other = one.rstrip("~"), other.rstrip("~")
    known = min(len(one), len(other))
    return one[:known] > other[:known]


def _month(word):
    known = [number for number, month in enumerate(MONTHS, 1) if month.startswith(word)]
    if len(known) != 1:
        raise NotADate
    return known[0]


def _checked(kept):
    year, month, day, _ = KEPT.fullmatch(kept).groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as wrong:
        raise NotADate from wrong
    if int(year) < EARLIEST:
        raise NotADate
    return kept
