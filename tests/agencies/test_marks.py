"""What a mark says, and whose agency it leads to."""

import pytest

from agencies import marks


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("role-7", 7),
        ("agency-7", None),
        ("role-", None),
        ("role-x", None),
        ("role-7-7", None),
        ("role-" + "9" * 20, None),
        ("role-\u0667", None),
        ("REQ-2026-0001", None),
        ("", None),
    ],
)
def test_the_number_is_read_from_a_mark_of_its_kind_only(text, number):
    assert marks.number_in(text, marks.ROLE) == number


def test_a_mark_is_read_as_it_was_made():
    assert marks.number_in(marks.mark(marks.PERSON, 12), marks.PERSON) == 12


def test_where_nothing_is_marked_nothing_is_asked(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert marks.agencies_in(["REQ-2026-0001", "person-3"]) == {}


def test_a_role_and_an_agency_lead_to_a_name_in_one_query(cast, django_assert_num_queries):
    role, agency = f"role-{cast.prison.memberships.get().pk}", f"agency-{cast.trust.pk}"

    with django_assert_num_queries(1):
        found = marks.agencies_in([role, agency, "agency-0"])

    assert found == {role: "HMP Northmoor", agency: "Northshire Mental Health Trust"}
