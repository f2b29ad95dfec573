"""What the case page answers in its first screen: who has not replied, and whether the case is ready for a panel."""

from django.urls import reverse

from cases.models import CaseStatus
from cases.models.places import Place
from cases.steps import counted
from panelportal.kit import words
from panels.models.panels import PLANNED

BEFORE_A_PANEL = (CaseStatus.REQUESTS_SENT, CaseStatus.READY_FOR_PANEL)


def not_replied(case, board):
    """Return the requests of a board that still wait, as text, url and how late; the board's order is kept.

    None before anything is sent, when nobody could reply, nor of a case that is over.
    """
    if case.status == CaseStatus.FLAGGED or case.is_over:
        return []
    return [
        {
            "text": row.agency.name,
            "url": reverse("cases:agency", args=[case.reference, row.agency.slug]),
            "note": _note_on(row),
        }
        for row in board
        if row.place not in (Place.DONE, Place.WITHDRAWN)
    ]


def readiness(case, board, replies, panels):
    """Return in a sentence whether a case is ready for a panel; "" once one was held, or when nothing more is done.

    `replies` are the lines of the requests by key, `panels` those of the case that the reader may see.
    """
    if case.is_paused:
        return "Not yet. The case is paused."
    if case.status == CaseStatus.FLAGGED:
        return "Not yet. No request has been sent."
    if case.status not in BEFORE_A_PANEL:
        return ""
    waiting = len(not_replied(case, board))
    awaited = f"{counted(waiting, 'reply is', 'replies are')} still awaited"
    decided = f"Yes, but {awaited}" if case.status == CaseStatus.READY_FOR_PANEL else f"Not yet. {awaited}"
    told = [
        decided if waiting else "Yes. All replies are in",
        _represented(replies),
        _planned(panels),
    ]
    return f"{'. '.join(filter(None, told))}."


def _note_on(row):
    if row.place == Place.OURS:
        return "waits for us"
    if row.place == Place.NOT_SENT:
        return "not sent"
    return row.lateness.label.lower() if row.lateness else f"due {words.short_day(row.reply_by)}"


def _represented(replies):
    """Return how many of the agencies that know the person say who will attend; "" while none knows them."""
    knowing = [line for line in replies if line.events is not None]
    if not knowing:
        return ""
    named = sum(bool(line.representative) for line in knowing)
    every = counted(len(knowing), "agency that knows", "agencies that know")
    return f"Representative named by {named} of {every} the person"


def _planned(panels):
    """Return which panel is planned, and for when; "" when none is."""
    for panel in panels:
        if panel.status in PLANNED:
            meeting = getattr(panel, "meeting", None)
            return f"{panel.reference} is planned{f' for {words.moment(meeting.starts_at)}' if meeting else ''}"
    return ""
