"""How what identifies a person is written, and which of it cannot be right (pure)."""

import re

from cases import partial_dates

PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


class NotAnIdentifier(ValueError):
    """What was typed cannot be a number of its kind; the message says how to mend it."""


def nhs_number(text):
    """Return an NHS number as '943 476 5919'. Raises NotAnIdentifier when its check digit does not fit."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch("[0-9]{10}", digits):
        raise NotAnIdentifier("NHS number must have 10 digits")
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    if -weighted % 11 != int(digits[9]):
        raise NotAnIdentifier("NHS number has a digit wrong, so check each one")
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def crn(text):
    """Return a case reference number, one letter and six digits. Raises NotAnIdentifier."""
    number = re.sub(r"\s", "", text).upper()
    if not re.fullmatch("[A-Z][0-9]{6}", number):
        raise NotAnIdentifier("Case reference number (CRN) must be a letter and 6 digits, like X123456")
    return number


def prison_number(text):
    """Return a prison number as NOMIS gives it, such as 'A1234BC'. Raises NotAnIdentifier."""
    number = re.sub(r"\s", "", text).upper()
    if not re.fullmatch("[A-Z][0-9]{4}[A-Z]{2}", number):
        raise NotAnIdentifier("Prison number must be a letter, 4 digits and 2 letters, like A1234BC")
    return number


def pnc(text):
    """Return a Police National Computer number as '2012/0123456Y'.

    Its year may be written with two or four digits and its serial number
    without leading zeros; the letter at its end is the remainder of year
    and serial number by 23. Raises NotAnIdentifier.
    """
    parts = re.fullmatch(r"([0-9]{4}|[0-9]{2})/([0-9]{1,7})([A-Z])", re.sub(r"\s", "", text).upper())
    if not parts:
        raise NotAnIdentifier("PNC number must be a year, a number and a letter, like 2012/0123456Y")
    year, serial, letter = parts[1], parts[2].zfill(7), parts[3]
    if PNC_LETTERS[int(year[-2:] + serial) % len(PNC_LETTERS)] != letter:
        raise NotAnIdentifier("PNC number has a digit or its letter wrong, so check each one")
    return f"{year}/{serial}{letter}"


def birth(text):
    """Return a date of birth, or what is known of one, as '1985-02-24', '1985-02~' or '1985~'.

    A year, or a month and a year, is approximate. Raises NotAnIdentifier.
    """
    try:
        kept = partial_dates.read(text)
    except partial_dates.NotADate as wrong:
        raise NotAnIdentifier(f"Date of birth {wrong}") from wrong
    return kept if partial_dates.is_exact(kept) else kept.rstrip("~") + "~"
