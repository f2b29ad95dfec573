"""What identifies the person: versions, two editors, numbers that cannot be right."""

from datetime import date

import pytest

from cases import disclosing, requesting
from cases.identifiers import NotAnIdentifier
from cases.models import Kind, Particulars
from cases.particulars import put_particulars, values_of
from panelportal.kit.models import TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from tests.factories.cases import chosen_case, described_case, flagged_case, request_to


def test_a_change_makes_a_new_version_and_keeps_the_old(cast):
    case = described_case(cast, values={Kind.NAME: "First", Kind.CRN: "X123456"})

    put_particulars(case, values={Kind.NAME: "Second", Kind.CRN: "X123456"}, by=cast.lead)

    versions = Particulars.objects.filter(case=case, kind=Kind.NAME).order_by("version")
    assert [(one.version, one.value, one.is_current, one.added_by) for one in versions] == [
        (1, "First", False, cast.inspector),
        (2, "Second", True, cast.lead),
    ]
    assert Particulars.objects.filter(case=case, kind=Kind.CRN).count() == 1


def test_an_empty_text_takes_a_kind_away(cast):
    case = described_case(cast, values={Kind.NAME: "First", Kind.ADDRESS: "Old road"})

    put_particulars(case, values={Kind.ADDRESS: " "}, by=cast.inspector)

    assert values_of(case) == {Kind.NAME: "First"}


def test_dates_and_numbers_are_kept_in_one_way(cast):
    case = flagged_case(cast)

    put_particulars(
        case,
        values={
            Kind.DATE_OF_BIRTH: date(1985, 2, 4),
            Kind.NHS_NUMBER: "9434765919",
            Kind.CRN: "x123456",
            Kind.PNC: "2003/11985x",
        },
        by=cast.inspector,
    )

    assert [one.shown for one in case.particulars.current().in_order()] == [
        "4 February 1985",
        "2003/0011985X",
        "X123456",
        "943 476 5919",
    ]


def test_a_number_that_cannot_be_right_saves_nothing(cast):
    case = flagged_case(cast)

    with pytest.raises(NotAnIdentifier):
        put_particulars(case, values={Kind.NAME: "First", Kind.NHS_NUMBER: "943 476 5918"}, by=cast.inspector)

    assert values_of(case) == {}


def test_the_second_of_two_editors_is_told(cast):
    case = flagged_case(cast)
    put_particulars(case, values={Kind.NAME: "First"}, seen=0, by=cast.inspector)

    with pytest.raises(ChangedMeanwhile):
        put_particulars(case, values={Kind.NAME: "Second"}, seen=0, by=cast.lead)

    assert values_of(case) == {Kind.NAME: "First"}


def test_what_is_chosen_but_not_sent_follows_the_new_version(cast):
    case = chosen_case(cast)

    put_particulars(case, values={Kind.NAME: "Corrected", Kind.ADDRESS: ""}, by=cast.inspector)

    shown = dict(disclosing.to_be_shown(request_to(case, cast.police_force)).identifiers)
    assert shown["Name"] == "Corrected"
    assert "Address" not in shown


def test_what_was_sent_stays_as_it_was(cast):
    case = chosen_case(cast)
    requesting.send_requests(case, by=cast.inspector)
    before = disclosing.shown(request_to(case, cast.police_force))

    put_particulars(case, values={Kind.NAME: "Corrected", Kind.ADDRESS: ""}, by=cast.inspector)

    assert disclosing.shown(request_to(case, cast.police_force)) == before


def test_the_trail_tells_which_kinds_and_no_value(cast):
    described_case(cast, values={Kind.NAME: "Marker-Name", Kind.CRN: "X123456"})

    entry = TrailEntry.objects.get(act="particulars changed")
    assert entry.facts == {"kinds": ["name", "crn"], "version": 1}
