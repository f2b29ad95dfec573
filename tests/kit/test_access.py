from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied
from django.http import Http404

from agencies import declaring, joining, leaving, roles
from agencies.models import Membership, User
from agencies.role_names import Role
from cases.models import AgencyRequest, Case
from panelportal.kit import access, clock, trail
from panelportal.kit.access import Can
from tests.kit.guarded import add_case, add_request

pytestmark = pytest.mark.django_db

BY_ROLE = {
    "inspector": {"read", "edit"},
    "other_inspector": {"read", "edit"},
    "lead": {"read", "edit"},
    "other_lead": {"read", "edit"},
    "coordinator": {"read"},
}


@pytest.fixture
def case(db):
    return add_case("MAC-2026-001")


@pytest.fixture
def request_(cast, case):
    return add_request(case, cast.police_force)


def _give(can, obj, to, until=None):
    with trail.one_transaction():
        access.grant(can, obj, to=to, by=None, because="the request was sent", until=until)


def _as_next_request(person):
    return User.objects.get(pk=person.pk)


def _map(cast, obj):
    """What everybody in the cast may do to an object, by their name in it; those who may nothing are left out."""
    people = {name: person for name, person in vars(cast).items() if isinstance(person, User)}
    found = {
        name: {can for can, _ in obj._meta.permissions if access.may(_as_next_request(person), can, obj)}
        for name, person in people.items()
    }
    return {name: held for name, held in found.items() if held}


def test_a_role_opens_what_the_model_says_and_other_roles_open_nothing(cast, request_):
    assert _map(cast, request_) == BY_ROLE


def test_a_grant_to_an_agency_reaches_its_spoc_and_deputy_and_nobody_else(cast, request_):
    joining.add_member(email="rae@example.org", name="Rae", agency=cast.police_force, role=Role.REPRESENTATIVE, by=None)
    cast.representative = User.objects.get(email="rae@example.org")
    add_request(request_.case, cast.trust)

    _give(Can.READ, request_, cast.police_force.group)
    _give(Can.ANSWER, request_, cast.police_force.group)

    assert _map(cast, request_) == BY_ROLE | {"police": {"read", "answer"}, "police_deputy": {"read", "answer"}}


def test_a_grant_to_a_person_reaches_that_person_only(cast, request_):
    _give(Can.READ, request_, cast.attendee)

    assert _map(cast, request_) == BY_ROLE | {"attendee": {"read"}}


def test_a_grant_opens_one_object_only(cast, request_):
    other = add_request(request_.case, cast.trust)

    _give(Can.READ, request_, cast.police_force.group)

    assert list(access.visible(AgencyRequest.objects.all(), cast.police, Can.READ)) == [request_]
    assert _map(cast, other) == BY_ROLE


def test_a_grant_ends_at_its_date(cast, request_):
    now = clock.now()
    _give(Can.READ, request_, cast.police_force.group, until=now + timedelta(days=1))
    _give(Can.READ, request_, cast.attendee, until=now + timedelta(days=1))

    with clock.at(now + timedelta(hours=23)):
        before = _map(cast, request_)
    with clock.at(now + timedelta(days=1)):
        after = _map(cast, request_)

    assert before == BY_ROLE | {"police": {"read"}, "police_deputy": {"read"}, "attendee": {"read"}}
    assert after == BY_ROLE


def test_access_ends_with_the_membership_at_the_next_request(cast, request_):
    _give(Can.READ, request_, cast.police_force.group)
    held = Membership.objects.get(user=cast.police)

    leaving.end_membership(held, by=cast.lead)

    assert _map(cast, request_) == BY_ROLE | {"police_deputy": {"read"}}


def test_a_role_of_the_inspectorate_held_elsewhere_opens_nothing(cast, request_):
    Membership.objects.create(user=cast.police, agency=cast.police_force, role=Role.LEAD)

    assert _map(cast, request_) == BY_ROLE


def test_a_permission_given_by_hand_opens_nothing(cast, request_):
    read = Permission.objects.get(content_type__app_label="cases", content_type__model="agencyrequest", codename="read")

    cast.police_force.group.permissions.add(read)

    assert _map(cast, request_) == BY_ROLE
    assert not hasattr(User, "user_permissions")
    assert not hasattr(User, "groups")
    assert not hasattr(User, "is_superuser")


def test_each_migrate_takes_from_a_role_what_no_model_opens_to_it(cast, request_):
    read = Permission.objects.get(content_type__app_label="cases", content_type__model="agencyrequest", codename="read")
    Group.objects.get(name="role:spoc").permissions.add(read)

    roles.open_models_to_roles()

    assert _map(cast, request_) == BY_ROLE


