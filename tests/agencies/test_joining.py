from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from agencies import joining, roles
from agencies.models import Membership, User
from agencies.role_names import Role
from panelportal.kit import clock
from panelportal.kit.models import Letter, TrailEntry

pytestmark = pytest.mark.django_db

ELSEWHERE = {"spoc", "deputy", "representative", "contributor", "approver", "senior-contact", "attendee"}
HELD_IN = {
    "inspectorate": {"inspector", "lead", "coordinator", "auditor"},
    "sfo_central": {"sfo-team"},
    "region": {"review-team", "senior-contact", "attendee"},
    "police_force": ELSEWHERE,
    "charity": ELSEWHERE,
}


def _join(agency, role=Role.SPOC, *, email="nia@example.org", name="Nia New", by=None):
    return joining.add_member(email=email, name=name, agency=agency, role=role, by=by)


def test_a_newcomer_has_a_role_and_gets_no_mail(cast):
    membership = joining.add_member(
        email=" Nia.New@Example.ORG ",
        name=" Nia New ",
        job_title=" Sergeant ",
        agency=cast.landlord,
        role=Role.DEPUTY,
        by=cast.lead,
    )

    person = User.objects.get(email="nia.new@example.org")
    assert (person.name, person.job_title, person.terms_version) == ("Nia New", "Sergeant", "")
    assert (membership.user, membership.agency, membership.role) == (person, cast.landlord, Role.DEPUTY)
    assert (membership.starts_on, membership.ends_on, membership.added_by) == (clock.today(), None, cast.lead)
    entry = TrailEntry.objects.get(act="member added", about="westvale-housing", actor_label="Leda Lead")
    assert entry.facts == {"person": f"person:{person.pk}", "role": "deputy"}
    assert (mail.outbox, Letter.objects.count()) == ([], 0)


def test_a_person_the_directory_knows_gets_another_role_and_keeps_their_name(cast):
    membership = _join(cast.landlord, Role.DEPUTY, email=cast.police.email.upper(), name="Somebody Else")

    assert membership.user == cast.police
    assert membership.user.name == "Priya Police"
    assert roles.roles_of(cast.police) == {Role.SPOC, Role.DEPUTY}


def test_the_same_role_is_held_once(cast):
    first = _join(cast.landlord)
    acts = TrailEntry.objects.count()

    assert _join(cast.landlord) == first
    assert Membership.objects.filter(user__email="nia@example.org").count() == 1
    assert TrailEntry.objects.count() == acts


def test_who_left_may_join_again_and_the_first_time_stays_known(cast):
    again = _join(cast.police_force, email=cast.left.email)

    first, second = Membership.objects.filter(user=cast.left).order_by("starts_on")
    assert (first.ends_on, second) == (clock.today() - timedelta(days=1), again)
    assert roles.who_act_for(cast.police_force) == [cast.left, cast.police_deputy, cast.police]


def test_each_role_is_held_only_in_agencies_of_its_kind(cast):
    held = {}
    for name in HELD_IN:
        for role in Role:
            try:
                with transaction.atomic():
                    _join(getattr(cast, name), role, email=f"{role}@{name.replace('_', '-')}.example.org")
            except joining.RoleNotHeldThere:
                continue
            held.setdefault(name, set()).add(str(role))

    assert held == HELD_IN


def test_a_refused_role_leaves_nobody_behind(cast):
    with pytest.raises(joining.RoleNotHeldThere):
        _join(cast.police_force, Role.LEAD)

    assert not User.objects.filter(email="nia@example.org").exists()


def test_a_role_of_another_kind_of_agency_is_not_honoured_even_if_a_row_says_so(cast):
    Membership.objects.create(user=cast.police, agency=cast.police_force, role=Role.LEAD)

    assert roles.roles_of(cast.police) == {Role.SPOC}


@pytest.mark.parametrize(
    ("starts", "ends", "live"), [(0, None, True), (1, None, False), (-5, 1, True), (-5, 0, False), (0, 0, False)]
)
def test_a_role_holds_from_its_first_day_until_the_day_before_it_ends(cast, starts, ends, live):
    today = clock.today()
    membership = Membership.objects.create(
        user=cast.stranger,
        agency=cast.landlord,
        role=Role.SPOC,
        starts_on=today + timedelta(days=starts),
        ends_on=None if ends is None else today + timedelta(days=ends),
    )

    assert membership.is_live is live
    assert Membership.objects.live().filter(pk=membership.pk).exists() is live
    assert roles.roles_of(cast.stranger) == ({Role.SPOC} if live else set())


def test_the_database_refuses_a_second_person_of_one_address_and_a_role_that_ends_before_it_starts(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=cast.police.email.upper(), name="Priya Again")
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(user=cast.police).update(ends_on=clock.today() - timedelta(days=1))


def test_the_people_of_a_role_are_named_without_those_who_left_or_are_switched_off(cast):
    User.objects.filter(pk=cast.other_lead.pk).update(is_active=False)

    assert roles.holders(Role.LEAD, agency=cast.inspectorate) == [cast.lead]
    assert roles.who_act_for(cast.police_force) == [cast.police_deputy, cast.police]
    assert roles.who_act_for(cast.region) == [cast.reviewer]
    assert roles.who_act_for(cast.charity) == []


def test_accepting_the_terms_is_recorded_with_their_version(cast):
    before = clock.now()

    joining.accept_terms(cast.stranger, by=cast.stranger)

    cast.stranger.refresh_from_db()
    assert cast.stranger.terms_version == joining.TERMS_VERSION
    assert before <= cast.stranger.terms_accepted_at <= clock.now()
    entry = TrailEntry.objects.get(act="terms accepted", about=f"person:{cast.stranger.pk}")
    assert entry.facts == {"version": joining.TERMS_VERSION}


@pytest.mark.parametrize("wanted", ["//evil.example.com/", "https://evil.example.com/", "home", "0", "a\0"])
def test_the_terms_lead_on_to_a_path_of_the_portal_only(cast, client_of, wanted):
    answer = client_of(cast.stranger).post("/terms/", {"agreed": "on", "next": wanted})

    assert (answer.status_code, answer.url) == (302, "/")
