import pytest

from agencies import declaring, leaving
from agencies.models import User
from agencies.proving import who_may
from panelportal.kit import access
from panelportal.kit.models import ReadEntry
from panelportal.xray.who_can_read import things_of
from panels.models import Panel
from tests.factories import cases, learning, panels, ratings

pytestmark = pytest.mark.django_db


@pytest.fixture
def references(cast):
    """One thing of every kind that the proof is given for, with conflicts declared and people who left."""
    report = learning.issued_report(cast)
    invited = panels.invited_panel(cast, cases=[panels.replied_case(cast)])
    part = cases.sent_request(cast)
    reviewed = ratings.issued_report(cast)
    action = report.panel.actions.get()
    for person, scope in (
        (cast.other_inspector, report.panel.cases.get().reference),
        (cast.police, part.case.reviews.get().reference),
        (cast.attendee, invited.cases.get().reference),
        (cast.auditor, reviewed.reference),
    ):
        declaring.declare_conflict(person, scope=scope, by=person)
    leaving.end_membership(cast.police_deputy.memberships.get(), by=cast.lead)
    User.objects.filter(pk=cast.coordinator.pk).update(is_active=False)
    case = report.panel.cases.get().reference
    return [case, part.reference, invited.reference, report.reference, action.reference, reviewed.reference]


def test_the_proof_names_whom_the_door_lets_in_and_nobody_else(cast, references):
    everybody = User.objects.all()
    compared = 0

    for reference in references:
        for aspect, obj in things_of(reference):
            named = {way.person.pk for way in who_may(obj, aspect.permission) if not way.kept_out}
            let_in = {person.pk for person in everybody if access.may(person, aspect.permission, obj)}
            assert named == let_in, (reference, aspect)
            compared += 1

    assert compared == 15


def test_who_declared_a_conflict_of_interest_is_named_as_kept_out(cast, references, client_of):
    page = client_of(cast.lead).get(f"/who-can-read/{references[0]}/").content.decode()

    assert "Ivor Inspector declared a conflict of interest, and cannot" in page
    assert client_of(cast.other_inspector).get(f"/who-can-read/{references[0]}/").status_code == 404


def test_every_kind_of_thing_has_its_proof_with_letters_and_documents(cast, references, client_of):
    client = client_of(cast.lead)

    pages = {reference: client.get(f"/who-can-read/{reference}/") for reference in references}

    assert {page.status_code for page in pages.values()} == {200}
    assert "Given to the agency" in pages[references[3]].text
    assert "Links that work without signing in" in pages[references[2]].text
    assert "Letters about it" in pages[references[1]].text
    assert ReadEntry.objects.filter(what="who can read this", about=references[1]).count() == 1


def test_it_takes_the_same_queries_for_more_people(cast, client_of, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    part = cases.sent_request(cast)
    client = client_of(cast.lead)
    url = f"/who-can-read/{part.reference}/"
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    with_more_people(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(few) == len(many)


def with_more_people(cast):
    from agencies import joining
    from agencies.role_names import Role

    for number in range(3):
        for agency, role in ((cast.police_force, Role.DEPUTY), (cast.inspectorate, Role.INSPECTOR)):
            email = f"more{number}@{agency.slug}.example.org"
            joining.add_member(email=email, name=f"More {number}", agency=agency, role=role, by=None)


@pytest.mark.parametrize("person", ["police", "health", "reviewer", "attendee", "stranger", "sfo_team"])
def test_nobody_outside_the_inspectorate_gets_a_proof(cast, client_of, person):
    part = cases.sent_request(cast)

    assert client_of(getattr(cast, person)).get(f"/who-can-read/{part.reference}/").status_code == 404


def test_the_foot_of_a_page_leads_to_it_for_the_inspectorate_only(cast, client_of):
    part = cases.sent_request(cast)
    link = f"/who-can-read/{part.reference}/"

    own, agencys = (
        client_of(p).get(f"/requests/{part.reference}/", follow=True).text for p in (cast.lead, cast.police)
    )

    assert link in own
    assert link not in agencys


def test_a_draft_panel_is_read_by_casework_only(cast):
    panel = panels.planned_panel(cast, cases=[panels.replied_case(cast)])
    panel = Panel.objects.get(pk=panel.pk)

    names = {way.person.name for aspect, obj in things_of(panel.reference) for way in who_may(obj, aspect.permission)}

    assert names == {p.name for p in (cast.inspector, cast.other_inspector, cast.lead, cast.other_lead)} | {
        cast.coordinator.name,
        cast.auditor.name,
    }
