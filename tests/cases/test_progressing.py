"""What later rooms report moves the case on, never back."""

import pytest

from agencies.models import Duty
from cases import progressing, requesting
from cases.models import Case, CaseStatus, RequestStatus
from cases.refusals import OutOfTurn
from tests.factories.cases import flagged_case, request_to, sent_case

MARKS = [
    progressing.mark_ready_for_panel,
    progressing.mark_panel_held,
    progressing.mark_report_in_progress,
    progressing.mark_issued,
]


def status_of(case):
    return Case.objects.get(pk=case.pk).status


def test_a_case_goes_the_whole_way(cast):
    case = sent_case(cast)

    seen = []
    for mark in MARKS:
        mark(case, by=cast.coordinator)
        seen.append(status_of(case))

    assert seen == [
        CaseStatus.READY_FOR_PANEL,
        CaseStatus.PANEL_HELD,
        CaseStatus.REPORT_IN_PROGRESS,
        CaseStatus.ISSUED,
    ]


def test_a_case_never_goes_back(cast):
    case = sent_case(cast)
    for mark in MARKS:
        mark(case, by=cast.coordinator)

    for mark in MARKS:
        mark(case, by=cast.coordinator)

    assert status_of(case) == CaseStatus.ISSUED


@pytest.mark.parametrize("mark", MARKS)
def test_no_stage_comes_before_the_requests(cast, mark):
    case = flagged_case(cast)

    with pytest.raises(OutOfTurn):
        mark(case, by=cast.coordinator)


@pytest.mark.parametrize("mark", MARKS[2:])
def test_no_report_comes_before_the_panel(cast, mark):
    case = sent_case(cast)

    with pytest.raises(OutOfTurn):
        mark(case, by=cast.coordinator)


def test_convening_settles_the_decision_about_a_panel(cast):
    case = sent_case(cast, agencies=[cast.police_force])
    requesting.mark_submitted(
        request_to(case, cast.police_force), outcome_status=RequestStatus.SUBMITTED, by=cast.police
    )
    assert Duty.objects.open().filter(kind="decide-about-panel").exists()

    progressing.mark_ready_for_panel(case, by=cast.coordinator)

    assert not Duty.objects.open().filter(kind="decide-about-panel").exists()
