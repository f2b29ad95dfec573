"""The page of what identifies the person."""

import pytest
from django.urls import reverse

from cases.models import Kind
from cases.particulars import put_particulars, values_of
from panelportal.kit.models import ReadEntry
from tests.cases.pages import text_of
from tests.factories.cases import flagged_case


def typed(**changes):
    return {"name": "Jordan Example", "version": "0"} | changes


def test_particulars_are_saved_and_reading_them_is_recorded(cast, client_of):
    case = flagged_case(cast)
    url, client = reverse("cases:particulars", args=[case.reference]), client_of(cast.inspector)
    birth = {"date_of_birth_day": "24", "date_of_birth_month": "2", "date_of_birth_year": "1985"}

    client.get(url)
    saved = client.post(url, typed(nhs_number="9434765919", **birth))

    assert saved.status_code == 302
    assert values_of(case) == {
        Kind.NAME: "Jordan Example",
        Kind.DATE_OF_BIRTH: "1985-02-24",
        Kind.NHS_NUMBER: "943 476 5919",
    }
    assert ReadEntry.objects.filter(what="particulars read", about=case.reference).count() == 1


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("nhs_number", "943 476 5918", "NHS number has a digit wrong, so check each one"),
        ("nhs_number", "12", "NHS number must have 10 digits"),
        ("crn", "12345", "Case reference number (CRN) must be a letter and 6 digits, like X123456"),
        ("pnc", "2003/0011985Z", "PNC number has a digit or its letter wrong, so check each one"),
        ("name", "", "Enter name"),
    ],
)
def test_numbers_that_cannot_be_right_are_shown_with_a_message(cast, client_of, field, text, message):
    case = flagged_case(cast)

    page = client_of(cast.inspector).post(reverse("cases:particulars", args=[case.reference]), typed(**{field: text}))

    assert page.status_code == 200
    assert message in text_of(page)
    assert values_of(case) == {}


def test_the_second_editor_sees_both_texts_and_decides(cast, client_of):
    case = flagged_case(cast)
    url, client = reverse("cases:particulars", args=[case.reference]), client_of(cast.inspector)
    put_particulars(case, values={Kind.NAME: "Saved by the lead"}, by=cast.lead)

    both = client.post(url, typed(name="Typed by the inspector"))

    assert both.status_code == 200
    assert "Saved by the lead" in text_of(both)
    assert 'value="Typed by the inspector"' in text_of(both)
    assert values_of(case) == {Kind.NAME: "Saved by the lead"}
    assert client.post(url, typed(name="Typed by the inspector", version="1")).status_code == 302
    assert values_of(case) == {Kind.NAME: "Typed by the inspector"}


def test_a_hostile_version_is_refused(cast, client_of):
    case = flagged_case(cast)
    url = reverse("cases:particulars", args=[case.reference])

    codes = [client_of(cast.inspector).post(url, typed(version=text)).status_code for text in ("", "-1", "x", "²")]

    assert codes == [200, 200, 200, 200]
    assert values_of(case) == {}
