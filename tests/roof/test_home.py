import pytest

from agencies import confirming, duties, leaving, marks
from agencies.role_names import Role
from panelportal import home
from tests.factories import cases, ratings

pytestmark = pytest.mark.django_db


def _home(client):
    return client.get("/").content.decode()


def test_each_person_sees_what_waits_for_them_and_what_they_wait_for(cast, client_of):
    part = cases.sent_request(cast)

    asked, asker, elsewhere = (_home(client_of(who)) for who in (cast.police, cast.inspector, cast.housing))

    title = f"Check your records: {part.reference}"
    assert title in asked.split("Waiting on others")[0]
    assert part.reference in asker.split("Waiting on others")[1].split("Recently finished")[0]
    assert part.reference not in elsewhere


def test_somebody_with_nothing_to_do_is_told_so(cast, client_of):
    page = _home(client_of(cast.attendee))

    assert "You have nothing to do. We will email you when something needs you." in page
    assert "You are not waiting for anybody." in page


def test_a_declared_conflict_takes_the_duty_off_the_page(cast, client_of):
    from agencies import declaring

    review = ratings.allocated_review(cast)
    declaring.declare_conflict(cast.inspector, scope=review.reference, by=cast.inspector)

    assert review.reference not in _home(client_of(cast.inspector))


@pytest.mark.parametrize("reviews", [1, 3])
def test_the_page_takes_the_same_queries_for_one_duty_and_for_three(
    cast, client_of, django_assert_num_queries, reviews
):
    for number in range(reviews):
        ratings.allocated_review(cast, their_reference=f"HMPPS/{number}")
    client = client_of(cast.inspector)

    with django_assert_num_queries(9):
        client.get("/")


def test_a_duty_about_an_agency_names_it(cast, client_of):
    duties.open_duty(
        confirming.CONFIRM,
        about=marks.mark(marks.AGENCY, cast.trust.pk),
        agency=cast.inspectorate,
        role=Role.COORDINATOR,
        by=None,
    )
    held = cast.prison.memberships.get()
    leaving.say_not_mine(held, because="I have moved on.", by=cast.prison)

    page = _home(client_of(cast.coordinator))

    assert "Confirm the contacts of an agency: Northshire Mental Health Trust" in page
    assert "Find out who acts for an agency: HMP Northmoor" in page


def test_a_page_of_work_shows_what_is_due_first_and_leads_to_the_rest(cast, client_of, monkeypatch):
    monkeypatch.setattr(home, "SHOWN", 1)
    first, second = (ratings.allocated_review(cast, their_reference=f"HMPPS/{number}") for number in range(2))
    client = client_of(cast.inspector)

    page, everything = _home(client), client.get("/your-work/to-do/").content.decode()

    assert second.reference not in page
    assert 'href="/your-work/to-do/">See everything that you have to do<' in page
    assert [one.reference in everything for one in (first, second)] == [True, True]


def test_all_that_somebody_waits_for_is_a_page_of_its_own(cast, client_of):
    part = cases.sent_request(cast)

    assert part.reference in client_of(cast.inspector).get("/your-work/waiting/").content.decode()
    assert "You are not waiting for anybody." in client_of(cast.attendee).get("/your-work/waiting/").content.decode()
    assert "You have nothing to do." in client_of(cast.attendee).get("/your-work/to-do/").content.decode()
