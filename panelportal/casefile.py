"""The case page: what every room knows of one case, composed from one loader of each."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.account import account_of
from cases.boards import board_of
from cases.models import Case
from cases.views.frame import around, fetch_case
from findings.loading import replies_of
from panelportal import case_answers
from panelportal.board_rows import HEAD, row_of
from panelportal.kit import access, references, trail, words
from panelportal.kit.access import Can
from panels.models import Action, Panel

PANELS = ["Panel", "When", "Status", "Learning report"]
ACTIONS = ["Action", "What", "Owner", "Due", "Status"]


@require_safe
def case_page(request, reference):
    """Answer on one screen: who has not replied, what is next, is the case ready for a panel."""
    case = fetch_case(request, reference)
    trail.record_read("case read", about=case.reference, by=request.user)
    board = board_of(case)
    replies = {line.part.pk: line for line in replies_of(case)}
    panels = access.visible(Panel.objects.filter(cases=case), request.user, Can.READ)
    panels = panels.select_related("meeting", "learning_report").order_by("pk")
    actions = access.visible(Action.objects.filter(case=case), request.user, Can.READ)
    actions = actions.select_related("owner").order_by("due_on", "pk")
    events = sum(line.events or 0 for line in replies.values())
    points = sum(line.learning_points or 0 for line in replies.values())
    context = around(request, case, "case", {"findings:chronology": events, "findings:case_learning": points}) | {
        "may_convene": access.may(request.user, Can.CONVENE, Panel),
        "replied": f"{case.answered} of {case.asked}{_unsigned(case)}{_late(replies.values())}",
        "not_replied": case_answers.not_replied(case, board),
        "readiness": case_answers.readiness(case, board, replies.values(), panels),
        "reviews": case.reviews.all(),
        "account": account_of(case),
        "may_withdraw": access.may(request.user, Can.EDIT, Case) and not case.is_over,
        "board_head": HEAD,
        "board": [_row(case, part, replies.get(part.pk)) for part in board],
        "panels_head": PANELS,
        "panels": [_panel(panel) for panel in panels],
        "actions_head": ACTIONS,
        "actions": [_action(action) for action in actions],
    }
    return render(request, "casefile.html", context)


def _unsigned(case):
    return f", {case.unsigned} recorded and unsigned" if case.unsigned else ""


def _late(replies):
    late = sum(line.part.late_tag is not None for line in replies)
    return f", {late} received late" if late else ""


def _row(case, part, line):
    return row_of(case.reference, part, line, representative=line.representative if line else "")


def _panel(panel):
    meeting = getattr(panel, "meeting", None)
    report = getattr(panel, "learning_report", None)
    return [
        {"text": panel.reference, "url": reverse("panels:panel", args=[panel.reference])},
        words.moment(meeting.starts_at) if meeting else "No date yet",
        {"tags": [panel.status]},
        {"text": report.reference, "url": references.page_of(report.reference)} if report else "Not begun",
    ]


def _action(action):
    return [
        {"text": action.reference, "url": references.page_of(action.reference)},
        action.text,
        action.owner.name,
        words.short_day(action.due_on),
        {"tags": [action.status]},
    ]
