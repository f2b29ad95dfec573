"""A letter to an agency came back: the coordinators call, and write again."""

import pytest
from django.urls import reverse

from agencies import duties
from agencies.models import Duty, User
from agencies.your_work import work_of
from cases import extending, undelivered, withdrawing
from cases.boards import board_of
from cases.models import AgencyRequest, RequestStatus
from cases.refusals import NotOpenForReply
from panelportal.kit import bounces, letters, working_days
from panelportal.kit.models import Letter
from tests.cases.pages import text_of
from tests.factories.cases import request_to, sent_case, sent_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(cast):
    return sent_request(cast)


def bounce(part, person, kind="request"):
    letter = Letter.objects.filter(kind=kind, about=part.reference, to_email=person.email).latest("pk")
    bounces.mark_bounced(letter, because="550 5.1.1 no such user")
    return letter


def to_do(person):
    return [duties.title_of(duty) for duty in work_of(person).to_do]


def page_of(part):
    return reverse("cases:undelivered", args=[part.reference])


def test_a_letter_that_comes_back_is_a_duty_of_the_coordinators_and_they_are_written_to(cast, part):
    bounce(part, cast.police)

    assert f"A letter came back: {part.reference}" in to_do(cast.coordinator)
    assert f"A letter came back: {part.reference}" not in to_do(cast.inspector)
    letter = Letter.objects.get(kind="email-not-delivered")
    assert (letter.subject, letter.to_email) == (f"Email not delivered: {part.reference}", cast.coordinator.email)
    assert "Police" not in letter.subject + letter.text + letter.html


def test_two_letters_that_come_back_are_one_duty(cast, part):
    bounce(part, cast.police)
    bounce(part, cast.police_deputy)

    assert Duty.objects.filter(kind=undelivered.CAME_BACK).count() == 1
    assert Letter.objects.filter(kind="email-not-delivered").count() == 2


def test_a_letter_about_a_withdrawn_request_may_come_back_in_peace(cast, part):
    letter = Letter.objects.get(kind="request", about=part.reference, to_email=cast.police.email)
    withdrawing.withdraw_request(part, because="Asked by mistake.", by=cast.inspector)

    bounces.mark_bounced(letter, because="550")

    letter.refresh_from_db()
    assert letter.status == "bounced"
    assert not Duty.objects.filter(kind=undelivered.CAME_BACK).exists()


def test_the_letter_is_written_again_to_those_who_were_not_reached_at_their_address_of_now(cast, part):
    bounce(part, cast.police)
    User.objects.filter(pk=cast.police.pk).update(email="right@police.example.org")

    written = undelivered.write_again(part, by=cast.coordinator)

    assert [letter.to_email for letter in written] == ["right@police.example.org"]
    assert Duty.objects.get(kind=undelivered.CAME_BACK).how == "written again"
    assert Letter.objects.filter(kind="request", about=part.reference).count() == 3


def test_the_same_address_can_be_written_to_again_and_come_back_again(cast, part):
    first = bounce(part, cast.police)

    (again,) = undelivered.write_again(part, by=cast.coordinator)
    bounce(part, cast.police)

    assert again.pk != first.pk
    assert undelivered.is_waiting(part)
    (third,) = undelivered.write_again(part, by=cast.coordinator)
    assert third.pk not in (first.pk, again.pk)


def test_nobody_is_written_to_twice_and_nobody_after_withdrawal(cast, part):
    with pytest.raises(undelivered.EverybodyWrittenTo):
        undelivered.write_again(part, by=cast.coordinator)

    withdrawing.withdraw_request(part, because="Asked by mistake.", by=cast.inspector)
    with pytest.raises(NotOpenForReply):
        undelivered.write_again(part, by=cast.coordinator)


def test_the_letter_to_the_coordinator_stays_when_it_was_dealt_with_before(cast, part, mailoutbox):
    bounce(part, cast.police)
    Letter.objects.exclude(kind="email-not-delivered").delete()

    settled = [undelivered.say_dealt_with(part, by=cast.coordinator) for _ in range(2)]
    letters.deliver_due()

    assert (settled, mailoutbox) == ([1, 0], [])


