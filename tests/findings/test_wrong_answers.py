"""Wrong, hostile, repeated and simultaneous answers on the pages of a reply."""

from cases.models import RequestStatus
from findings.models import Involvement, KeyEvent, LearningPoint, Outcome, RecordCheck
from tests.factories import findings as factory
from tests.findings import pages
from tests.findings.pages import page, post, text_of

WRONG_CHECKS = [
    ({"outcome": ""}, "Select the result of your record check"),
    ({"systems_searched": " "}, "Enter at least one system you searched"),
    ({"identifiers": []}, "Select the details that you searched on"),
    ({"identifiers": ["none", "0"]}, "Select the details that you searched on"),
    ({"checked_by_role": ""}, "Enter the role of the person who checked"),
    ({"checked_on_year": "2999"}, "Date checked must be today or in the past"),
    ({"records_secured": ""}, "Select yes if you have secured the records"),
    ({"archives": ""}, "Select whether you searched archived and paper records"),
    ({"archives": "not-searched"}, "Enter why you did not search them, or when you will"),
    ({"outcome": "held-elsewhere"}, "Enter which organisation holds the record"),
    ({"outcome": "cannot-disclose"}, "Enter on what basis you cannot disclose"),
    ({"outcome": "known-outside"}, "Enter when you knew them"),
]
WRONG_INVOLVEMENTS = [
    ({"service": ""}, "Enter which of your services was involved"),
    ({"nature": ""}, "Enter what the service did"),
    ({"began_on_day": "31", "began_on_month": "2"}, "When its involvement started must be a real date"),
    ({"still_involved": ""}, "Enter when its involvement ended, or tick ‘It is still involved’"),
    (
        {"still_involved": "", "ended_on_day": "1", "ended_on_month": "2", "ended_on_year": "2024"},
        "When its involvement ended must be on or after the day it started",
    ),
]
WRONG_EVENTS = [
    ({"precision": ""}, "Select how well you know when it happened"),
    ({"on_day": "31", "on_month": "2"}, "Date must be a real date"),
    ({"on_year": "2999"}, "Date must be today or in the past"),
    ({"at": "2:30"}, "Time of day must say am or pm"),
    ({"precision": "month", "month": "early 2024"}, "can be read in more than one way"),
    ({"precision": "month", "month": "2024"}, "Month and year must be like February 2024"),
    ({"precision": "year", "year": "24"}, "Year must be like 2024"),
    ({"precision": "range"}, "Enter the first day"),
    (
        {
            "precision": "range",
            **{"started_day": "2", "started_month": "6", "started_year": "2024"},
            **{"ended_day": "1", "ended_month": "6", "ended_year": "2024"},
        },
        "Last day must be on or after the first day",
    ),
    ({"on_year": "2011"}, "This is outside the period that we ask about"),
    ({"kind": ""}, "Select what it was"),
    ({"unshared_kinds": []}, "Select or enter who the information was not shared with"),
    ({"unshared_kinds": ["inspectorate"]}, "Who was it not shared with?"),
    ({"what": ""}, "Enter what happened"),
    ({"source": " "}, "Enter which record tells this"),
]
WRONG_POINTS = [
    ({"why": ""}, "Enter why it happened, or select ‘We do not know yet’"),
    ({"why_unknown": "on"}, "Clear this answer, or the box ‘We do not know yet’"),
    ({"planned_how": ""}, "Enter what you plan, and for when"),
    ({"touches": ["inspectorate"]}, "‘Which other kinds of agency does this touch?’"),
    ({"release": ""}, "Select who may read this learning point"),
]


