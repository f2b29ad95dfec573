from datetime import timedelta

import pytest

from agencies import duties, joining, leaving, proving
from agencies.models import Duty, Membership
from agencies.role_names import Role
from agencies.your_work import work_of
from cases.models import AgencyRequest
from panelportal.kit import access, clock, trail
from panelportal.kit.access import Can
from panelportal.kit.models import TrailEntry
from tests.kit.guarded import add_case, add_request

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    words = {"title": "Do: {about}", "waiting": "Doing: {about}", "done": "Done: {about}"}
    monkeypatch.setitem(duties._kinds, "task", duties.Kind("task", url_name="agencies:agency", **words))


def _end(person, agency=None, by=None):
    held = Membership.objects.filter(user=person, **({"agency": agency} if agency else {}))
    return leaving.end_membership(held.get(), by=by or person)


def _task(about, person, agency, role=""):
    return duties.open_duty("task", about=about, agency=agency, person=person, role=role, by=person)


def _to_do(person):
    return [duty.about for duty in work_of(person).to_do]


def test_a_role_ends_today_with_who_ended_it(cast):
    ended = _end(cast.police, by=cast.lead)

    assert (ended.ends_on, ended.ended_by, ended.is_live) == (clock.today(), cast.lead, False)
    entry = TrailEntry.objects.get(act="member left")
    assert (entry.about, entry.facts) == (
        "northshire-police",
        {"person": f"person:{cast.police.pk}", "role": "spoc"},
    )


def test_a_role_is_ended_once(cast):
    _end(cast.police, by=cast.lead)
    with clock.at(clock.now() + timedelta(days=3)):
        _end(cast.police, by=cast.other_lead)

    held = Membership.objects.get(user=cast.police)
    assert (held.ends_on, held.ended_by) == (clock.today(), cast.lead)
    assert TrailEntry.objects.filter(act="member left").count() == 1


def test_a_role_that_has_not_begun_can_be_ended(cast):
    tomorrow = clock.today() + timedelta(days=1)
    Membership.objects.filter(user=cast.police).update(starts_on=tomorrow)

    ended = _end(cast.police, by=cast.lead)

    with clock.at(clock.now() + timedelta(days=2)):
        assert (ended.ends_on, ended.is_live) == (tomorrow, False)


def test_a_page_that_is_open_closes_with_the_role(cast, client_of):
    client = client_of(cast.inspector)
    before = client.get("/directory/").status_code

    _end(cast.inspector, by=cast.lead)

    assert (before, client.get("/directory/").status_code) == (200, 403)


def test_personal_access_goes_with_the_last_role_and_not_before(cast):
    joining.add_member(email=cast.police.email, name="", agency=cast.charity, role=Role.ATTENDEE, by=None)
    request = add_request(add_case("MAC-2026-001"), cast.police_force)
    with trail.one_transaction():
        access.grant(Can.READ, request, to=cast.police, by=None, because="asked to")

    def seen():
        access.forget(cast.police)
        return list(access.visible(AgencyRequest.objects.all(), cast.police, Can.READ))

    _end(cast.police, cast.police_force, by=cast.lead)
    with_another_role = seen()
    _end(cast.police, cast.charity, by=cast.lead)

    assert (with_another_role, seen()) == ([request], [])
    assert request.user_grants.count() == 0


def test_access_held_for_an_agency_goes_with_the_role_there_whatever_other_roles_remain(cast):
    joining.add_member(email=cast.police.email, name="", agency=cast.charity, role=Role.ATTENDEE, by=None)
    ours, theirs = (add_request(add_case(f"MAC-2026-00{n}"), cast.police_force) for n in (1, 2))
    with trail.one_transaction():
        access.grant(Can.READ, ours, to=cast.police, for_group=cast.police_force.group, by=None, because="asked to")
        access.grant(Can.READ, theirs, to=cast.police, for_group=cast.charity.group, by=None, because="asked to")

    _end(cast.police, cast.police_force, by=cast.lead)

    assert list(access.visible(AgencyRequest.objects.all(), cast.police, Can.READ)) == [theirs]


def test_access_held_for_an_agency_ends_on_the_day_on_which_the_role_ends_by_itself(cast):
    joining.add_member(email=cast.police.email, name="", agency=cast.charity, role=Role.ATTENDEE, by=None)
    request = add_request(add_case("MAC-2026-001"), cast.trust)
    with trail.one_transaction():
        access.grant(Can.READ, request, to=cast.police, for_group=cast.police_force.group, by=None, because="asked to")
    before = access.may(cast.police, Can.READ, request)

    Membership.objects.filter(user=cast.police, agency=cast.police_force).update(ends_on=clock.today())
    access.forget(cast.police)

    assert (before, access.may(cast.police, Can.READ, request)) == (True, False)
    assert access.why(cast.police, request, Can.READ) == ""
    assert cast.police not in [way.person for way in proving.who_may(request, Can.READ)]


def test_duties_go_to_who_else_acts_for_the_agency(cast):
    _task("REQ-2026-0001", cast.police, cast.police_force)
    _task("REQ-2026-0002", cast.police, cast.trust)

    _end(cast.police, by=cast.lead)

    assert (_to_do(cast.police_deputy), _to_do(cast.housing)) == (["REQ-2026-0001"], [])
    assert Duty.objects.get(about="REQ-2026-0002").person == cast.police
    steps = [(step.what, step.taken_by) for step in Duty.objects.get(about="REQ-2026-0001").steps.all()]
    assert steps == [("opened", cast.police), ("handed on: its holder left", cast.lead)]


def test_duties_at_the_inspectorate_go_to_those_of_the_same_role(cast):
    _task("SFO-2026-0001", cast.inspector, cast.inspectorate)
    _task("SFO-2026-0002", cast.coordinator, cast.inspectorate)

    for person in (cast.inspector, cast.coordinator):
        _end(person, by=cast.lead)

    held = {duty.about: (duty.person, duty.role) for duty in Duty.objects.all()}
    assert held == {"SFO-2026-0001": (None, "inspector"), "SFO-2026-0002": (None, "coordinator")}
    assert (_to_do(cast.other_inspector), _to_do(cast.lead)) == (["SFO-2026-0001"], [])


def test_all_who_had_the_same_to_do_may_leave_and_it_stays_to_be_done_once(cast):
    for person in (cast.police, cast.police_deputy):
        _task("MLP-2026-01", person, cast.police_force)
    newcomer = joining.add_member(
        email="nia@example.org", name="Nia New", agency=cast.police_force, role=Role.SPOC, by=None
    ).user

    for person in (cast.police, cast.police_deputy):
        _end(person, by=cast.lead)

    assert _to_do(newcomer) == ["MLP-2026-01"]
    assert sorted(Duty.objects.values_list("how", "person__name")) == [
        ("", None),
        ("handed on: its holder left", "Paul Police"),
    ]


def test_who_keeps_a_role_in_the_agency_keeps_their_duties(cast):
    joining.add_member(email=cast.inspector.email, name="", agency=cast.inspectorate, role=Role.LEAD, by=None)
    _task("SFO-2026-0001", cast.inspector, cast.inspectorate)

    leaving.end_membership(Membership.objects.get(user=cast.inspector, role=Role.INSPECTOR), by=cast.lead)

    assert Duty.objects.get().person == cast.inspector


def test_what_was_done_stays_with_who_did_it(cast):
    _task("REQ-2026-0001", cast.police, cast.police_force)
    duties.settle("task", about="REQ-2026-0001", by=cast.police)

    _end(cast.police, by=cast.lead)

    assert (Duty.objects.get().person, Duty.objects.get().settled_by) == (cast.police, cast.police)
