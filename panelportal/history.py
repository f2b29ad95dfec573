"""The history of one case: who did what when, in sentences, from the trail; newest first, a page at a time."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import User
from agencies.role_names import INSPECTORATE
from cases.models import RequestStatus
from cases.models.request_statuses import OPEN
from cases.views.frame import around, fetch_case
from panelportal.audit import searching, wording
from panelportal.kit import access, references, trail
from panelportal.kit.models import TrailEntry

HERE = "case_history"
SEEN_WHILE_OPEN = ("status changed", "message written", "more time asked for", "reply received", "reply sent")


@require_safe
def case_history(request, reference):
    """Everything that was done in a case. While a reply is not sent, what its agency does in it is its own."""
    case = fetch_case(request, reference)
    trail.record_read("case history read", about=case.reference, by=request.user)
    entries = searching.seen_by(request.user, _acts_of(case)).newest_first()
    found, last = searching.page_of(entries, request.GET.get("after", ""))
    names = wording.names_of(found)
    context = {
        "items": [_item(entry, names, case) for entry in found],
        "count": searching.counted(entries),
        "older": last,
        "is_first": "after" not in request.GET,
    }
    return render(request, "case_history.html", around(request, case, HERE) | context)


def _acts_of(case):
    """Return the acts of a case, less those of agencies in replies that they have not sent, or never did."""
    never = Q(status=RequestStatus.WITHDRAWN, reply__sent_at__isnull=True)
    drafted = case.requests.filter(Q(status__in=OPEN) | never).values("reference")
    staff = User.objects.filter(memberships__role__in=INSPECTORATE).values_list("pk", flat=True)
    ours = [trail.PORTAL.key, *(f"person:{pk}" for pk in staff)]
    theirs = Q(about__in=drafted) & ~Q(actor_key__in=ours) & ~Q(act__in=SEEN_WHILE_OPEN)
    return TrailEntry.objects.filter(about__in=access.within({case.reference})).exclude(theirs)


def _item(entry, names, case):
    said = wording.said(entry, names)
    item = {"title": said[:1].upper() + said[1:], "by": entry.actor_label, "when": entry.at}
    if entry.about != case.reference:
        item |= {"url": _page_of(entry.about), "url_text": names.get(entry.about, entry.about)}
    return item


def _page_of(reference):
    """Return the page of a reference, or nothing for one that has none of its own."""
    try:
        return references.page_of(reference)
    except KeyError:
        return ""
