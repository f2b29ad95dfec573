"""The two pages of a conversation, and that no trace of it reaches anybody else."""

import pytest
from django.urls import reverse

from cases import messaging, withdrawing
from cases.models import Message, Side
from panelportal.kit.models import ReadEntry
from tests.cases.pages import NOT_STAFF, text_of
from tests.factories.cases import request_to, sent_case
from tests.findings.test_isolation import crawl

MARK = "MARK-Message-Text"


@pytest.fixture
def parts(cast):
    case = sent_case(cast)
    return [request_to(case, agency) for agency in (cast.police_force, cast.trust)]


@pytest.fixture
def part(parts):
    return parts[0]


def of_casework(part):
    return reverse("cases:messages", args=[part.case.reference, part.agency.slug])


def of_agency(part):
    return reverse("cases:conversation", args=[part.reference])


def write(part, side, by, text=MARK):
    return messaging.write_message(part, text=text, side=side, seen=part.messages.count(), by=by)


def test_an_agency_asks_and_the_inspectorate_answers_on_their_pages(cast, client_of, part):
    police, coordinator = client_of(cast.police), client_of(cast.coordinator)

    asked = police.post(of_agency(part), {"text": "Which address\r\nis later?", "seen": "0", "once": "a"})
    coordinator.get(of_casework(part))
    answered = coordinator.post(of_casework(part), {"text": "The one in the north.", "seen": "1", "once": "b"})

    assert (asked.status_code, asked.url) == (302, of_agency(part))
    assert (answered.status_code, answered.url) == (302, of_casework(part))
    assert [(one.text, one.side, one.written_by) for one in Message.objects.for_page()] == [
        ("Which address\nis later?", "agency", cast.police),
        ("The one in the north.", "inspectorate", cast.coordinator),
    ]
    page = text_of(police.get(of_agency(part)))
    assert page.index("Which address<br>is later?") < page.index("The one in the north.")
    assert "Cora Coordinator, HM Inspectorate of Probation" in page


def test_opening_the_page_marks_messages_as_read_and_is_recorded(cast, client_of, part):
    write(part, Side.AGENCY, cast.police)
    coordinator, police = client_of(cast.coordinator), client_of(cast.police)

    first, second = (text_of(coordinator.get(of_casework(part))) for _ in range(2))

    assert ("Unread" in first, "Unread" in second) == (True, False)
    assert Message.objects.get().first_read_by == cast.coordinator
    assert ReadEntry.objects.filter(what="messages read", about=part.reference).count() == 2
    own = text_of(police.get(of_agency(part)))
    assert "Read on" in own
    assert "Read first by" not in own  # who of the inspectorate opened it is the inspectorate's


def test_the_inspectorate_is_led_from_the_address_in_the_letter_to_its_own_page(cast, client_of, part):
    answer = client_of(cast.coordinator).get(of_agency(part))

    assert (answer.status_code, answer.url) == (302, of_casework(part))


def test_a_form_sent_twice_is_one_message(cast, client_of, part):
    police = client_of(cast.police)

    answers = [police.post(of_agency(part), {"text": "Once.", "seen": "0", "once": "same"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Message.objects.count() == 1


def test_a_message_that_came_meanwhile_is_shown_and_what_was_typed_is_kept(cast, client_of, part):
    write(part, Side.AGENCY, cast.police, "A later question.")
    coordinator = client_of(cast.coordinator)

    stale = coordinator.post(of_casework(part), {"text": "My answer.", "seen": "0", "once": "a"})
    page = text_of(stale)

    assert "There is a new message since you opened this page" in page
    assert "A later question." in page
    assert ">My answer.</textarea>" in page.replace("\n", "")
    assert coordinator.post(of_casework(part), {"text": "My answer.", "seen": "1", "once": "b"}).status_code == 302


@pytest.mark.parametrize("typed", [{"text": "", "seen": "0"}, {"text": "x" * 5001, "seen": "0"}, {"text": "x"}])
def test_an_empty_or_too_long_message_is_refused_in_words(cast, client_of, part, typed):
    answer = client_of(cast.police).post(of_agency(part), typed)

    assert answer.status_code == 200
    assert "There is a problem" in text_of(answer)
    assert Message.objects.count() == 0


def test_that_no_answer_is_needed_is_one_button_while_something_waits(cast, client_of, part):
    write(part, Side.AGENCY, cast.police)
    coordinator = client_of(cast.coordinator)
    button = "No answer needed"

    before = text_of(coordinator.get(of_casework(part)))
    coordinator.post(f"{of_casework(part)}no-answer/", {"once": "a"})

    assert (button in before, button in text_of(coordinator.get(of_casework(part)))) == (True, False)


def test_unread_messages_are_counted_where_each_side_works(cast, client_of, part):
    write(part, Side.AGENCY, cast.police)
    write(part, Side.AGENCY, cast.police)
    agency_page = reverse("cases:agency", args=[part.case.reference, part.agency.slug])
    request_page = reverse("findings:request", args=[part.reference])

    of_the_inspectorate = text_of(client_of(cast.inspector).get(agency_page))
    of_the_agency = text_of(client_of(cast.police).get(request_page))

    assert "2 unread messages" in of_the_inspectorate
    assert of_agency(part) in of_the_agency
    assert "unread" not in of_the_agency
    write(part, Side.INSPECTORATE, cast.inspector)
    assert "1 unread message" in text_of(client_of(cast.police).get(request_page))


def test_after_withdrawal_the_agency_finds_nothing_and_the_inspectorate_still_reads(cast, client_of, part):
    write(part, Side.AGENCY, cast.police)
    withdrawing.withdraw_request(part, because="Asked by mistake.", by=cast.inspector)

    assert client_of(cast.police).get(of_agency(part)).status_code == 404
    page = text_of(client_of(cast.inspector).get(of_casework(part)))
    assert MARK in page
    assert "Send message" not in page


@pytest.mark.parametrize("name", sorted({*NOT_STAFF} - {"police", "police_deputy"}))
def test_nobody_else_finds_the_conversation(cast, client_of, part, name):
    write(part, Side.AGENCY, cast.police)
    client = client_of(getattr(cast, name))

    statuses = [client.get(of_agency(part)).status_code, client.get(of_casework(part)).status_code]
    statuses += [client.post(f"{of_agency(part)}no-answer/").status_code]

    assert statuses == [404, 404, 404]


@pytest.mark.parametrize("name", ["health", "housing", "attendee", "auditor"])
def test_no_trace_of_a_message_is_on_any_page_that_others_can_reach(cast, client_of, parts, name):
    for side, by in ((Side.AGENCY, cast.police), (Side.INSPECTORATE, cast.coordinator)):
        write(parts[0], side, by)

    read = crawl(client_of(getattr(cast, name)))

    pages = "\n".join(read.values())
    assert len(read) > 3
    assert MARK not in pages
    assert of_agency(parts[0]) not in read
    if name != "auditor":
        assert "Northshire Police" not in pages
