"""How what identifies a person may be written, as regular expressions to search for (pure).

A full name, a number, a full address and an exact date of birth are looked
for in everything. What many people share, such as a surname or a street
with its number, counts only in what belongs to the case. A date of which
only the year or the month is known is no marker.
"""

import re
from datetime import date

from cases import partial_dates
from cases.partial_dates import MONTHS

NAMES = ("name", "other-names")
NUMBERS = ("pnc", "crn", "nhs-number", "prison-number")
SHORTEST = 2  # letters of a name that counts
LONG_ENOUGH = 5  # letters of a single name that counts everywhere
BETWEEN = r"[\W_]+"  # words
WITHIN = r"[\W_]*"  # the characters of a number
NEVER = r"(?!)"


def patterns_of(particulars) -> tuple:
    """Return two patterns for pairs of kind and value: what counts anywhere, and what counts in rows of the case."""
    anywhere, close = [], []
    for kind, value in particulars:
        if not re.search(r"[^\W_]", value):
            continue
        if kind in NAMES:
            everywhere, nearby = _name(value)
        elif kind in NUMBERS:
            everywhere, nearby = [_number(kind, value)], []
        elif kind == "date-of-birth":
            everywhere, nearby = _birth(value), []
        elif kind == "address":
            everywhere, nearby = _address(value)
        else:
            continue
        anywhere += everywhere
        close += nearby
    return _any_of(anywhere), _any_of([*anywhere, *close])


def _any_of(patterns):
    whole = [rf"(?<![^\W_])(?:{pattern})(?![^\W_])" for pattern in dict.fromkeys(patterns)]
    return "|".join(whole) or NEVER


def _name(value):
    parts = value.split()
    if not parts or len(re.sub(r"[\W_]", "", value)) < SHORTEST:
        return [], []
    if len(parts) == 1:
        alone = _words(value)
        return ([alone], []) if len(value) >= LONG_ENOUGH else ([], [alone])
    first, last = parts[0], parts[-1]
    orders = (parts, [first, last], [last, *parts[:-1]], [last, first])
    return [_words(" ".join(order)) for order in orders], [_words(last)]


def _words(text):
    """Return a pattern for the words of a text, whatever stands between them."""
    return BETWEEN.join(map(re.escape, re.findall(r"[^\W_]+", text)))


def _number(kind, value):
    if kind == "pnc" and (parts := re.fullmatch(r"([0-9]{4}|[0-9]{2})/0*([0-9]+)([A-Z])", value)):
        year, serial, letter = parts.groups()
        century = f"(?:{year[:2]})?" if len(year) == 4 else "(?:19|20)?"
        return rf"{century}{year[-2:]}{WITHIN}0*{serial}{WITHIN}{letter}"
    return WITHIN.join(map(re.escape, re.sub(r"[\W_]", "", value)))


def _birth(value):
    if not partial_dates.is_exact(value):
        return []
    born = date.fromisoformat(value)
    name = MONTHS[born.month - 1]
    month = rf"{name[:3]}(?:{name[3:]})?\.?"
    day, number = f"0?{born.day}", f"0?{born.month}"
    year = rf"(?:{born.year // 100})?{born.year % 100:02}"
    return [
        rf"{day}\s*[/.\-]\s*{number}\s*[/.\-]\s*{year}",
        rf"{born.year}\s*[/.\-]\s*{number}\s*[/.\-]\s*{day}",
        rf"{day}(?:st|nd|rd|th)?(?:\s+of)?[\s\-]+{month},?[\s\-]+{year}",
        rf"{month}[\s\-]+{day}(?:st|nd|rd|th)?,?[\s\-]+{year}",
    ]


def _address(value):
    words = re.findall(r"[^\W_]+", value)
    street = re.split(r"[,\n]", value.strip())[0]
    nearby = [_words(street)] if re.search(r"\d", street) and len(street.split()) > 1 else []
    return ([_words(value)] if len(words) > 1 else []), nearby
