"""What a cell or a line says of when something happened, read day first and never guessed (pure).

A date that could be read in two ways is refused with the reason. Whatever
is read stays as vague as it was written: "March 2023" is no day.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from panelportal.kit.fields.dates import MONTHS, Ambiguous, read_time
from panelportal.kit.words import short_day, time_of_day

EXACT, ABOUT, MONTH, YEAR, RANGE = "exact", "about", "month", "year", "range"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EARLIEST = 1900
LONGEST = 100  # characters
FUTURE = "The date is in the future. Key events have happened"
EXAMPLES = "Write it like 14 February 2024, 14/2/2024, February 2024 or 14 to 16 February 2024"

WORD = "([a-z]{3,9})"
NUMBER = "([0-9]{1,2})(?:st|nd|rd|th)?"
YEARS = "([0-9]{4}|'?[0-9]{2})"
HEDGE = re.compile(r"(?:about|around|approximately|approx|circa|ca?)\b\.?\s*|~\s*")
VAGUE = re.compile(r"\b(early|mid|late|spring|summer|autumn|winter|beginning|middle|end|before|after|since|until|by)\b")
WEEKDAY = re.compile(r"^([a-z]{3,9})\b[,.]?\s+(?=[0-9]|the\b)")
ENDS = (  # of a range: with spaces between, and without where nothing else could be meant
    re.compile("(.+?) (?:to|-) (.+)"),
    re.compile("([0-9/.]{6,10})-([0-9/.]{6,10})"),
    re.compile("((?:[0-9]{1,2} )?[a-z]{3,9}(?: [0-9]{4})?)-((?:[0-9]{1,2} )?[a-z]{3,9} [0-9]{4})"),
    re.compile("([0-9]{4})-([0-9]{4})"),
)
CLOCK = (
    r"(?:(?:[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2}(?:\.0+)?)?|[0-9]{1,2}(?=\s*[ap]\.?m\b)|[0-9]{4}(?=\s*h))"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:hrs?|hours|h)?|midday|noon|midnight)"
)
TIME = re.compile(rf"(.*?[0-9a-z])(?:,?\s+at\s+|,?\s+|t(?=[0-9]{{2}}:))({CLOCK})")
NO_TIME = "00:00:00"  # what spreadsheets and databases write of a day without a time


class NotADate(ValueError):
    """What was written is not taken for a date; the message says why, and how to write it."""


@dataclass(frozen=True)
class When:
    """When something happened: how well that is known, between which days, and the time of an exact day if known."""

    precision: str
    earliest: date
    latest: date
    at: time | None = None


def read(text, *, today, clock=""):
    """Return what a text says of when something happened, with the time of day that stands beside it. Raises NotADate.

    Years of two numbers are those of this century, up to this year.
    """
    words = _plain(text)
    if not words:
        raise NotADate(f"The date is empty. {EXAMPLES}")
    words, beside = _without_time(words)
    beside, clock = (said if said.strip() != NO_TIME else "" for said in (beside, clock))
    if beside and clock.strip():
        raise NotADate("The time is given twice. Give it once")
    found = _read(words, today)
    at = _time(clock or beside)
    if at and found.precision != EXACT:
        raise NotADate("Only an exact day can have a time. Leave the time empty")
    if found.earliest > today or (found.precision == RANGE and found.latest > today):
        raise NotADate(FUTURE)
    return When(found.precision, found.earliest, found.latest, at)


def in_words(when):
    """Return when something happened as a page says it; reading those words again gives the same."""
    first = when.earliest
    if when.precision == MONTH:
        return f"{first:%B} {first.year}"
    if when.precision == YEAR:
        return str(first.year)
    if when.precision == RANGE:
        return f"{short_day(first)} to {short_day(when.latest)}"
    if when.precision == ABOUT:
        return f"about {short_day(first)}"
    return f"{short_day(first)} at {time_of_day(when.at)}" if when.at is not None else short_day(first)


def month_of(first):
    """Return the month that begins on this day."""
    return When(MONTH, first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1))


def year_of(number):
    """Return a year."""
    return When(YEAR, date(number, 1, 1), date(number, 12, 31))


def _plain(text):
    if len(text) > LONGEST:
        raise NotADate(f"The date is longer than {LONGEST} characters. {EXAMPLES}")
    dashes = re.sub("[\u2010-\u2015\u2212]", "-", text.replace("\u2019", "'"))
    return " ".join(dashes.lower().split()).rstrip(".;")


def _without_time(words):
    told = TIME.fullmatch(words)
    return (told[1].rstrip(" ,"), told[2]) if told else (words, "")


def _time(text):
    """Return the time of day that a text tells, or None for an empty one."""
    words = re.sub(r"\s*(?:hrs?|hours|h)\.?$", "", text.strip().lower())
    if not words:
        return None
    if re.fullmatch("[0-9]{4}", words):
        words = f"{words[:2]}:{words[2:]}"
    words = re.sub(r"^([0-9]{2}[:.][0-9]{2}):[0-9]{2}(?:\.0+)?$", r"\1", words)
    try:
        return read_time(words)
    except Ambiguous:
        raise NotADate(f"The time ‘{text.strip()}’ could be morning or afternoon. Write am or pm") from None
    except ValueError:
        raise NotADate(f"‘{text.strip()}’ is not a time. Write it like 14:30 or 2.30pm") from None


def _read(words, today):
    if VAGUE.search(words):
        raise NotADate("The date can be read in more than one way. Write the two dates between which it happened")
    hedge = HEDGE.match(words)
    rest = words[hedge.end() :] if hedge else words
    found = _range(rest, today) or _one(rest, today)
    if hedge and found.precision == RANGE:
        raise NotADate("A range is vague enough. Write the two dates without ‘about’")
    return When(ABOUT, found.earliest, found.latest) if hedge and found.precision == EXACT else found


def _range(words, today):
    """Return the range that the words tell, or None when they tell none."""
    words = re.sub("^between (.+) and (.+)$", r"\1 to \2", words).removeprefix("from ")
    days = re.fullmatch(rf"(?:the )?{NUMBER}\s*(?:-|to)\s*(?:the )?{NUMBER}(?: of)? {WORD},? {YEARS}", words)
    if days:
        year, month = _year(days[4], today), _month(days[3])
        return _between(_day(year, month, days[1]), _day(year, month, days[2]))
    ends = next(filter(None, (pattern.fullmatch(words) for pattern in ENDS)), None)
    if not ends:
        return None
    first, last = ends.groups()
    year = re.search(rf" {YEARS}$", last)
    if year and re.fullmatch(rf"(?:(?:the )?{NUMBER}(?: of)? )?{WORD}", first):
        first += year[0]
    return _between(_one(first, today), _one(last, today))


def _between(first, last):
    if last.latest < first.earliest:
        raise NotADate("The range ends before it starts. Write the earlier date first, each with its year")
    if first == last:
        return first
    return When(RANGE, first.earliest, last.latest)


def _one(words, today):
    """Return the day, month or year that the words tell."""
    words = words.strip(" ,").removeprefix("on ").removeprefix("in ")
    said, words = _weekday(words)
    words = words.removeprefix("the ")
    found = _numbers(words, today) or _named(words, today)
    if found is None:
        raise NotADate(f"‘{words}’ is not a date. {EXAMPLES}")
    if said is not None and (found.precision != EXACT or found.earliest.weekday() != said):
        raise NotADate(f"{short_day(found.earliest)} was a {found.earliest:%A}. Check the day and the date")
    return found


def _weekday(words):
    told = WEEKDAY.match(words)
    names = [number for number, name in enumerate(DAYS) if told and name.startswith(told[1])]
    names = [2] if told and told[1] == "weds" else names
    return (names[0], words[told.end() :]) if len(names) == 1 else (None, words)


def _numbers(words, today):
    if re.fullmatch("[0-9]{4}", words):
        return year_of(_year(words, today))
    iso = re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", words)
    if iso:
        return _day(_year(iso[1], today), int(iso[3]), iso[4])
    day = re.fullmatch(r"([0-9]{1,2})\s*([-/. ])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})", words)
    if day:
        return _day(_year(day[4], today), int(day[3]), day[1])
    month = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{4})", words)
    if month:
        return month_of(_first(_year(month[2], today), int(month[1])))
    if re.fullmatch(r"[0-9]{4}[-/][0-9]{2,4}|[0-9]{1,2}[-/.][0-9]{1,2}", words):
        raise NotADate("The date can be read in more than one way. Write the month as a word and the year in full")
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", words):
        raise NotADate(f"{words} is a number, not a date. Format the cell as a date, or write the date as words")
    return None


def _named(words, today):
    whole = re.fullmatch(rf"{NUMBER}[\s-]*(?:of )?{WORD}\.?[\s,-]*{YEARS}", words)
    if whole:
        return _day(_year(whole[3], today), _month(whole[2]), whole[1])
    american = re.fullmatch(rf"{WORD}\.? {NUMBER},? ([0-9]{{4}})", words)
    if american:
        return _day(_year(american[3], today), _month(american[1]), american[2])
    month = re.fullmatch(rf"{WORD}\.?[\s,-]*([0-9]{{4}})", words)
    if month:
        return month_of(_first(_year(month[2], today), _month(month[1])))
    if re.fullmatch(rf"{NUMBER}[\s-]*(?:of )?{WORD}\.?|{WORD}\.? {NUMBER}", words):
        raise NotADate("The year is missing. Write it with 4 numbers")
    return None


def _day(year, month, day):
    if not 1 <= month <= 12:
        raise NotADate(f"{month} is not a month. Write the day first, then the month")
    try:
        found = date(year, month, int(day))
    except ValueError:
        raise NotADate(f"There is no {int(day)} {MONTHS[month - 1].capitalize()} {year}. Check the date") from None
    return When(EXACT, found, found)


def _first(year, month):
    return _day(year, month, "1").earliest


def _month(word):
    found = [number for number, month in enumerate(MONTHS, 1) if month.startswith(word)]
    if word == "sept":
        return 9
    if len(found) != 1:
        raise NotADate(f"‘{word}’ is not a month. {EXAMPLES}")
    return found[0]


def _year(text, today):
    if len(text) == 4 and not EARLIEST <= int(text) <= today.year:
        raise NotADate(f"The year is before {EARLIEST}. Check the date" if int(text) < EARLIEST else FUTURE)
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text.lstrip("'"))
    if year > today.year:
        raise NotADate(f"The year ‘{text}’ can be read in more than one way. Write it with 4 numbers")
    return year