@pytest.mark.parametrize("scope", ["MAC-2026-001", "SFO-2026-0412"])
def test_a_conflict_takes_what_role_and_grants_give(cast, request_, scope, review_of):
    review_of(request_.case, "SFO-2026-0412")
    elsewhere = add_request(add_case("MAC-2026-002"), cast.police_force)
    for one in (request_, elsewhere):
        _give(Can.READ, one, cast.police_force.group)
        _give(Can.READ, one, cast.attendee)

    for person in (cast.lead, cast.police, cast.attendee):
        declaring.declare_conflict(person, scope=scope, by=person)

    granted = {"police_deputy": {"read"}}
    assert _map(cast, request_) == {n: held for n, held in BY_ROLE.items() if n != "lead"} | granted
    assert _map(cast, elsewhere) == BY_ROLE | granted | {"police": {"read"}, "attendee": {"read"}}


@pytest.mark.parametrize("person", [AnonymousUser(), User(pk=1, is_active=False)])
def test_who_is_not_signed_in_or_switched_off_sees_nothing(request_, person):
    assert list(access.visible(AgencyRequest.objects.all(), person, Can.READ)) == []


def test_a_person_who_is_switched_off_sees_nothing_of_what_they_held(cast, request_):
    User.objects.filter(pk=cast.lead.pk).update(is_active=False)

    assert _map(cast, request_) == {n: held for n, held in BY_ROLE.items() if n != "lead"}


def test_a_permission_that_the_model_does_not_know_is_refused(cast, request_):
    for ask in (
        lambda: access.visible(AgencyRequest.objects.all(), cast.police, "raed"),
        lambda: access.may(cast.police, Can.CONVENE, request_),
        lambda: access.may(cast.police, Can.CONVENE, AgencyRequest),
        lambda: _give(Can.CONVENE, request_, cast.police),
    ):
        with pytest.raises(access.UnknownGrant):
            ask()


def test_a_model_without_grant_tables_takes_no_grant_and_opens_to_roles_only(cast, case):
    with pytest.raises(access.UnknownGrant):
        _give(Can.READ, case, cast.police)

    assert {name for name, held in _map(cast, case).items() if "read" in held} == set(BY_ROLE)


def test_what_is_absent_and_what_is_forbidden_answer_alike(cast, request_):
    def refusal(person, reference):
        with pytest.raises(Http404) as refused:
            access.fetch(AgencyRequest.objects.all(), person, Can.READ, reference=reference)
        return str(refused.value), refused.value.__cause__

    forbidden = refusal(cast.housing, request_.reference)
    absent = refusal(cast.housing, "REQ-2026-9999")

    assert forbidden == absent
    assert access.fetch(AgencyRequest.objects.all(), cast.lead, Can.READ, reference=request_.reference) == request_


def test_requiring_what_a_person_may_not_do_is_refused(cast, request_):
    _give(Can.ANSWER, request_, cast.police_force.group)

    access.require(cast.police, Can.ANSWER, request_)
    access.require(cast.inspector, Can.SEND, Case)

    with pytest.raises(PermissionDenied):
        access.require(cast.housing, Can.ANSWER, request_)
    with pytest.raises(PermissionDenied):
        access.require(cast.coordinator, Can.SEND, Case)


@pytest.mark.parametrize(("few", "subqueries"), [(3, 0), (2, 2)])
def test_many_grants_are_asked_for_otherwise_with_the_same_answer(cast, case, monkeypatch, few, subqueries):
    monkeypatch.setattr(access.asking, "FEW", few)
    requests = [add_request(case, agency) for agency in (cast.police_force, cast.trust, cast.jail, cast.landlord)]
    _give(Can.READ, requests[0], cast.police_force.group)
    _give(Can.READ, requests[1], cast.police)
    _give(Can.READ, requests[2], cast.police)

    seen = access.visible(AgencyRequest.objects.order_by("pk"), cast.police, Can.READ)

    assert list(seen) == requests[:3]
    assert str(seen.query).count("SELECT") == 1 + subqueries


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_few_queries_whatever_its_length(cast, case, django_assert_num_queries, rows):
    for agency in (cast.police_force, cast.trust, cast.jail)[:rows]:
        _give(Can.READ, add_request(case, agency), cast.police)
    through_grants, through_role = _as_next_request(cast.police), _as_next_request(cast.lead)

    def ask(person):
        return len(access.visible(AgencyRequest.objects.all(), person, Can.READ))

    with django_assert_num_queries(5):  # memberships, role permissions, conflicts; grants; requests
        assert ask(through_grants) == rows
    with django_assert_num_queries(2):  # who they are is asked once for each request's user
        assert ask(through_grants) == rows
    with django_assert_num_queries(4):  # a role asks for no grants
        assert ask(through_role) == rows