def test_a_wrong_record_check_says_how_to_mend_it(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    post(client, part, "organisation", {"is_ours": "yes"})

    for changes, message in WRONG_CHECKS:
        answer = post(client, part, "record-check", pages.INVOLVED | changes)
        assert (answer.status_code, message in text_of(answer)) == (200, True), message

    assert not RecordCheck.objects.exists()


def test_a_wrong_involvement_or_event_says_how_to_mend_it(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    wrong = [("involvement/add", pages.INVOLVEMENT | changes, message) for changes, message in WRONG_INVOLVEMENTS]
    wrong += [("events/add", pages.EVENT | changes, message) for changes, message in WRONG_EVENTS]

    for name, answers, message in wrong:
        answer = post(client, part, name, answers)
        assert (answer.status_code, message in text_of(answer)) == (200, True), message

    assert not Involvement.objects.exists()
    assert not KeyEvent.objects.exists()


def test_a_wrong_learning_point_says_how_to_mend_it(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)

    for changes, message in WRONG_POINTS:
        answer = post(client, part, "learning/add", pages.POINT | changes)
        assert (answer.status_code, message in text_of(answer)) == (200, True), message

    assert not LearningPoint.objects.exists()


def test_a_colleague_who_saved_meanwhile_is_shown_and_nothing_typed_is_lost(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    post(client, part, "organisation", {"is_ours": "yes"})
    post(
        client_of(cast.police_deputy),
        part,
        "record-check",
        pages.INVOLVED | {"systems_searched": "The deputy's answer"},
    )

    compared = post(client, part, "record-check", pages.INVOLVED | {"systems_searched": "The answer of the SPOC"})
    again = pages.INVOLVED | {"systems_searched": "The answer of the SPOC", "version": "1"}
    taken = post(client, part, "record-check", again)

    shown = compared.content.decode()
    assert compared.status_code == 200
    assert "<title>Error: " in shown
    assert "Someone else saved this page at" in shown
    assert "The deputy&#x27;s answer" in shown
    assert "The answer of the SPOC</textarea>" in shown
    assert 'name="version" value="1"' in shown
    assert (taken.status_code, RecordCheck.objects.get().systems_searched) == (302, "The answer of the SPOC")


def test_a_version_that_is_no_number_is_an_error_and_not_a_crash(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    post(client, part, "organisation", {"is_ours": "yes"})

    answers = [
        post(client, part, "record-check", pages.NOT_KNOWN | {"version": version})
        for version in ("", "x", "²", "9" * 40, "-1")
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert all("Open this page again" in text_of(answer) for answer in answers)


def test_a_point_sent_twice_is_added_once(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)

    answers = [post(client, part, "learning/add", pages.POINT | {"once": "a-token"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert LearningPoint.objects.count() == 1


def test_a_reply_sent_twice_is_sent_once_and_lands_on_the_confirmation(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    factory.ready(part, by=cast.police)

    answers = [post(client, part, "check", pages.SEND | {"once": "a-token"}) for _ in range(2)]

    assert [answer.url for answer in answers] == [page(part, "submitted")] * 2


def test_a_reply_cannot_be_sent_without_the_managers_agreement(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    factory.ready(part, by=cast.police)

    answer = post(client, part, "check", {"agreed_by_role": ""})

    assert "Tick the box to say that a manager with authority has agreed" in text_of(answer)
    part.refresh_from_db()
    assert part.status == RequestStatus.IN_PROGRESS


def test_a_nil_return_is_signed_by_its_author_and_not_before(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    factory.ready(part, by=cast.police, outcome=Outcome.NOT_KNOWN)

    answer = post(client, part, "check", {"agreed_by_role": ""})

    assert "Tick the box to sign that your records hold nothing about this person" in text_of(answer)
    assert "Enter your role" in text_of(answer)
    assert "manager" not in text_of(answer)
    assert post(client, part, "check", pages.SEND).url == page(part, "submitted")


def test_a_personal_address_is_asked_about_once(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    named = {"who": "colleague", "name": "Nia Named", "email": "nia@gmail.com", "version": "0"}

    asked = post(client, part, "representative", named)
    taken = post(client, part, "representative", named | {"is_right": "on"})

    assert "This looks like a personal email address" in text_of(asked)
    assert 'name="is_right"' in asked.content.decode()
    assert taken.status_code == 302
    assert part.representative.email == "nia@gmail.com"


def test_hostile_text_is_shown_as_text(cast, client_of):
    part, client = factory.part(cast), client_of(cast.police)
    hostile = '"><script>alert(1)</script>{{ 7|add:7 }}'
    factory.ready(part, by=cast.police, systems_searched=hostile, checked_by_role=hostile)
    factory.point(part, by=cast.police, what=hostile, why=hostile, would_help=hostile)
    factory.involvement(part, by=cast.police, service=hostile, nature=hostile)
    factory.event(part, by=cast.police, what=hostile, why_it_mattered=hostile, source=hostile)
    before = client.get(page(part, "check")).content.decode() + client.get(page(part, "learning")).content.decode()
    post(client, part, "check", pages.SEND | {"agreed_by_role": hostile})

    staff = client_of(cast.inspector)
    after = staff.get(page(part, "reply")).content.decode()
    after += staff.get(f"/cases/{part.case.reference}/learning/").content.decode()

    for html in (before, after):
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in html
