"""Several names and addresses: each a row of its own, edited in its place, with the time when it was theirs."""

import pytest
from django.urls import reverse

from cases import disclosing
from cases.models import Kind
from cases.particulars import Value, put_particulars, values_of
from tests.cases.pages import seen_on, text_of
from tests.factories.cases import described_case, flagged_case, request_to

ALIASES = ["Jo Alias", "Jay Alias"]
ADDRESSES = [Value("1 First Road", "2020", "March 2023"), Value("2 Second Road", "March 2023")]


def known(case, kind):
    rows = case.particulars.current().filter(kind=kind).order_by("place")
    return [(one.place, one.version, one.value) for one in rows]


def test_each_alias_is_a_row_and_an_edited_one_keeps_its_place(cast):
    case = described_case(cast, values={Kind.NAME: "Name", Kind.OTHER_NAMES: ALIASES})

    put_particulars(case, values={Kind.OTHER_NAMES: ["Joe Alias", "Jay Alias", "Third"]}, by=cast.inspector)

    assert known(case, Kind.OTHER_NAMES) == [(1, 2, "Joe Alias"), (2, 1, "Jay Alias"), (3, 1, "Third")]


def test_the_same_again_changes_nothing(cast):
    case = described_case(cast, values={Kind.OTHER_NAMES: ALIASES, Kind.ADDRESS: ADDRESSES})

    again = put_particulars(case, values={Kind.OTHER_NAMES: ALIASES, Kind.ADDRESS: ADDRESSES}, by=cast.inspector)

    assert again.particulars_version == case.particulars_version


def test_an_agency_sees_several_of_a_kind_under_one_label_with_their_time(cast):
    case = described_case(cast, values={Kind.NAME: "Name", Kind.OTHER_NAMES: ALIASES, Kind.ADDRESS: ADDRESSES})
    police = request_to(case, cast.police_force)
    disclosing.choose(police, particulars=case.particulars.current(), by=cast.inspector)

    shown = dict(disclosing.to_be_shown(police).identifiers)

    assert shown["Other names"] == "Jo Alias\n\nJay Alias"
    assert shown["Address"] == "1 First Road\n(from 2020 to March 2023)\n\n2 Second Road\n(from March 2023)"


def test_what_is_added_later_is_not_shown_until_it_is_chosen(cast):
    case = described_case(cast, values={Kind.NAME: "Name", Kind.OTHER_NAMES: ALIASES[:1]})
    disclosing.choose_suggested(case, by=cast.inspector)

    put_particulars(case, values={Kind.OTHER_NAMES: ALIASES}, by=cast.inspector)

    assert dict(disclosing.to_be_shown(request_to(case, cast.police_force)).identifiers)["Other names"] == "Jo Alias"


def test_the_page_takes_several_and_gives_room_for_more(cast, client_of):
    case = flagged_case(cast)
    url, client = reverse("cases:particulars", args=[case.reference]), client_of(cast.inspector)
    typed = {
        "name": "Jordan Example",
        "other_names": "Jo Alias\r\nJay Alias\r\n",
        "about_born": "about February 1985",
        "prison_number": "a1234bc",
        "address_1": "1 First Road\r\nNorthshire",
        "address_1_since": "2020",
        "address_1_until": "March 2023",
        "address_3": "3 Third Road",
        "version": "0",
    }

    saved = client.post(url, typed)
    page = text_of(client.get(url))

    assert saved.status_code == 302
    assert values_of(case) == {
        Kind.NAME: "Jordan Example",
        Kind.OTHER_NAMES: [Value("Jo Alias"), Value("Jay Alias")],
        Kind.DATE_OF_BIRTH: "1985-02~",
        Kind.PRISON_NUMBER: "A1234BC",
        Kind.ADDRESS: [Value("1 First Road\nNorthshire", "2020", "2023-03"), Value("3 Third Road")],
    }
    assert 'value="March 2023"' in page
    assert 'value="February 1985"' in page
    assert 'name="address_4"' in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"about_born": "long ago"}, "Roughly when born must be a year"),
        ({"about_born": "24 February 1985"}, "Enter a whole date under"),
        (
            {"about_born": "1985", "date_of_birth_day": "1", "date_of_birth_month": "2", "date_of_birth_year": "1985"},
            "not both",
        ),
        ({"address_1_since": "2020"}, "Enter address 1, or clear its dates"),
        ({"address_1": "Road", "address_1_since": "2024", "address_1_until": "2023"}, "must not be earlier than from"),
        ({"address_1": "Road", "address_1_since": "2190"}, "Address 1: from must be in the past"),
        ({"prison_number": "12345"}, "Prison number must be a letter, 4 digits and 2 letters, like A1234BC"),
    ],
)
def test_what_cannot_be_right_is_said_in_plain_words(cast, client_of, typed, message):
    case = flagged_case(cast)

    page = client_of(cast.inspector).post(
        reverse("cases:particulars", args=[case.reference]), {"name": "Jordan", "version": "0"} | typed
    )

    assert page.status_code == 200
    assert message in text_of(page)
    assert values_of(case) == {}


def test_each_tick_says_why_it_is_suggested_or_not(cast, client_of):
    case = described_case(cast)
    url = reverse("cases:agency", args=[case.reference, cast.police_force.slug])

    page = text_of(client_of(cast.inspector).get(url))

    assert "2003/0011985X. Suggested: the police search by it." in page
    assert "943 476 5919. Not suggested: it is for health bodies only, the ambulance service among them." in page


def test_showing_more_than_is_suggested_stands_above_the_preview(cast, client_of):
    case = described_case(cast)
    police = request_to(case, cast.police_force)
    client = client_of(cast.inspector)
    url = reverse("cases:agency", args=[case.reference, cast.police_force.slug])
    ticks = [one.pk for one in case.particulars.current()]
    typed = {"why_asked": "Because.", "particulars": ticks, "seen": disclosing.mark_of(police)}

    preview = text_of(client.post(url, typed, follow=True))

    assert "more than is suggested for its kind: case reference number (CRN) and NHS number" in preview


def test_details_that_changed_while_the_page_was_open_are_shown_as_they_stand(cast, client_of):
    case = described_case(cast)
    url = reverse("cases:agency", args=[case.reference, cast.police_force.slug])
    client = client_of(cast.inspector)
    page = text_of(client.get(url))
    ticks = [one.pk for one in case.particulars.current()]
    put_particulars(case, values={Kind.NAME: "Corrected meanwhile"}, by=cast.lead)

    told = client.post(url, {"why_asked": "Typed.", "particulars": ticks, "seen": seen_on(page)})

    assert "changed since you opened this page" in text_of(told)
    assert "Corrected meanwhile" in text_of(told)
    assert "Typed." in text_of(told)
    assert not request_to(case, cast.police_force).disclosures.exists()
