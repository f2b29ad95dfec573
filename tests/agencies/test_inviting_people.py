from datetime import timedelta

import pytest
from django.core import mail

from agencies import duties, joining, leaving
from agencies.models import Membership, User
from agencies.role_names import Role
from agencies.your_work import work_of
from panelportal.kit import clock, letters
from panelportal.kit.models import Letter, TrailEntry
from tests.kit.at_once import at_once

pytestmark = pytest.mark.django_db

NIA = {"name": "Nia New", "email": "nia@example.org", "job_title": "", "role": "deputy", "tell": "yes"}


def _add(client, to, **changes):
    return client.post(f"/directory/{to.slug}/people/add/", NIA | changes)


def _newcomer(cast, agency=None, role=Role.DEPUTY):
    return joining.add_member(
        email="nia@example.org", name="Nia New", agency=agency or cast.police_force, role=role, by=cast.police
    )


def test_a_single_point_of_contact_adds_a_colleague_who_gets_the_way_in(cast, client_of):
    answer = _add(client_of(cast.police), cast.police_force)
    letters.deliver_due()

    held = Membership.objects.get(user__email="nia@example.org")
    assert answer.status_code == 302
    assert (held.agency, held.role, held.added_by) == (cast.police_force, "deputy", cast.police)
    [sent] = mail.outbox
    assert sent.to == ["nia@example.org"]
    assert f"http://testserver/acting/{held.pk}/" in sent.body
    assert "Northshire Police" in sent.body


@pytest.mark.parametrize("who", ["police", "health", "attendee", "reviewer", "auditor", "stranger", "left"])
def test_nobody_adds_people_to_the_agency_of_others(cast, client_of, who):
    answer = _add(client_of(getattr(cast, who)), cast.landlord)

    assert answer.status_code == 403
    assert not User.objects.filter(email="nia@example.org").exists()


def test_nobody_gives_a_role_of_the_inspectorate_in_an_agency(cast, client_of):
    answer = _add(client_of(cast.police), cast.police_force, role="lead")

    assert answer.status_code == 200
    assert not User.objects.filter(email="nia@example.org").exists()


def test_fields_that_the_form_does_not_have_change_nothing(cast, client_of):
    _add(client_of(cast.police), cast.police_force, agency=cast.landlord.pk, is_active="", user=cast.lead.pk)

    held = Membership.objects.get(user__email="nia@example.org")
    assert (held.agency, held.user.is_active) == (cast.police_force, True)


@pytest.mark.parametrize("name", ["Zoë Ní Dhomhnaill", "李小龙", "محمد", "O'Brien-Nwosu " * 10])
def test_a_name_in_any_script_is_kept_and_one_of_150_characters_at_most(cast, client_of, name):
    _add(client_of(cast.police), cast.police_force, name=name)
    letters.deliver_due()

    assert User.objects.get(email="nia@example.org").name == name.strip()
    assert len(mail.outbox) == 1


def test_a_longer_name_is_refused(cast, client_of):
    page = _add(client_of(cast.police), cast.police_force, name="N" * 151).content.decode()

    assert "Error: " in page
    assert not User.objects.filter(email="nia@example.org").exists()


def test_invited_twice_at_once_is_one_person_with_one_letter(cast):
    first = joining.invite(_newcomer(cast), by=cast.police)
    second = joining.invite(_newcomer(cast), by=cast.police_deputy)

    assert first == second
    assert User.objects.filter(email="nia@example.org").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_the_same_address_at_the_same_moment_enter_one_person_once(cast):
    def invite(by):
        held = joining.add_member(
            email="Nia@Example.org", name="Nia New", agency=cast.police_force, role=Role.DEPUTY, by=by
        )
        return joining.invite(held, by=by).pk

    first, second = at_once(lambda: invite(cast.police), lambda: invite(cast.lead))

    assert first == second
    assert User.objects.filter(email__iexact="nia@example.org").count() == 1
    assert Membership.objects.filter(user__email="nia@example.org").count() == 1


def test_a_second_letter_may_leave_on_another_day(cast):
    held = _newcomer(cast)
    joining.invite(held, by=cast.police)

    with clock.at(clock.now() + timedelta(days=1)):
        joining.invite(held, by=cast.police)

    assert Letter.objects.filter(kind="joining").count() == 2


def test_an_invitation_withdrawn_before_it_leaves_is_not_sent(cast):
    held = _newcomer(cast)
    joining.invite(held, by=cast.police)

    leaving.end_membership(held, by=cast.police)
    letters.deliver_due()

    assert mail.outbox == []


def test_who_arrives_after_the_withdrawal_reads_so_and_acts_for_nobody(cast, client_of):
    held = _newcomer(cast)
    leaving.end_membership(held, by=cast.police)
    joining.accept_terms(held.user, by=held.user)
    User.objects.filter(pk=held.user.pk).update(terms_accepted_at=None)

    answer = client_of(held.user).get(f"/acting/{held.pk}/")

    assert answer.status_code == 410
    assert "The invitation was withdrawn" in answer.content.decode()


