"""What one agency may see: suggested by kind, chosen by an inspector, the same in preview and after sending."""

import pytest

from cases import disclosing, requesting
from cases.models import Disclosure, Kind, RequestStatus
from cases.refusals import AlreadyAnswered, NotInThisCase
from tests.factories.cases import described_case, request_to, sent_case


def kinds_of(request):
    return {Kind(one.kind) for one in request.disclosures.last().particulars.all()}


def test_the_nhs_number_is_suggested_to_health_bodies_only(cast):
    case = described_case(cast, agencies=[cast.police_force, cast.trust, cast.jail, cast.landlord])

    disclosing.choose_suggested(case, by=cast.inspector)

    common = {Kind.NAME, Kind.OTHER_NAMES, Kind.DATE_OF_BIRTH, Kind.SUMMARY, Kind.OFFENCE_PERIOD}
    assert kinds_of(request_to(case, cast.trust)) == common | {Kind.NHS_NUMBER, Kind.ADDRESS}
    assert kinds_of(request_to(case, cast.police_force)) == common | {Kind.PNC, Kind.PRISON_NUMBER, Kind.ADDRESS}
    assert kinds_of(request_to(case, cast.jail)) == common | {Kind.CRN, Kind.PRISON_NUMBER}
    assert kinds_of(request_to(case, cast.landlord)) == common | {Kind.ADDRESS}


def test_suggestions_leave_alone_what_an_inspector_has_chosen(cast):
    case = described_case(cast)
    police = request_to(case, cast.police_force)
    disclosing.choose(police, particulars=case.particulars.current().filter(kind=Kind.NAME), by=cast.inspector)

    chosen = disclosing.choose_suggested(case, by=cast.inspector)

    assert kinds_of(police) == {Kind.NAME}
    assert {one.agency for one in chosen} == {cast.trust, cast.jail}


def test_an_agency_sees_exactly_what_was_chosen(cast):
    case = described_case(cast)
    police = request_to(case, cast.police_force)
    chosen = case.particulars.current().filter(kind__in=[Kind.NAME, Kind.DATE_OF_BIRTH, Kind.SUMMARY])

    disclosing.choose(police, particulars=chosen, by=cast.inspector)

    shown = disclosing.shown(police)
    assert shown.identifiers == [("Name", "Jordan Marker-Name"), ("Date of birth", "24 February 1985")]
    assert [label for label, _ in shown.facts] == ["What we can tell agencies about the case"]
    assert "Marker-Reason" not in str(shown)


def test_what_is_shown_before_sending_is_what_is_shown_after(cast):
    case = described_case(cast)
    disclosing.choose_suggested(case, by=cast.inspector)
    before = {one.agency: disclosing.to_be_shown(one) for one in case.requests.all()}

    requesting.send_requests(case, by=cast.inspector)

    assert {one.agency: disclosing.shown(one) for one in case.requests.all()} == before


def test_sending_fixes_the_digest_of_what_is_shown(cast):
    case = sent_case(cast)

    for request in case.requests.all():
        disclosure = request.disclosures.get()
        assert disclosure.digest == disclosing.digest_of(disclosing.shown(request))
    assert len({one.digest for one in Disclosure.objects.all()}) == 3  # each kind of agency sees something else


def test_particulars_of_another_case_or_an_old_version_are_refused(cast):
    case, other = described_case(cast), described_case(cast)

    with pytest.raises(NotInThisCase):
        disclosing.choose(
            request_to(case, cast.police_force), particulars=other.particulars.current(), by=cast.inspector
        )


def test_nothing_is_chosen_after_the_reply(cast):
    case = sent_case(cast)
    police = request_to(case, cast.police_force)
    requesting.mark_submitted(police, outcome_status=RequestStatus.NOT_KNOWN, by=cast.police)

    with pytest.raises(AlreadyAnswered):
        disclosing.choose(police, particulars=case.particulars.current(), by=cast.inspector)


def test_the_agency_ticks_only_identifiers_that_it_was_shown(cast):
    case = sent_case(cast)

    ticked = {one.kind for one in disclosing.disclosed(request_to(case, cast.trust))}

    assert ticked == {"name", "other-names", "date-of-birth", "nhs-number", "address"}
