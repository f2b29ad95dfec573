"""Numbers that identify a person: what is accepted, how it is kept, and what cannot be right."""

import pytest

from cases.identifiers import NotAnIdentifier, crn, nhs_number, pnc


@pytest.mark.parametrize("text", ["9434765919", "943 476 5919", "943-476-5919", " 943 4765919 "])
def test_an_nhs_number_is_kept_in_groups(text):
    assert nhs_number(text) == "943 476 5919"


@pytest.mark.parametrize("text", ["9434765918", "943 476 591", "94347659190", "943476591X", "1234567890", "٩٤٣٤٧٦٥٩١٩"])
def test_an_nhs_number_that_cannot_be_right_is_refused(text):
    with pytest.raises(NotAnIdentifier, match="^NHS number "):
        nhs_number(text)


def test_each_single_slip_in_an_nhs_number_is_found():
    right = "9434765919"
    slips = [
        right[:place] + str(digit) + right[place + 1 :]
        for place in range(10)
        for digit in range(10)
        if str(digit) != right[place]
    ]

    for slip in slips:
        with pytest.raises(NotAnIdentifier):
            nhs_number(slip)


def test_an_nhs_number_whose_check_would_be_ten_is_refused():
    with pytest.raises(NotAnIdentifier):
        nhs_number("1000000010")


@pytest.mark.parametrize(("text", "kept"), [("x123456", "X123456"), (" X 123456 ", "X123456")])
def test_a_crn_is_a_letter_and_six_digits(text, kept):
    assert crn(text) == kept


@pytest.mark.parametrize("text", ["123456", "XX12345", "X12345", "X1234567", "X12345A"])
def test_a_crn_that_cannot_be_right_is_refused(text):
    with pytest.raises(NotAnIdentifier, match="a letter and 6 digits"):
        crn(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("2003/0011985X", "2003/0011985X"), ("2003/11985x", "2003/0011985X"), ("03/11985X", "03/0011985X")],
)
def test_a_pnc_number_is_kept_with_its_leading_zeros(text, kept):
    assert pnc(text) == kept


@pytest.mark.parametrize("text", ["2003/0011985Y", "2003/0011986X", "2003 0011985X", "0011985X", "2003/00119850X"])
def test_a_pnc_number_that_cannot_be_right_is_refused(text):
    with pytest.raises(NotAnIdentifier, match="^PNC number "):
        pnc(text)