def test_nobody_is_invited_to_a_role_that_has_ended(cast):
    held = leaving.end_membership(_newcomer(cast), by=cast.police)

    with pytest.raises(joining.RoleEnded):
        joining.invite(held, by=cast.police)


def test_the_letter_leads_to_a_page_that_says_for_whom_and_from_there_to_who_else_acts(cast, client_of):
    held = Membership.objects.get(user=cast.police_deputy)
    client = client_of(cast.police_deputy)

    page = client.get(f"/acting/{held.pk}/").content.decode()
    colleagues = client.get("/your-agency/").content.decode()

    assert "You act for Northshire Police" in page
    assert 'href="/your-agency/"' in page
    assert "Priya Police" in colleagues


def test_an_invitation_is_sent_again_or_withdrawn_from_the_list_of_people(cast, client_of):
    held, client = _newcomer(cast), client_of(cast.police)

    listed = client.get("/your-agency/").content.decode()
    page = client.get(f"/directory/northshire-police/people/{held.pk}/end/").content.decode()
    client.post(f"/directory/northshire-police/people/{held.pk}/invite/")
    invited = Letter.objects.filter(kind="joining", to_email="nia@example.org").count()
    client.post(f"/directory/northshire-police/people/{held.pk}/end/")

    assert "Nia New (has not signed in yet)" in listed
    assert f'action="/directory/northshire-police/people/{held.pk}/invite/"' in page
    assert invited == 1
    assert not Membership.objects.get(pk=held.pk).is_live


@pytest.mark.parametrize("path", ["", "not-mine/"])
def test_the_page_of_a_role_is_for_whoever_holds_it(cast, client_of, path):
    held = Membership.objects.get(user=cast.police_deputy)

    seen = [client_of(other).get(f"/acting/{held.pk}/{path}").status_code for other in (cast.police, cast.lead)]

    assert seen == [404, 404]


def test_a_role_given_back_ends_at_once_and_a_coordinator_finds_another_contact(cast, client_of):
    held = Membership.objects.get(user=cast.police)
    said = {"reason": "wrong-person", "instead": "Max in Public Protection"}

    page = client_of(cast.police).post(f"/acting/{held.pk}/not-mine/", said).content.decode()

    held.refresh_from_db()
    assert "Thank you for telling us" in page
    assert not held.is_live
    assert held.ended_because == "Somebody else in my organisation does this: Max in Public Protection"
    assert f"role-{held.pk}" in [duty.about for duty in work_of(cast.coordinator).to_do]


def test_the_coordinator_reads_what_was_said_and_settles_it(cast, client_of):
    held = Membership.objects.get(user=cast.police)
    leaving.say_not_mine(held, because="I no longer do this work", by=cast.police)
    client, page = client_of(cast.coordinator), f"/contacts/role-{held.pk}/"

    said = client.get(page).content.decode()
    client.post(page)

    assert "I no longer do this work" in said
    assert "Paul Police still acts for it" in said
    assert not duties.has_open(leaving.CHECK_CONTACT, about=f"role-{held.pk}")


def test_the_reason_for_giving_a_role_back_is_not_in_the_trail(cast):
    leaving.say_not_mine(Membership.objects.get(user=cast.police), because="Call Max", by=cast.police)

    assert "Max" not in "".join(str(facts) for facts in TrailEntry.objects.values_list("facts", flat=True))


def test_nobody_gives_back_the_role_of_somebody_else(cast):
    with pytest.raises(leaving.NotTheirs):
        leaving.say_not_mine(Membership.objects.get(user=cast.police), because="", by=cast.lead)


@pytest.mark.parametrize("mark", ["role-0", "role-x", "x", "role-99999999999999999999"])
def test_an_unknown_mark_of_a_contact_is_not_found(cast, client_of, mark):
    assert client_of(cast.coordinator).get(f"/contacts/{mark}/").status_code == 404


@pytest.mark.parametrize("adder", ["police", "coordinator", "lead"])
def test_whoever_works_at_the_inspectorate_acts_for_no_agency(cast, client_of, adder):
    answer = _add(client_of(getattr(cast, adder)), cast.police_force, email=cast.inspector.email.upper(), role="spoc")

    assert "somebody who does not work at HM Inspectorate of Probation" in answer.content.decode()
    assert [held.agency for held in cast.inspector.memberships.live()] == [cast.inspectorate]


def test_no_way_into_the_directory_makes_an_inspector_act_for_an_agency(cast):
    one = {"email": cast.lead.email, "name": "Leda", "role": Role.SPOC}

    with pytest.raises(joining.OfTheInspectorate):
        joining.add_member(agency=cast.police_force, by=cast.police, **one)
    with pytest.raises(joining.OfTheInspectorate):
        joining.add_members([(cast.police_force, Role.SPOC, cast.lead.email, "Leda", "")], by=cast.coordinator)


def test_the_mark_of_a_contact_may_be_of_any_length(cast, client_of):
    assert client_of(cast.coordinator).get(f"/contacts/role-{'9' * 5000}/").status_code == 404
