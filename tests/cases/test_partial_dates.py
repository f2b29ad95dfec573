"""Dates of which only a part is known: how they are typed, kept and shown."""

import pytest

from cases.identifiers import NotAnIdentifier, birth, prison_number
from cases.partial_dates import NotADate, read, shown, starts_after


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("1985", "1985", "1985"),
        ("February 1985", "1985-02", "February 1985"),
        ("feb 1985", "1985-02", "February 1985"),
        ("24 February 1985", "1985-02-24", "24 February 1985"),
        ("about 1985", "1985~", "about 1985"),
        ("c. March 1985", "1985-03~", "about March 1985"),
        ("1985-02-24", "1985-02-24", "24 February 1985"),
        ("1985~", "1985~", "about 1985"),
    ],
)
def test_what_is_typed_is_kept_in_one_way_and_read_back(typed, kept, words):
    assert read(typed) == kept
    assert shown(kept) == words
    assert read(words) == kept


@pytest.mark.parametrize(
    "typed", ["", "last year", "30 February 1985", "ma 1985", "1850", "85", "24 2 1985", "١٩٨٥", "1985-13"]
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(NotADate, match="like 1985, February 1985 or 24 February 1985"):
        read(typed)


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [("1986", "1985-02", True), ("1985-02", "1985", False), ("1985-03", "1985-02-24", True), ("1985~", "1985", False)],
)
def test_one_starts_after_the_other_only_when_that_is_certain(one, other, after):
    assert starts_after(one, other) is after


def test_a_date_of_birth_is_exact_or_approximate():
    assert [birth(text) for text in ("1985-02-24", "1985", "February 1985")] == ["1985-02-24", "1985~", "1985-02~"]
    with pytest.raises(NotAnIdentifier, match="^Date of birth must be"):
        birth("unknown")


@pytest.mark.parametrize(("text", "kept"), [("a1234bc", "A1234BC"), (" A 1234 BC ", "A1234BC")])
def test_a_prison_number_is_a_letter_four_digits_and_two_letters(text, kept):
    assert prison_number(text) == kept


@pytest.mark.parametrize("text", ["A1234B", "1234BCD", "A12345C", "AA1234BC", "A1234BC1"])
def test_a_prison_number_that_cannot_be_right_is_refused(text):
    with pytest.raises(NotAnIdentifier, match="a letter, 4 digits and 2 letters, like A1234BC"):
        prison_number(text)
