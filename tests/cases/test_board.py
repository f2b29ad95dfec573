"""The response board: what to act on first, and how late it is."""

from datetime import UTC, datetime, timedelta

from cases import requesting
from cases.boards import board_of
from cases.models import Case, RequestStatus
from panelportal.kit import clock
from tests.factories.cases import request_to, sent_case


def test_overdue_comes_first_and_what_is_done_last(of_old):
    monday = datetime(2025, 3, 3, 9, tzinfo=UTC)
    with clock.at(monday):
        case = sent_case(of_old, agencies=[of_old.police_force, of_old.trust, of_old.jail])
        trust = request_to(case, of_old.trust)
        requesting.mark_submitted(trust, outcome_status=RequestStatus.SUBMITTED, by=of_old.health)
        requesting.draft_request(case, agency=of_old.landlord, by=of_old.coordinator)
    late = monday + timedelta(days=24)

    with clock.at(late):
        board = [(one.agency.name, one.status.label, _words(one)) for one in board_of(case)]

    assert board == [
        ("HMP Northmoor", "Sent", "Overdue 3 days"),
        ("Northshire Police", "Sent", "Overdue 3 days"),
        ("Westvale Housing", "Not sent", ""),
        ("Northshire Mental Health Trust", "Submitted", ""),
    ]


def test_due_soon_is_three_working_days_and_nothing_is_overdue_on_its_day(of_old):
    with clock.at(datetime(2025, 3, 3, 9, tzinfo=UTC)):  # due on Monday 24 March
        request = request_to(sent_case(of_old), of_old.police_force)

    words = {}
    for day in (18, 19, 23, 24, 25):
        with clock.at(datetime(2025, 3, day, 12, tzinfo=UTC)):
            words[day] = _words(request)

    assert words == {18: "", 19: "Due soon", 23: "Due soon", 24: "Due today", 25: "Overdue 1 day"}


def test_the_board_takes_one_query_whatever_its_length(cast, django_assert_num_queries):
    one = sent_case(cast, agencies=[cast.police_force])
    three = sent_case(cast)

    for case in (one, three):
        with django_assert_num_queries(1):
            [(row.agency.name, _words(row), row.is_late) for row in board_of(case)]


def test_progress_counts_replies_of_those_asked(cast):
    case = sent_case(cast)
    requesting.mark_submitted(
        request_to(case, cast.police_force), outcome_status=RequestStatus.NOT_KNOWN, by=cast.police
    )

    case = Case.objects.with_progress().get(pk=case.pk)

    assert (case.answered, case.asked, case.waiting, case.overdue, case.not_sent) == (1, 3, 2, 0, 0)
    assert case.next_step.text.startswith("Wait for 2 replies: next due ")


def _words(request):
    return request.lateness.label if request.lateness else ""
