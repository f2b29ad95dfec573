"""A colleague who is invited to help with one reply writes in that one, sends nothing, and sees nothing else."""

import pytest
from django.core import mail
from django.urls import reverse

from agencies import duties, joining, leaving
from agencies.models import Membership
from agencies.role_names import Role
from agencies.your_work import work_of
from cases import withdrawing
from findings import contributing, submitting
from panelportal.kit import access, letters
from panelportal.kit.access import Can
from panelportal.kit.models import Letter
from tests.factories import findings as factory
from tests.findings import pages
from tests.findings.pages import page, post, text_of

NAME = "Hal Helper"


def invited(part, cast, *, email="hal.helper@northshire-police.example.org"):
    person = contributing.invite(part, name=NAME, email=email, by=cast.police)
    joining.accept_terms(person, by=person)
    return person


def test_a_helper_writes_answers_and_cannot_send_or_turn_the_request_away(cast, client_of):
    part = factory.part(cast)
    post(client_of(cast.police), part, "organisation", {"is_ours": "yes"})
    client = client_of(invited(part, cast))

    shown = text_of(client.get(page(part)))
    checked = post(client, part, "record-check", pages.NOT_KNOWN)
    ready = client.get(page(part, "check"))
    sent = post(client, part, "check", pages.SEND)

    part.refresh_from_db()
    assert "Check your records" in shown
    assert "Ask for more time" not in shown
    assert "Messages with" not in shown
    assert checked.url == page(part, "check")
    assert "A colleague who answers for Northshire Police sends it." in text_of(ready)
    assert (sent.status_code, part.status) == (200, "in-progress")
    assert post(client, part, "organisation", {"is_ours": "no", "ask_instead": "x"}).status_code == 404


def test_a_helper_sees_that_request_and_no_other_thing_of_the_agency(cast, client_of):
    part, other = factory.part(cast), factory.part(cast)
    trust = factory.part(cast, "trust")
    client = client_of(invited(part, cast))
    names = "readers colleagues submitted sign_off add_to_reply take_back_reply confirm_recorded".split()

    closed = [reverse(f"findings:{name}", args=[part.reference]) for name in names]
    closed += [page(other), page(other, "record-check"), page(trust), f"/cases/{part.case.reference}/"]
    closed += [reverse("cases:more_time", args=[part.reference]), page(part, "reply/return")]

    assert {address: client.get(address).status_code for address in closed} == dict.fromkeys(closed, 404)
    assert client.get(page(part)).status_code == 200


def test_the_invitation_tells_reference_and_date_and_lands_on_the_request(cast):
    part = factory.part(cast)

    person = invited(part, cast)
    letters.deliver_due()

    [mailed] = [one for one in mail.outbox if one.to == [person.email]]
    assert mailed.subject == f"Help with a reply: {part.reference}"
    assert f"http://testserver{page(part)}" in mailed.body
    assert "Marker" not in mailed.body
    assert [duties.title_of(duty) for duty in work_of(person).to_do] == [
        f"Help with the reply to a request: {part.reference}"
    ]


def test_removing_the_last_helper_takes_access_duty_letter_and_role_at_once(cast, client_of):
    part = factory.part(cast)
    person = invited(part, cast)
    client = client_of(person)
    before = client.get(page(part)).status_code

    answer = client_of(cast.police_deputy).post(page(part, f"colleagues/{person.pk}/remove"))

    letter = Letter.objects.get(kind=contributing.LETTER)
    assert (before, answer.status_code, client.get(page(part)).status_code) == (200, 302, 404)
    assert not contributing.still_helps(letter)
    assert not Membership.objects.live().filter(user=person).exists()
    assert not work_of(person).to_do


def test_a_helper_of_two_replies_keeps_the_other(cast):
    part, other = factory.part(cast), factory.part(cast)
    person = invited(part, cast)
    invited(other, cast)

    contributing.remove(part, person=person, by=cast.police)
    access.forget(person)

    assert not access.may(person, Can.READ, part)
    assert access.may(person, Can.CONTRIBUTE, other)


@pytest.mark.parametrize("way", ["role ended", "request withdrawn"])
def test_what_a_helper_holds_ends_with_their_role_and_with_the_request(cast, way):
    part = factory.part(cast)
    person = invited(part, cast)
    joining.add_member(email=person.email, name=NAME, agency=cast.police_force, role=Role.REPRESENTATIVE, by=None)

    if way == "role ended":
        leaving.end_membership(person.memberships.get(role=Role.CONTRIBUTOR), by=cast.police)
    else:
        withdrawing.withdraw_request(part, because="Asked by mistake.", by=cast.inspector)

    access.forget(person)
    assert not access.may(person, Can.READ, part)
    assert not access.may(person, Can.CONTRIBUTE, part)
    assert not work_of(person).to_do


def test_sending_the_reply_ends_the_helpers_duty_and_leaves_them_to_read_it(cast, client_of):
    part = factory.part(cast)
    person = invited(part, cast)
    factory.ready(part, by=person)

    submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    assert not work_of(person).to_do
    assert "The reply you sent" in text_of(client_of(person).get(page(part, "reply")))


def test_who_answers_already_and_who_works_elsewhere_are_not_invited(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)

    def said(email, **more):
        return text_of(post(client, part, "colleagues", {"name": NAME, "email": email, **more}))

    assert "This colleague answers requests of your organisation already" in said(cast.police_deputy.email)
    assert "does not work at HM Inspectorate" in said(cast.inspector.email, is_right="on")
    assert "This is not an address like yours" in said("hal@gmail.com")
    assert not Membership.objects.filter(role=Role.CONTRIBUTOR).exists()
    assert post(client, part, "colleagues", {"name": NAME, "email": "h@gmail.com", "is_right": "on"}).status_code == 302
    assert [held.person.name for held in contributing.helpers_of(part)] == [NAME]
