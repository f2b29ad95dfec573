"""The response board: one row for each agency asked, the one to act on first (`cases/board.html`)."""

from cases.models import AgencyRequest


def board_of(case):
    """Return the rows of a case's board, for its own pages and the case page of the roof."""
    return list(AgencyRequest.objects.for_board(case))
