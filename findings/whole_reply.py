"""The whole of a reply as cards: one list for check answers, the receipt, each version and the page of staff.

Whatever belongs to a reply has its line in PARTS, in the order of the tasks;
each part's own words are in its own module. What is added after sending
(`Addendum`) is no part: it has its own date, and leaves the reply as it was.
"""

from dataclasses import dataclass

from findings import documents, summaries


@dataclass(frozen=True)
class Card:
    """One part of a reply: `task` (a name of `progress.TASKS`), title, rows of a summary list.

    `page` with `which` after the request's reference is where it is changed.
    """

    task: str
    title: str
    rows: list
    page: str = ""
    which: tuple = ()


def _record_check(progress, part):
    if progress.check:
        yield Card("record_check", "Record check", summaries.of_check(progress.check), "findings:record_check")


def _involvement(progress, part):
    for involvement in progress.involvements if progress.is_involved else ():
        page, which = "findings:change_involvement", (involvement.pk,)
        yield Card("involvement", "Involvement", summaries.of_involvement(involvement), page, which)


def _events(progress, part):
    if progress.events and progress.asks_for_learning:
        rows = [summaries.line_of(event) for event in progress.events]
        yield Card("events", "Key events", rows, "findings:events")
    elif progress.no_events and progress.is_involved:
        because = [{"key": "No key events because", "value_paragraphs": progress.no_events}]
        yield Card("events", "Key events", because, "findings:no_events")


def _learning(progress, part):
    for point in progress.points:
        page, which = "findings:change_point", (point.reference,)
        yield Card("learning", summaries.title_of(point), summaries.of_point(point), page, which)


def _no_learning(progress, part):
    if progress.no_learning:
        because = [{"key": "No learning to report because", "value_paragraphs": progress.no_learning}]
        yield Card("learning", "Learning points", because, "findings:no_learning")


def _attachments(progress, part):
    if progress.attachments:
        rows = [documents.row_of(attachment, part) for attachment in progress.attachments]
        yield Card("attachments", "Documents", rows, "findings:attachments")


def _representative(progress, part):
    if progress.representative:
        rows = summaries.of_representative(progress.representative)
        yield Card("representative", "Panel representative", rows, "findings:representative")


PARTS = (_record_check, _involvement, _events, _learning, _no_learning, _attachments, _representative)


def cards_of(progress, part):
    """Return the cards of a reply to a request as it stands."""
    return [card for part_of in PARTS for card in part_of(progress, part)]


def as_data(cards):
    """Return cards as JSON can keep them: task, title, and pairs of key and text."""
    return [
        {"task": card.task, "title": card.title, "rows": [[row["key"], _text(row)] for row in card.rows]}
        for card in cards
    ]


def from_data(kept):
    """Return kept cards again, for a page that prints them."""
    return [
        Card(card["task"], card["title"], [{"key": key, "value_paragraphs": text} for key, text in card["rows"]])
        for card in kept
    ]


def _text(row):
    return str(row.get("value_paragraphs") or row.get("value") or "")
