"""Whether a text that leaves by mail tells who somebody is: numbers, dates of birth and the names of a case (pure).

It finds what is obvious, and is no proof that there is nothing else.
"""

import re
from datetime import date

from cases import identifiers
from cases.partial_dates import MONTHS

NUMBERS = {  # what it is called: where it may stand, and what tells whether it is one
    "an NHS number": (r"(?<![0-9])[0-9](?:[ -]?[0-9]){9}(?![0-9])", identifiers.nhs_number),
    "a PNC number": (r"(?<![0-9])[0-9]{2,4}/[0-9]{1,7}[A-Za-z](?![A-Za-z])", identifiers.pnc),
    "a case reference number (CRN)": (r"(?<!\w)[A-Za-z][0-9]{6}(?!\w)", identifiers.crn),
    "a prison number": (r"(?<!\w)[A-Za-z][0-9]{4}[A-Za-z]{2}(?!\w)", identifiers.prison_number),
}
MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
DATES = (
    r"(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<year>[0-9]{4}|[0-9]{2})(?![0-9])",
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9])",
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?P<word>{MONTH})\s+(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9])",
)
LONG_AGO = 10  # years: a date so far back in a letter is most likely one of birth
SHORTEST_NAME = 3  # letters


def found_in(text: str, *, names: list, details: list, today: date) -> list:
    """Return what identifies somebody in a text, in words such as "an NHS number"; an empty list when nothing does.

    `names` are those of the people in the case, `details` other texts that
    identify them, such as an address. Capitals and spaces do not matter.
    """
    found = [what for what, (pattern, read) in NUMBERS.items() if _holds(text, pattern, read)]
    if any(_is_long_ago(match, today) for pattern in DATES for match in re.finditer(pattern, text, re.IGNORECASE)):
        found.append("a date of birth")
    if any(_names(text, name) for name in names):
        found.append("a name from the details of this case")
    if any(_squeezed(detail) in _squeezed(text) for detail in details if _squeezed(detail)):
        found.append("another of the details of this case")
    return found


def _holds(text, pattern, read):
    for match in re.findall(pattern, text):
        try:
            read(match)
        except identifiers.NotAnIdentifier:
            continue
        return True
    return False


def _is_long_ago(match, today):
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    month = _month(parts["word"]) if parts.get("word") else int(parts["month"])
    is_date = 1 <= month <= 12 and 1 <= int(parts["day"]) <= 31
    return is_date and year <= today.year - LONG_AGO


def _month(word):
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(word.lower()[:3]))


def _names(text, name):
    words = re.findall(r"[\w’'-]+", text.casefold())
    parts = [part for part in re.findall(r"[\w’'-]+", name.casefold()) if len(part) >= SHORTEST_NAME]
    return any(part in words or f"{part}’s" in words or f"{part}'s" in words for part in parts)


def _squeezed(text):
    return re.sub(r"[\W_]", "", text).casefold()
