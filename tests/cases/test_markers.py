"""How what identifies a person is found, however it is written; pure, without a database."""

import re

import pytest

from cases.markers import patterns_of

PERSON = [
    ("name", "Jordan Lee Marker-Name"),
    ("other-names", "Jo Marker-Alias"),
    ("other-names", "Smokey"),
    ("other-names", "Jo"),
    ("date-of-birth", "1985-02-04"),
    ("pnc", "2003/0011985X"),
    ("crn", "X123456"),
    ("nhs-number", "943 476 5919"),
    ("address", "1 Marker Street, Northshire NE1 4XX"),
    ("summary", "On licence after release."),
]


def found(text, place):
    return bool(re.search(patterns_of(PERSON)[place], text, re.IGNORECASE))


ANYWHERE = [
    "Jordan Lee Marker-Name",
    "JORDAN MARKER NAME",
    "Marker-Name, Jordan Lee",
    "marker-name,jordan",
    "called Jo\nMarker-Alias by friends",
    "“Smokey”",
    "04/02/1985",
    "born 4.2.85",
    "1985-02-04 00:00",
    "4th February 1985",
    "4 Feb 85",
    "February 4, 1985",
    "2003/0011985X",
    "03/11985x",
    "PNC 2003 11985 X",
    "x123456",
    "9434765919",
    "943-476-5919",
    "1 Marker Street Northshire\nNE1 4XX",
]
CLOSE_ONLY = ["Mr Marker-Name", "known as Jo", "lived at 1 Marker Street"]
NEITHER = [
    "Jordan",
    "Joe and Josephine",
    "4 February 1986",
    "14/02/1985",
    "04/02/19855",
    "Smokeyx",
    "99434765919",
    "On licence after release.",
    "11 Marker Street, Northshire NE1 4XX",
    "",
]


@pytest.mark.parametrize("text", ANYWHERE)
def test_what_identifies_one_person_counts_anywhere(text):
    assert (found(text, 0), found(text, 1)) == (True, True)


@pytest.mark.parametrize("text", CLOSE_ONLY)
def test_what_many_people_share_counts_in_the_case_only(text):
    assert (found(text, 0), found(text, 1)) == (False, True)


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_of_others_does_not_count(text):
    assert (found(text, 0), found(text, 1)) == (False, False)


NOBODY = [[], [("date-of-birth", "1985~")], [("summary", "Text")], [("name", " ")], [("crn", "")]]


@pytest.mark.parametrize("known", NOBODY)
def test_where_nothing_identifies_anybody_nothing_is_found(known):
    assert [re.search(pattern, "about 1985 Text") for pattern in patterns_of(known)] == [None, None]
