"""The one next step of a case, from its status and how far its requests are (pure)."""

from dataclasses import dataclass
from datetime import date

from panelportal.kit.words import short_day

WAITING_ON_REPLIES = ("flagged", "requests-sent", "ready-for-panel")
LATER = {
    "paused": ("A lead inspector decides whether the case can go on", "cases:proceedings"),
    "panel-held": ("Write the learning report", ""),
    "report-in-progress": ("Issue the learning report", ""),
    "issued": ("Follow the actions", ""),
}


@dataclass(frozen=True)
class Step:
    """What to do next, and the name of the page where it is done; no page when it is done elsewhere."""

    text: str
    page: str = ""


def next_step(
    status: str,
    *,
    is_described: bool,
    has_unchosen: bool,
    not_sent: int,
    more_detail: int,
    redirected: int,
    overdue: int,
    waiting: int,
    next_reply_by: date | None,
) -> Step:
    """Return the next step. Nobody is chased while something on our side still waits."""
    if status not in WAITING_ON_REPLIES:
        return Step(*LATER.get(status, ("Nothing left to do",)))
    if more_detail:
        return Step(f"Give more detail to {counted(more_detail, 'agency', 'agencies')}", "cases:requests")
    if redirected:
        return Step(f"Ask somebody else: {counted(redirected, 'request')} redirected", "cases:requests")
    if not_sent and not is_described:
        return Step("Add the details that agencies need", "cases:particulars")
    if has_unchosen:
        return Step("Choose what each agency will see", "cases:requests")
    if not_sent:
        return Step(f"Send {counted(not_sent, 'request')}", "cases:send")
    if overdue:
        return Step(f"Chase {counted(overdue, 'agency', 'agencies')}", "cases:requests")
    if waiting:
        replies = counted(waiting, "reply", "replies")
        return Step(f"Wait for {replies}: next due {short_day(next_reply_by)}", "cases:requests")
    if status == "flagged":
        return Step("Add an agency", "cases:add_agency")
    return Step("Hold the panel") if status == "ready-for-panel" else Step("Decide about a panel", "cases:requests")


def counted(number: int, one: str, several: str = "") -> str:
    """Return '1 agency' or '3 agencies'."""
    return f"{number} {one if number == 1 else several or one + 's'}"
