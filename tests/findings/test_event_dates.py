"""Dates as agencies write them: read day first, as vague as they were written, and never guessed."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import event_dates
from findings.event_dates import ABOUT, EXACT, RANGE, NotADate, When, in_words, month_of, read, year_of
from findings.models import Precision

TODAY = date(2026, 11, 23)
DAY = date(2024, 2, 14)
A_DAY = When(EXACT, DAY, DAY)
ABOUT_DAY = When(ABOUT, DAY, DAY)
AT = When(EXACT, DAY, DAY, time(14, 30))
THREE_DAYS = When(RANGE, DAY, date(2024, 2, 16))
NEW_YEAR = When(RANGE, date(2024, 1, 1), date(2024, 2, 3))
DAYS = st.dates(date(1900, 1, 1), TODAY)
RECENT = st.dates(date(2000, 1, 1), TODAY)


def told(text, clock=""):
    return read(text, clock=clock, today=TODAY)


@pytest.mark.parametrize(
    ("found", "texts"),
    [
        (A_DAY, "14/2/2024|14.02.24|14-02-2024|14 02 2024|14 Feb 2024|14-Feb-24|14Feb2024|14 feb '24|on 14 Feb 2024"),
        (A_DAY, "Wed 14th February 2024|Weds, 14 February 2024|Wednesday the 14th of February 2024|Feb 14, 2024"),
        (A_DAY, "2024-02-14|2024/02/14|2024-02-14 00:00:00| 14 \u00a0Feb  2024. "),
        (ABOUT_DAY, "about 14 Feb 2024|c. 14/2/2024|circa 14 February 2024|~14 Feb 2024|approx. 14/02/2024"),
        (AT, "14 Feb 2024 14:30|14/2/2024 at 2.30pm|14 Feb 2024, 1430hrs|2024-02-14T14:30:00|14.2.2024 14.30"),
        (month_of(date(2024, 2, 1)), "Feb 2024|February, 2024|02/2024|2-2024|c. Feb 2024|in February 2024"),
        (month_of(date(2020, 9, 1)), "Sept 2020|September 2020"),
        (year_of(2019), "2019|c 2019|about 2019|in 2019"),
        (THREE_DAYS, "14-16 Feb 2024|14–16 Feb 2024|14th to 16th of February 2024|between 14 and 16 Feb 2024"),
        (THREE_DAYS, "14/02/2024 - 16/02/2024|14/02/2024-16/02/2024|14 Feb to 16 Feb 2024"),
        (NEW_YEAR, "from 1 Jan to 3 Feb 2024|1 Jan - 3 Feb 2024|1 Jan-3 Feb 2024|1/1/2024 to 3/2/2024"),
        (When(RANGE, date(2024, 1, 1), date(2024, 3, 31)), "Jan to March 2024|January-March 2024|01/2024 to 03/2024"),
        (When(RANGE, date(2019, 1, 1), date(2021, 12, 31)), "2019-2021|2019 to 2021|between 2019 and 2021"),
    ],
)
def test_the_ways_in_which_agencies_write_a_date_are_read(found, texts):
    assert {text: told(text) for text in texts.split("|")} == dict.fromkeys(texts.split("|"), found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "The date is empty"),
        ("02/14/2024", "14 is not a month. Write the day first"),
        ("31/02/2026", "There is no 31 February 2026"),
        ("29 Feb 2023", "There is no 29 February 2023"),
        ("0/1/2024", "There is no 0 January 2024"),
        ("Thu 14 Feb 2024", "14 February 2024 was a Wednesday"),
        ("16-14 Feb 2024", "ends before it starts"),
        ("30 Dec to 2 Jan 2024", "ends before it starts"),
        ("3/2/2024 to 1/1/2024", "ends before it starts"),
        ("early 2023", "more than one way"),
        ("summer 2022", "more than one way"),
        ("2011-12", "more than one way"),
        ("2023/24", "more than one way"),
        ("14/2", "more than one way"),
        ("14 Feb", "The year is missing"),
        ("14/02/98", "The year ‘98’ can be read in more than one way"),
        ("14th and 16th February 2024", "is not a date"),
        ("about 14-16 Feb 2024", "A range is vague enough"),
        ("45336", "is a number, not a date"),
        ("0000", "before 1900"),
        ("14/2/1066", "before 1900"),
        ("9999", "in the future"),
        ("24/11/2026", "in the future"),
        ("1 Nov to 30 Nov 2026", "in the future"),
        ("14 Feb 2024 2:30", "could be morning or afternoon"),
        ("14 Feb 2024 25:00", "is not a time"),
        ("March 2023 14:30", "Only an exact day can have a time"),
        ("yesterday", "is not a date"),
        ("x" * 101, "longer than 100 characters"),
    ],
)
def test_what_could_be_read_in_two_ways_or_in_none_is_refused_with_the_reason(text, why):
    with pytest.raises(NotADate) as refused:
        told(text)

    assert why in str(refused.value)


def test_a_time_may_stand_in_a_cell_of_its_own():
    assert {told("14/2/2024", clock=clock) for clock in ("14:30", "2.30pm", "1430", "14:30:00", "14:30 hrs")} == {AT}
    assert told("14/2/2024", clock=" ") == A_DAY
    with pytest.raises(NotADate, match="given twice"):
        told("14/2/2024 14:30", clock="14:30")


def test_the_module_and_the_model_know_the_same_precisions():
    known = {event_dates.EXACT, ABOUT, event_dates.MONTH, event_dates.YEAR, RANGE}

    assert known == set(Precision.values)


# ---- properties --------------------------------------------------------------------------------------

SPELLINGS = (
    "{d.day}/{d.month}/{d.year}|{d:%d/%m/%Y}|{d:%d.%m.%Y}|{d:%d-%m-%Y}|{d:%d %m %Y}|{d:%Y-%m-%d}|{d:%d %b %Y}|"
    "{d:%A} {d.day} {d:%B %Y}|{d:%a}, {d:%d %B %Y}|{d:%B} {d.day}, {d.year}|{d:%d-%b-%Y}|{d:%d%b%Y}|"
    "on {d.day} {d:%B %Y}"
).split("|")


@given(DAYS, st.sampled_from(SPELLINGS), st.sampled_from([str, str.upper, str.lower]))
def test_every_spelling_of_every_day_is_read_as_that_day(day, spelling, cased):
    assert told(cased(spelling.format(d=day))) == When(EXACT, day, day)


@given(RECENT, st.sampled_from("{d:%d/%m/%y}|{d.day}.{d.month}.{d:%y}|{d:%d %b %y}|{d:%d-%b-%y}".split("|")))
def test_a_year_of_two_numbers_is_one_of_this_century(day, spelling):
    assert told(spelling.format(d=day)).earliest == day


@given(DAYS)
def test_a_month_that_stands_first_is_never_taken_for_a_day_of_another_month(day):
    american = f"{day.month}/{day.day}/{day.year}"
    if day.day > 12:
        with pytest.raises(NotADate):
            told(american)
    else:  # it is a date of ours too, and read as that one
        assert told(american).earliest == date(day.year, day.day, day.month)


@given(DAYS, st.times(), st.integers(0, 400), st.sampled_from(list(Precision)))
def test_what_a_page_says_is_read_again_as_the_same(day, at, length, precision):
    at = at.replace(second=0, microsecond=0)
    when = {
        Precision.EXACT: When(EXACT, day, day, at),
        Precision.ABOUT: When(ABOUT, day, day),
        Precision.MONTH: month_of(day.replace(day=1)),
        Precision.YEAR: year_of(day.year),
        Precision.RANGE: When(RANGE, day, min(TODAY, day + timedelta(days=length + 1))),
    }[precision]
    if when.precision == RANGE and when.earliest == when.latest:
        return

    assert told(in_words(when)) == when


@given(st.text(max_size=40) | st.from_regex(r"[0-9/.\- a-z]{1,30}", fullmatch=True))
def test_any_text_is_read_as_something_that_has_happened_or_refused(text):
    try:
        when = told(text)
    except NotADate:
        return
    assert date(1900, 1, 1) <= when.earliest <= when.latest
    assert when.earliest <= TODAY
