"""The audit log: the trail of acts, reads and refusals, for the auditor and lead inspectors."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from agencies.assurance import freshly_proved
from agencies.role_names import Role
from agencies.roles import roles_of
from panelportal.audit import searching, wording
from panelportal.kit import sheets, trail, trail_check, words

AUDITORS = {Role.AUDITOR, Role.LEAD}
MOST_ROWS = 10_000
CAPTIONS = {
    searching.ACTS: "What was done",
    searching.READS: "What was read",
    searching.REFUSALS: "What was refused",
}


@require_safe
def audit_log(request):
    """List acts, reads or refusals, newest first. Looking is itself recorded; case content is never in the trail."""
    require_auditor(request.user)
    form = _form(request)
    criteria = searching.criteria_of(form)
    trail.record_read("audit log", about=criteria.get("about", ""), by=request.user)
    entries = searching.entries_for(criteria, request.user)
    found, last = searching.page_of(entries, request.GET.get("after", ""))
    context = {
        "form": form,
        "person": criteria.get("person"),
        "count": searching.counted(entries),
        "older": last,
        "is_first": "after" not in request.GET,
        "caption": CAPTIONS[criteria["show"]],
        "head": wording.head_of(entries.model),
        "rows": wording.rows(found),
        "query": request.GET.urlencode(),
        "most": f"{MOST_ROWS:,}",
        "refused": [_often(one) for one in searching.often_refused(request.user)],
        "check": _check(trail_check.last_check()),
    }
    return render(request, "audit/log.html", context)


@require_safe
@freshly_proved
def download(request):
    """Hand out what the log shows as CSV, newest first; that and what was looked for goes on the trail."""
    require_auditor(request.user)
    criteria = searching.criteria_of(_form(request))
    entries = searching.entries_for(criteria, request.user)
    rows = wording.rows(entries[:MOST_ROWS])
    facts = searching.facts_of(criteria)
    note_download("audit log downloaded", about="audit", by=request.user, rows=len(rows), **facts)
    return sheets.csv_response("audit-log", wording.head_of(entries.model), rows)


def require_auditor(user):
    """Raise PermissionDenied unless a person is an auditor or a lead inspector."""
    if not roles_of(user) & AUDITORS:
        raise PermissionDenied("This page is for the auditor and lead inspectors.")


@trail.verb
def note_download(act, *, about, by, **facts):
    """Record that somebody took entries of the trail away."""
    trail.record(act, about=about, by=by, **facts)


def _form(request):
    return searching.SearchForm(request.GET if "show" in request.GET else {"show": searching.ACTS})


def _often(one):
    number = one["actor_key"].removeprefix("person:")
    query = urlencode({"show": searching.REFUSALS, "person": number})
    return {"name": one["actor_label"], "times": one["times"], "query": query}


def _check(entry):
    """Return how the last nightly check of the trail ended."""
    if entry is None:
        return {"text": "The trail has not been checked yet: the worker does so every night.", "is_broken": False}
    when = words.moment(entry.at)
    if entry.act == trail_check.BROKEN:
        return {"text": f"The trail was found broken on {when}. {entry.facts['found']}", "is_broken": True}
    acts, seals = entry.facts["acts"], entry.facts["seals"]
    text = f"The trail was checked on {when} and holds: {acts:,} acts, {seals:,} seals of reads."
    return {"text": text, "is_broken": False}
