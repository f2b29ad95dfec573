"""The case page: what every room knows of one case, composed from one loader of each."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.account import account_of
from cases.boards import board_of
from cases.models import Case
from cases.views.frame import around, fetch_case
from findings.loading import replies_of
from panelportal.kit import access, references, trail, words
from panelportal.kit.access import Can
from panels.models import Action, Panel

BOARD = [
    "Agency",
    "Sent",
    "Reply due",
    "Record check",
    {"text": "Learning points", "numeric": True},
    "Representative",
    "Status",
]
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
    context = around(request, case, "case") | {
        "may_convene": access.may(request.user, Can.CONVENE, Panel),
        "counts": _counts(case, replies.values(), panels, actions),
        "reviews": case.reviews.all(),
        "account": account_of(case),
        "may_withdraw": access.may(request.user, Can.EDIT, Case) and not case.is_over,
        "board_head": BOARD,
        "board": [_row(case, part, replies.get(part.pk)) for part in board],
        "panels_head": PANELS,
        "panels": [_panel(panel) for panel in panels],
        "actions_head": ACTIONS,
        "actions": [_action(action) for action in actions],
    }
    return render(request, "casefile.html", context)


def _counts(case, replies, panels, actions):
    points = sum(line.learning_points or 0 for line in replies)
    return [
        {"key": "Replies", "value": f"{case.answered} of {case.asked}{_unsigned(case)}"},
        {
            "key": "Learning points",
            "value": str(points),
            "value_url": reverse("findings:case_learning", args=[case.reference]),
        },
        {"key": "Panels", "value": str(len(panels))},
        {"key": "Actions", "value": str(len(actions))},
    ]


def _unsigned(case):
    return f", {case.unsigned} recorded and unsigned" if case.unsigned else ""


def _row(case, part, line):
    return [
        {"text": part.agency.name, "url": reverse("cases:agency", args=[case.reference, part.agency.slug])},
        words.short_day(part.sent_at) if part.sent_at else "Not sent",
        words.short_day(part.reply_by) if part.reply_by else "No date yet",
        {"text": line.outcome, "url": line.url} if line and line.outcome else "-",
        "-" if line is None or line.learning_points is None else str(line.learning_points),
        line.representative if line and line.representative else "-",
        {"tags": [part.status, *filter(None, [part.lateness]), *part.signs]},
    ]


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
