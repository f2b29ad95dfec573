"""The response board: one row for each agency asked, the one to act on first (`cases/board.html`)."""

from django.db.models import Count, Exists, OuterRef, Q

from agencies.models import Duty
from cases.models import AgencyRequest, Side
from cases.undelivered import CAME_BACK
from cases.unread import tag_of
from panelportal.kit.due import DueTag
from panelportal.kit.models.letters import LetterStatus

UNSIGNED = DueTag("Unsigned", "yellow")


def board_of(case):
    """Return the rows of a case's board, for its own pages and the case page of the roof, in one query.

    Each has `signs`: the tags for a letter that came back, for messages that nobody here has opened, and for a
    reply that was recorded for the agency and that it has not confirmed.
    """
    bounced = Duty.objects.open().filter(kind=CAME_BACK, about=OuterRef("reference"))
    unread = Q(messages__side=Side.AGENCY, messages__first_read_at__isnull=True)
    board = AgencyRequest.objects.for_board(case).annotate(
        is_undelivered=Exists(bounced), unread=Count("messages", filter=unread, distinct=True)
    )
    rows = list(board)
    for row in rows:
        row.signs = [
            *[LetterStatus.BOUNCED] * row.is_undelivered,
            *filter(None, [tag_of(row.unread)]),
            *[UNSIGNED] * row.is_unsigned,
        ]
    return rows
