"""The response board: one row for each agency asked, the one to act on first; of one case, and of all that are open."""

from collections import Counter, defaultdict
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q

from agencies.models import Duty
from cases.models import AgencyRequest, Case, Extension, RequestStatus, Side
from cases.models.cases import OVER
from cases.undelivered import CAME_BACK
from cases.unread import tag_of
from panelportal.kit.due import DueTag
from panelportal.kit.models.letters import LetterStatus

UNSIGNED = DueTag("Unsigned", "yellow")
EXTENSION_ASKED = DueTag("Extension asked", "yellow")


PLACED_BY = ("status", "reply_by", "clock_stopped_on", "asked_instead")  # what says where a request stands
NO_DATE = date.max


def board_of(case):
    """Return the rows of a case's board, for its own pages and the case page of the roof, in one query."""
    rows = _with_signs(AgencyRequest.objects.for_board(case))
    return sorted(rows, key=lambda row: (row.place, row.agency.name))


def of_open_cases():
    """Return the requests of every open case, less those that were withdrawn: the board of all cases."""
    over = Case.objects.filter(status__in=OVER)
    return AgencyRequest.objects.exclude(status=RequestStatus.WITHDRAWN).exclude(case__in=over)


class BoardOfAll:
    """Some requests of open cases in the order of the board, then by date; read once, a page at a time.

    They are counted by what places them, from an index, and of a page only
    what stands in its places and dates is looked at: it takes as long with
    twenty thousand requests as with a hundred.
    """

    def __init__(self, found):
        self._found, self._groups, self._places = found, defaultdict(list), {}
        self.numbers = Counter()
        counted = found.order_by(*PLACED_BY).values_list(*PLACED_BY).annotate(number=Count("pk"))
        for *placed_by, number in counted:
            like = AgencyRequest(**dict(zip(_COLUMNS, placed_by, strict=True)))
            place = self._places[*placed_by] = like.place
            self._groups[place, like.reply_by or NO_DATE].append((placed_by, number))
            self.numbers[place] += number

    def narrow(self, place):
        """Keep only what stands in one place; the numbers stay those of all."""
        self._groups = {key: groups for key, groups in self._groups.items() if key[0] == place}

    def __len__(self):
        return sum(number for groups in self._groups.values() for _, number in groups)

    def __getitem__(self, part):
        """Return the keys of the rows of a slice, in one query."""
        start, end, _ = part.indices(len(self))
        first, before, wanted = 0, 0, Q(pk__in=[])
        for key in sorted(self._groups):
            after = before + sum(number for _, number in self._groups[key])
            if after <= start:
                first = after
            elif before < end:
                wanted |= _any_of(placed_by for placed_by, _ in self._groups[key])
            before = after
        rows = sorted(self._in_order(row) for row in self._found.filter(wanted).values_list("pk", *PLACED_BY))
        return [pk for _, _, pk in rows[start - first : end - first]]

    def _in_order(self, row):
        pk, *placed_by = row
        return self._places[*placed_by], placed_by[1] or NO_DATE, pk


def rows_of(keys, found):
    """Return the rows with these keys, in the order of the board of all cases, in one query."""
    return sorted(_with_signs(found.filter(pk__in=keys).select_related("agency", "case")), key=_order)


_COLUMNS = ("status", "reply_by", "clock_stopped_on", "asked_instead_id")


def _any_of(groups):
    return reduce(or_, (Q(**dict(zip(_COLUMNS, placed_by, strict=True))) for placed_by in groups))


def _order(row):
    return row.place, row.reply_by or NO_DATE, row.pk


def _with_signs(board):
    """Return the rows, each with `signs`: what a tag has to say besides the status and the date.

    A letter that came back, more time that is asked for, messages that nobody here has opened, a reply that was
    recorded for the agency and that it has not confirmed.
    """
    bounced = Duty.objects.open().filter(kind=CAME_BACK, about=OuterRef("reference"))
    unread = Q(messages__side=Side.AGENCY, messages__first_read_at__isnull=True)
    rows = list(
        board.annotate(
            has_bounced=Exists(bounced),
            asks_for_time=Exists(Extension.objects.undecided().filter(request=OuterRef("pk"))),
            unread=Count("messages", filter=unread, distinct=True),
        )
    )
    for row in rows:
        row.signs = [
            *[LetterStatus.BOUNCED] * row.has_bounced,
            *[EXTENSION_ASKED] * (row.asks_for_time and row.is_open_for_reply),
            *filter(None, [tag_of(row.unread)]),
            *[UNSIGNED] * row.is_unsigned,
        ]
    return rows
