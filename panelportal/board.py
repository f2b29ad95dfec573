"""Replies across all cases: who has not replied, what is next, which cases are ready for a panel."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from agencies.directory import KINDS
from agencies.models import Agency
from cases import boards
from cases.models import AgencyRequest, Case, CaseStatus
from cases.models.places import Place
from cases.steps import counted
from findings.loading import line_of, with_replies
from panelportal import board_rows
from panelportal.kit import access, fields, paging, references, trail
from panelportal.kit.access import Can
from panels.models import Panel

ON_A_PAGE = 25
MOST_READY = 6  # cases ready for a panel that are named; the others are behind the link
SHOWN = [place for place in Place if place != Place.WITHDRAWN]
MINE = "mine"


class BoardForm(fields.Form):
    """What the board is narrowed to. Comes by GET."""

    case = fields.TextField("Case", required=False, says_optional=False, width=10, max_length=40, spellcheck=False)
    kind = fields.SelectField(
        "Kind of agency",
        [(slug, name) for slug, name, takes_requests in KINDS if takes_requests],
        required=False,
        says_optional=False,
        first="Any kind",
    )
    group = fields.SelectField(
        "Status",
        [(str(place.value), place.label) for place in SHOWN],
        required=False,
        says_optional=False,
        first="Any status",
    )
    whose = fields.SelectField(
        "Whose cases", [(MINE, "Those I flagged")], required=False, says_optional=False, first="Everybody's"
    )
    region = fields.ModelChoiceField(
        "Region", Agency.objects.regions(), required=False, says_optional=False, select=True, first="Any region"
    )

    def narrow(self, found, user):
        """Return those of the requests that match; all of them while the questions have errors. Not yet by status."""
        asked = self._asked
        if asked.get("case"):
            found = found.filter(case__reference__iexact=asked["case"])
        if asked.get("kind"):
            found = found.filter(agency__kind=asked["kind"])
        if asked.get("whose"):
            found = found.filter(case__flagged_by=user)
        if asked.get("region"):
            found = found.filter(case__in=Case.objects.filter(reviews__region=asked["region"]))
        return found

    @property
    def place(self):
        """The group that was asked for, or None."""
        group = self._asked.get("group")
        return Place(int(group)) if group else None

    @property
    def is_narrowed(self):
        return any(self._asked.values())

    @property
    def _asked(self):
        return self.cleaned_data if self.is_valid() else {}


@require_safe
def board(request):
    """One row for each request of every open case, what to act on first, a page at a time."""
    access.require(request.user, Can.READ, Case)
    trail.record_read("replies across all cases", about="", by=request.user)
    form = BoardForm(request.GET if request.GET else {})
    found = form.narrow(access.visible(boards.of_open_cases(), request.user, Can.READ), request.user)
    listed, place = boards.BoardOfAll(found), form.place
    numbers = listed.numbers
    if place is not None:
        listed.narrow(place)
    page = paging.page_of(listed, request.GET.get("page"), size=ON_A_PAGE)
    context = {
        "form": form,
        "page": page,
        "figures": [_figure(request, one, numbers[one], place) for one in SHOWN],
        "next": _next(request.user, numbers),
        "head": ["Case", *board_rows.HEAD],
        "rows": _rows(page) if len(listed) else [],
        "caption": counted(len(listed), "request"),
        **_ready(request.user),
    }
    return render(request, "board/board.html", context)


def link_above(request, page):
    """Return the context of the link to the board, for the lists that print it: for people of casework alone."""
    return {}


def _rows(page):
    parts = boards.rows_of(page.object_list, with_replies(AgencyRequest.objects.all()))
    return [_row(part, line_of(part)) for part in parts]


def _row(part, line):
    reference = part.case.reference
    link = '<a class="govuk-link portal-reference" href="{}">{}</a>'
    case = {"html": format_html(link, references.page_of(reference), reference)}
    named = "Yes" if line.representative else ""
    return [case, *board_rows.row_of(reference, part, line, representative=named)]


def _figure(request, place, number, chosen):
    """Return a number of the board, which links to its rows and, once they are shown, back to all."""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked["group"] = "" if place == chosen else str(place.value)
    return {
        "text": place.label,
        "number": f"{number:,}",
        "url": f"{reverse('board')}?{asked.urlencode()}" if number else "",
        "current": place == chosen,
    }


def _next(user, numbers):
    """Return what is next in words, and where it is done: our own work before anybody is chased."""
    ours, late = numbers[Place.OURS], numbers[Place.OVERDUE]
    if ours:
        return {"text": f"Next: give more detail, or ask somebody else, for {counted(ours, 'request')}."}
    if not late:
        return {"text": "Nobody is late." if numbers else ""}
    text = f"Next: chase {counted(late, 'overdue reply', 'overdue replies')}."
    return {"text": text, "url": reverse("agencies:chasing") if access.may(user, Can.CONVENE, Panel) else ""}


def _ready(user):
    """Return the cases that are ready for a panel: some by name, and whether there are more."""
    ready = access.visible(Case.objects.filter(status=CaseStatus.READY_FOR_PANEL), user, Can.READ)
    named = list(ready.order_by("pk").values_list("reference", flat=True)[: MOST_READY + 1])
    every = f"{reverse('cases:cases')}?stage={CaseStatus.READY_FOR_PANEL}"
    return {"ready": named[:MOST_READY], "more_ready": every if len(named) > MOST_READY else ""}
