"""What of a text tells who somebody is."""

from datetime import date

import pytest

from cases.identifying import found_in

TODAY = date(2026, 3, 18)
NAMES = ["Jordan Marker-Name", "Jo O’Sample"]
DETAILS = ["1 Marker-Street, Northshire"]


def found(text):
    return found_in(text, names=NAMES, details=DETAILS, today=TODAY)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("It is 943 476 5919.", "an NHS number"),
        ("It is 9434765919.", "an NHS number"),
        ("It is 943-476-5919.", "an NHS number"),
        ("See 2003/0011985X there.", "a PNC number"),
        ("See 03/11985X there.", "a PNC number"),
        ("See x123456 there.", "a case reference number (CRN)"),
        ("See A1234BC there.", "a prison number"),
        ("Born 24/2/1985.", "a date of birth"),
        ("Born 24.02.85", "a date of birth"),
        ("Born 1985-02-24", "a date of birth"),
        ("Born on 24 February 1985", "a date of birth"),
        ("Born on 24th Feb 85", "a date of birth"),
        ("As Jordan Marker-Name said", "a name from the details of this case"),
        ("about MARKER-NAME’s flat", "a name from the details of this case"),
        ("ask for jordan", "a name from the details of this case"),
        ("at 1 marker street Northshire", "another of the details of this case"),
    ],
)
def test_it_finds_what_is_obvious(text, what):
    assert what in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Call me on 0300 000 0000 or 020 7946 0000 before 3pm.",
        "Our reference is REQ-2026-0003, reply by 14 April 2026 or 14/4/26.",
        "The number 943 476 5918 has a digit wrong.",
        "Thank you for your help last year, on 2 May 2024.",
        "We both sat on the panel of 2019/20.",
        "The Jordans’ centre is not meant.",
        "Section 47 of the Act, page 12.",
    ],
)
def test_it_leaves_ordinary_words_and_numbers_alone(text):
    assert found(text) == []


def test_a_case_without_details_finds_none_of_them():
    assert found_in("Anything at all.", names=[], details=["", " "], today=TODAY) == []
