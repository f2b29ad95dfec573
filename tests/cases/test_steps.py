"""The one next step of a case."""

from datetime import date

import pytest

from cases.models import CaseStatus
from cases.steps import counted, next_step

NOTHING = {
    "is_described": True,
    "has_unchosen": False,
    "not_sent": 0,
    "more_detail": 0,
    "redirected": 0,
    "overdue": 0,
    "waiting": 0,
    "next_reply_by": None,
}


@pytest.mark.parametrize(
    ("status", "facts", "text", "page"),
    [
        ("flagged", {"not_sent": 2, "is_described": False}, "Add the details that agencies need", "cases:particulars"),
        ("flagged", {"not_sent": 2, "has_unchosen": True}, "Choose what each agency will see", "cases:requests"),
        ("flagged", {"not_sent": 2}, "Send 2 requests", "cases:send"),
        ("flagged", {}, "Add an agency", "cases:add_agency"),
        ("requests-sent", {"not_sent": 1, "overdue": 1, "waiting": 1}, "Send 1 request", "cases:send"),
        ("requests-sent", {"overdue": 2, "waiting": 3}, "Chase 2 agencies", "cases:requests"),
        (
            "requests-sent",
            {"waiting": 3, "next_reply_by": date(2025, 4, 11)},
            "Wait for 3 replies: next due 11 April 2025",
            "cases:requests",
        ),
        ("requests-sent", {"more_detail": 1, "overdue": 1}, "Give more detail to 1 agency", "cases:requests"),
        ("requests-sent", {"redirected": 1}, "Ask somebody else: 1 request redirected", "cases:requests"),
        ("requests-sent", {}, "Decide about a panel", "cases:requests"),
        ("paused", {"not_sent": 2}, "A lead inspector decides whether the case can go on", "cases:proceedings"),
        ("closed", {}, "Nothing left to do", ""),
    ],
)
def test_the_next_step_follows_from_how_far_the_case_is(status, facts, text, page):
    step = next_step(status, **NOTHING | facts)

    assert (step.text, step.page) == (text, page)


def test_every_status_has_a_next_step():
    assert all(next_step(str(status), **NOTHING).text for status in CaseStatus)


def test_numbers_stand_with_their_noun():
    assert [counted(1, "reply", "replies"), counted(2, "reply", "replies"), counted(3, "request")] == [
        "1 reply",
        "2 replies",
        "3 requests",
    ]
