"""After a merger the people of the agency that took over answer what was asked of the other."""

import pytest

from agencies import directory, joining, succession
from agencies.models import AgencyKind, Duty, Membership
from agencies.role_names import Role
from agencies.roles import who_act_for
from cases import withdrawing
from cases.models import AgencyRequest
from panelportal.kit import access, clock
from panelportal.kit.access import Can
from panels import acting, representation
from tests.factories import cases as case_makers
from tests.factories import findings, panels

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(cast):
    """Return what the police were asked, once they are a part of a greater force with people of its own."""
    part = findings.part(cast)
    _merge(cast)
    return AgencyRequest.objects.for_page().get(pk=part.pk)


def _merge(cast, **given):
    force = directory.add_agency(
        name="Greater Northshire Police", kind=AgencyKind.objects.get(pk="police"), by=cast.lead
    )
    cast.newcomer = joining.add_member(
        email="nia@greater.example.org", name="Nia Newcomer", agency=force, role=Role.SPOC, by=cast.lead
    ).user
    joining.accept_terms(cast.newcomer, by=cast.newcomer)
    return succession.merge(cast.police_force, into=force, on=clock.today(), by=cast.lead, **given)


def test_the_people_of_the_new_agency_open_and_answer_the_open_request(cast, client_of, merged):
    client = client_of(cast.newcomer)

    opened = client.get(f"/requests/{merged.reference}/")
    work = client.get("/").content.decode()
    findings.replied(merged, by=cast.newcomer)

    merged.refresh_from_db()
    assert opened.status_code == 200
    assert merged.reference in work
    assert (merged.agency, str(merged.status)) == (cast.police_force, "submitted")
    assert not Duty.objects.open().filter(about=merged.reference).exists()


def test_those_who_did_not_go_along_see_nothing_any_more(cast, client_of, merged):
    for person in (cast.police, cast.police_deputy):
        client = client_of(person)
        assert client.get(f"/requests/{merged.reference}/").status_code == 404
        assert merged.reference not in client.get("/").content.decode()


def test_withdrawing_the_request_takes_it_from_the_new_agency(cast, client_of, merged):
    assert access.may(cast.newcomer, Can.ANSWER, merged)

    withdrawing.withdraw_request(merged, because="Asked by mistake.", by=cast.inspector)

    access.forget(cast.newcomer)
    assert not access.may(cast.newcomer, Can.READ, merged)
    assert not Duty.objects.open().filter(about=merged.reference, kind="answer-request").exists()


def test_a_representative_named_for_the_old_agency_joins_the_new_one_and_may_sit_for_both(cast):
    case = panels.replied_case(cast)
    force = _merge(cast, people=Membership.objects.live().filter(user=cast.police))
    panel = panels.draft_panel(cast, cases=[case])

    candidates = {(one.user.name, one.agency.name) for one in representation.candidates_for(panel)}

    assert ("Priya Police", force.name) in candidates
    assert ("Nia Newcomer", force.name) in candidates
    assert [agency.name for agency in acting.owners_for(panel)][0] == force.name
    assert cast.police_force not in acting.owners_for(panel)


def test_a_draft_that_waits_for_the_old_agency_reaches_the_people_of_the_new_one(cast):
    case = case_makers.flagged_case(cast, agencies=[cast.police_force])
    draft = case.requests.get()
    _merge(cast)

    assert [person.name for person in who_act_for(draft.agency)] == ["Nia Newcomer"]