def test_the_board_shows_it_in_red_and_the_messages_that_wait_in_one_query(cast, django_assert_num_queries):
    case = sent_case(cast)
    bounce(request_to(case, cast.police_force), cast.police)

    with django_assert_num_queries(1):
        signs = {row.agency.name: [(one.label, one.colour) for one in row.signs] for row in board_of(case)}

    assert signs == {
        "Northshire Police": [("Bounced", "red")],
        "Northshire Mental Health Trust": [],
        "HMP Northmoor": [],
    }


def test_the_page_of_the_agency_says_it_in_red_with_the_telephone_number(cast, client_of, part):
    User.objects.filter(pk=cast.police.pk).update(phone="020 7946 0000")
    client = client_of(cast.inspector)
    url = reverse("cases:agency", args=[part.case.reference, part.agency.slug])
    case_url = reverse("case", args=[part.case.reference])

    before = text_of(client.get(url))
    bounce(part, cast.police)
    after, case_page = text_of(client.get(url)), text_of(client.get(case_url))

    assert "020 7946 0000" not in before
    assert "Priya Police on 020 7946 0000" in after
    assert 'govuk-tag--red">Bounced' in after.replace("\n", "")
    assert 'govuk-tag--red">Bounced' in case_page.replace("\n", "")


def test_a_coordinator_calls_and_writes_again_on_one_page(cast, client_of, part):
    bounce(part, cast.police)
    client = client_of(cast.coordinator)

    page = text_of(client.get(page_of(part)))
    answer = client.post(f"{page_of(part)}write-again/", {"once": "a"})
    twice = client.post(f"{page_of(part)}write-again/", {"once": "b"}, follow=True)

    assert "550 5.1.1 no such user" in page
    assert cast.police.email in page
    assert answer.status_code == 302
    assert "Everybody who acts for Northshire Police now has been written to" in text_of(twice)
    assert not undelivered.is_waiting(part)


def test_before_anything_came_back_the_page_says_so(cast, client_of, part):
    assert "No letter about this request has come back." in text_of(client_of(cast.coordinator).get(page_of(part)))


@pytest.mark.parametrize("name", ["police", "health", "auditor", "attendee"])
def test_neither_the_agency_nor_anybody_else_finds_the_page(cast, client_of, part, name):
    bounce(part, cast.police)
    client = client_of(getattr(cast, name))

    asked = [
        client.get(page_of(part)),
        *(client.post(f"{page_of(part)}{end}/") for end in ("write-again", "dealt-with")),
    ]

    assert [answer.status_code for answer in asked] == [404, 404, 404]
    assert undelivered.is_waiting(part)


def status_of(part):
    return AgencyRequest.objects.get(pk=part.pk).status


def test_a_request_is_undelivered_when_no_letter_about_it_has_reached_or_may_reach_anybody(cast, part):
    bounce(part, cast.police)
    one_is_on_its_way = status_of(part)
    bounce(part, cast.police_deputy)

    assert (one_is_on_its_way, status_of(part)) == (RequestStatus.SENT, RequestStatus.UNDELIVERED)
    assert AgencyRequest.objects.awaiting_reply().filter(pk=part.pk).exists()


@pytest.mark.parametrize("way", ["written again", "telephone", "opened"])
def test_it_is_delivered_after_all(cast, part, client_of, way):
    for person in (cast.police, cast.police_deputy):
        bounce(part, person)

    if way == "written again":
        undelivered.write_again(part, by=cast.coordinator)
    elif way == "telephone":
        undelivered.say_dealt_with(part, by=cast.coordinator)
    else:
        client_of(cast.police).get(f"/requests/{part.reference}/")

    assert status_of(part) == (RequestStatus.OPENED if way == "opened" else RequestStatus.SENT)


def test_a_request_that_was_opened_stays_so_when_a_later_letter_comes_back(cast, part, client_of):
    client_of(cast.police).get(f"/requests/{part.reference}/")

    for person in (cast.police, cast.police_deputy):
        bounce(part, person)

    assert status_of(part) == RequestStatus.OPENED


def test_the_board_says_that_more_time_is_asked_for_until_it_is_decided(cast, part):
    later = working_days.add(part.reply_by, 5)
    extending.ask_for_more_time(part, until=later, because="Archive.", by=cast.police)
    asked = [one.label for row in board_of(part.case) if row.pk == part.pk for one in row.signs]

    extending.decline_more_time(part, because="No.", by=cast.coordinator)

    assert asked == ["Extension asked"]
    assert not any(row.signs for row in board_of(part.case))
