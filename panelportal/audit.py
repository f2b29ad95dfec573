"""The audit log: the trail of acts and reads, for the auditor and lead inspectors."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render

from agencies.role_names import Role
from agencies.roles import roles_of
from panelportal.kit import access, fields, trail, words
from panelportal.kit.models import ReadEntry, TrailEntry

A_PAGE = 50


class FilterForm(fields.Form):
    # What is looked for is recorded for good, so it cannot be a person's name.
    about = fields.TextField(
        "Reference",
        required=False,
        width="20",
        max_length=60,
        hint="For example, MAC-2026-001.",
        pattern="[A-Za-z0-9:_-]+",
        pattern_message="Reference must have no spaces, like MAC-2026-001",
    )
    show = fields.ChoiceField(
        "Show", choices=[("acts", "What was done"), ("reads", "What was read")], initial="acts", inline=True
    )


def audit_log(request):
    """List acts or reads, newest first, less what a declared conflict of interest takes from this person.

    Looking is itself recorded; case content is never in the trail.
    """
    if not roles_of(request.user) & {Role.AUDITOR, Role.LEAD}:
        raise PermissionDenied("This page is for the auditor and lead inspectors.")
    form = FilterForm(request.GET if "show" in request.GET else {"show": "acts"})
    chosen = form.cleaned_data if form.is_valid() else {"show": "acts", "about": ""}
    table = ReadEntry if chosen["show"] == "reads" else TrailEntry
    entries = table.objects.exclude(about__in=access.taken_by_conflict(request.user)).order_by("-pk")
    if chosen["about"]:
        entries = entries.filter(about__iexact=chosen["about"])
    trail.record_read("audit log", about=chosen["about"], by=request.user)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit.html", {"form": form, "page": page, **_as_table(page, table is ReadEntry)})


def _as_table(page, reads):
    if reads:
        rows = [[words.moment(entry.at), entry.what, entry.about, entry.actor_label] for entry in page]
        return {"caption": "What was read", "head": ["When", "What", "About", "By"], "rows": rows}
    rows = [[words.moment(entry.at), entry.act, entry.about, entry.actor_label, _facts(entry)] for entry in page]
    return {"caption": "What was done", "head": ["When", "What", "About", "By", "Particulars"], "rows": rows}


def _facts(entry):
    return ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in entry.facts.items() if value)
