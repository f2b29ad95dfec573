"""Names and ciphers: what is replaced, what is not, and what looks like a name. Pure: no database."""

import string
import unicodedata
from collections import namedtuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import ciphers
from findings.ciphers import Found, looks_like_names, names_in, replace

Stand = namedtuple("Stand", "cipher names")
GLOSSARY = [
    Stand("GP1", ["Dr Patel", "Patel"]),
    Stand("PC2", ["Ann Smith"]),
    Stand("SW1", ["Ann"]),
    Stand("M1", ["José O'Dea"]),
]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Seen by Dr Patel.", "Seen by GP1."),
        ("Dr. Patel’s letter and PATEL's call", "GP1’s letter and GP1's call"),
        ("dr\u00a0 \n patel", "GP1"),
        ("Patelson, Patelis and dispatel", "Patelson, Patelis and dispatel"),
        ("Patel-Jones, Jones-Patel and O'Patel", "Patel-Jones, Jones-Patel and O'Patel"),
        ("the Patel-led team, ex-Patel and ‘Patel’", "the GP1-led team, ex-GP1 and ‘GP1’"),
        ("Ann Smith met Ann, not Anne, annually", "PC2 met SW1, not Anne, annually"),
        ("José O’Dea", "M1"),
        (unicodedata.normalize("NFD", "José O'Dea"), "M1"),
        ("Jose O'Dea", "Jose O'Dea"),
        ("Patel_1, Patel1", "Patel_1, Patel1"),
        ("", ""),
    ],
)
def test_a_name_is_replaced_as_whole_words_however_it_is_written(written, read):
    assert replace(written, GLOSSARY) == read


@given(st.text(alphabet=string.ascii_letters + " .'’-éß\u0301\n", max_size=80))
def test_a_text_without_names_stays_as_it_is_and_after_replacing_none_is_left(text):
    found = names_in(text, GLOSSARY)
    read = replace(text, GLOSSARY)

    assert (read == text) == (not found)
    assert names_in(read, GLOSSARY) == []


@given(st.text(max_size=40))
def test_no_glossary_changes_nothing(text):
    assert replace(text, []) == text
    assert replace(text, [Stand("GP1", ["", " . "])]) == text


def test_names_are_found_in_their_order_each_spelling_once():
    text = "Ann Smith rang Dr Patel. patel rang Ann Smith."

    assert names_in(text, GLOSSARY) == [Found("Ann Smith", "PC2"), Found("Dr Patel", "GP1"), Found("patel", "GP1")]


def test_characters_with_a_meaning_of_their_own_are_only_characters():
    assert replace("C.J. (Bo) Lee+ met cjx", [Stand("O1", ["C.J. (Bo) Lee+"]), Stand("O2", [".*"])]) == "O1 met cjx"


@pytest.mark.parametrize(("one", "other"), [("Dr. José  O’Dea", "dr josé o'dea"), ("Smith-Jones", "SMITH‑JONES")])
def test_two_ways_of_writing_a_name_are_one(one, other):
    assert ciphers.key_of(one) == ciphers.key_of(other)


def test_the_next_cipher_is_the_first_that_is_free():
    assert ciphers.next_cipher("GP", set()) == "GP1"
    assert ciphers.next_cipher("GP", {"gp1", "GP3", "PC2"}) == "GP2"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr Hale and Dr. A. B. Smith-Jones came.", ["Dr Hale", "Dr. A. B. Smith-Jones"]),
        ("PC O'Brien, Mr McDonald and Mrs de Silva", ["PC O'Brien", "Mr McDonald", "Mrs de Silva"]),
        ("The social worker Jane Dow rang on Monday.", ["worker Jane Dow"]),
        ("Nurse Sam Lee on Monday, Dr Éloise Ünal The", ["Nurse Sam Lee", "Dr Éloise Ünal"]),
        ("He told the nurse. He left. Mr. and Mrs. came", []),
        ("Nurse Practitioner, DS Team, PC CCTV, officer on Monday, Inspector General", []),
        ("Manager In Charge, the GP1 and PC2", []),
        ("the drive was mr nobody", []),
    ],
)
def test_a_title_or_a_job_before_words_with_capitals_looks_like_a_name(text, names):
    assert looks_like_names(text) == names


def test_what_looks_like_a_name_is_told_once():
    assert looks_like_names("Dr Hale rang. Then Dr Hale wrote.") == ["Dr Hale"]
