import pytest

from agencies import declaring, duties
from findings.loading import replies_of
from findings.models import Outcome
from tests.factories import findings as factory
from tests.findings.pages import page, text_of


def test_staff_read_a_reply_once_it_is_sent(cast, client_of):
    part = factory.ready(factory.part(cast), by=cast.police)
    client = client_of(cast.inspector)
    before = text_of(client.get(page(part, "reply")))
    factory.submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    after = text_of(client.get(page(part, "reply")))

    assert "The agency has not sent a reply yet." in before
    assert "Neighbourhood policing" not in before
    assert "Neighbourhood policing" in after
    assert "Superintendent" in after


def test_staff_are_led_from_the_request_to_its_reply(cast, client_of):
    part = factory.part(cast)

    assert client_of(cast.coordinator).get(page(part)).url == page(part, "reply")


def test_the_auditor_and_people_in_conflict_read_no_reply(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police)
    declaring.declare_conflict(cast.other_inspector, scope=part.case.reference, by=cast.other_inspector)

    for person in (cast.auditor, cast.other_inspector, cast.sfo_team, cast.reviewer, cast.attendee, cast.stranger):
        assert client_of(person).get(page(part, "reply")).status_code == 404
        assert client_of(person).get(f"/cases/{part.case.reference}/learning/").status_code == 404


def test_somebody_at_the_inspectorate_says_that_a_reply_was_dealt_with(cast, client_of):
    part = factory.replied(factory.part(cast), by=cast.police, outcome=Outcome.CANNOT_DISCLOSE)
    agency, client = client_of(cast.police), client_of(cast.coordinator)
    offered = "I have dealt with this reply" in text_of(client.get(page(part, "reply")))

    refused = agency.post(page(part, "reply/looked-at")).status_code
    still_open = duties.has_open("look-at-reply", about=part.reference)
    done = client.post(page(part, "reply/looked-at"))

    assert (offered, refused, still_open) == (True, 403, True)
    assert done.url == page(part, "reply")
    assert not duties.has_open("look-at-reply", about=part.reference)
    assert client.get(page(part, "reply/looked-at")).status_code == 405


def test_learning_is_listed_by_agency_once_it_is_submitted(cast, client_of):
    police, health = factory.parts(cast, "police_force", "trust")
    client, url = client_of(cast.inspector), f"/cases/{police.case.reference}/learning/"
    factory.point(health, by=cast.health, what="A draft of the trust")
    empty = text_of(client.get(url))

    factory.replied(police, by=cast.police, points=2)

    shown = text_of(client.get(url))
    assert "No learning points yet." in empty
    assert shown.count("The recall notice reached the force two days late.") == 2
    assert "A draft of the trust" not in shown


def test_the_board_tells_of_sent_replies_only(cast):
    police, health = factory.parts(cast, "police_force", "trust")
    factory.replied(police, by=cast.police, points=2)
    factory.ready(health, by=cast.health)

    lines = {line.part.agency: line for line in replies_of(police.case)}

    sent, drafted = lines[cast.police_force], lines[cast.trust]
    assert (sent.outcome, sent.learning_points, sent.representative) == ("Involved", 2, cast.police.name)
    assert (drafted.outcome, drafted.learning_points, drafted.representative) == ("", None, "")


@pytest.mark.parametrize("points", [1, 3])
def test_the_learning_of_a_case_takes_the_same_queries_however_much_there_is(
    cast, client_of, django_assert_num_queries, points
):
    part = factory.replied(factory.part(cast), by=cast.police, points=points)
    client = client_of(cast.inspector)
    client.get(f"/cases/{part.case.reference}/learning/")

    with django_assert_num_queries(15):
        client.get(f"/cases/{part.case.reference}/learning/")


@pytest.mark.parametrize("points", [1, 3])
def test_the_agencys_list_takes_the_same_queries_however_long_it_is(cast, client_of, django_assert_num_queries, points):
    part, client = factory.part(cast), client_of(cast.police)
    for _ in range(points):
        factory.point(part, by=cast.police)
    client.get(page(part, "learning"))

    with django_assert_num_queries(13):
        client.get(page(part, "learning"))


@pytest.mark.parametrize("agencies", [["police_force"], ["police_force", "trust", "jail"]])
def test_the_board_takes_one_query_however_many_were_asked(cast, django_assert_num_queries, agencies):
    case = factory.parts(cast, *agencies)[0].case

    with django_assert_num_queries(1):
        assert len(replies_of(case)) == len(agencies)
