"""Access logs: all that was read of a case and by whom, and all that one person did and read.

They answer a subject access request, and show personal data of those who
read; so a reason is asked for first, once in a session, and recorded.
"""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.assurance import freshly_proved
from agencies.models import User
from cases.models import Case
from panelportal.audit import searching, wording
from panelportal.audit.log import MOST_ROWS, note_download, require_auditor
from panelportal.kit import access, fields, sheets, trail
from panelportal.kit.access import Can
from panelportal.kit.models import ReadEntry, TrailEntry

MOST_FOUND = 20
OPENED = "access logs opened"  # in the session: the keys of those for which a reason was given


class Reason(models.TextChoices):
    """Why somebody opens an access log."""

    SUBJECT_ACCESS = "subject-access", "A subject access request"
    CONCERN = "concern", "A concern that somebody read what they should not"
    SAMPLE = "sample", "A check of a sample"
    LEGAL = "legal", "A court, an inquest or an inquiry asks for it"


class ReasonForm(fields.Form):
    reason = fields.ChoiceField("Why do you open this access log?", choices=Reason, heading=True, size="l")


class PersonForm(fields.Form):
    who = fields.TextField("Name or email address", max_length=150, heading=True, size="l", spellcheck=False)


def find_person(request):
    """Find whose entries to show. The name travels in a form, so that it stands in no address and no log."""
    require_auditor(request.user)
    form = PersonForm(request.POST or None)
    found = None
    if form.is_valid():
        who = form.cleaned_data["who"]
        named = User.objects.filter(Q(name__icontains=who) | Q(email__iexact=who)).order_by("name", "pk")
        found = [
            {"person": person, "as_what": _as_what(person)}
            for person in named.prefetch_related("memberships__agency")[:MOST_FOUND]
        ]
        trail.record_read("person looked for in the audit log", about="", by=request.user)
    return render(request, "audit/find_person.html", {"form": form, "found": found})


def of_case(request, reference):
    """Everybody who read anything of a case: when, as what, through which organisation."""
    return _log(request, _case(request, reference), "access_log_of_case", reference)


@require_safe
@freshly_proved
def download_of_case(request, reference):
    return _download(request, _case(request, reference), "access_log_of_case", reference)


def of_person(request, pk):
    """All that one person read, and all that they did."""
    return _log(request, _person(request, pk), "access_log_of_person", pk)


@require_safe
@freshly_proved
def download_of_person(request, pk):
    return _download(request, _person(request, pk), "access_log_of_person", pk)


@dataclass(frozen=True)
class _Subject:
    """Whose or what's access log it is: its key in the trail, its name, and the entries."""

    key: str
    name: str
    reads: models.QuerySet
    acts: models.QuerySet


def _case(request, reference):
    require_auditor(request.user)
    case = access.fetch(Case.objects.all(), request.user, Can.AUDIT, reference=reference)
    within = {"about__in": access.within(access.scopes_of(case))}
    return _Subject(reference, reference, ReadEntry.objects.filter(**within), TrailEntry.objects.filter(**within))


def _person(request, pk):
    require_auditor(request.user)
    person = get_object_or_404(User, pk=pk)
    theirs = {"actor_key": f"person:{pk}"}
    key = theirs["actor_key"]
    return _Subject(key, person.name, ReadEntry.objects.filter(**theirs), TrailEntry.objects.filter(**theirs))


def _log(request, subject, page, name):
    if subject.key not in request.session.get(OPENED, []):
        return _ask_why(request, subject, page, name)
    acts = request.GET.get("show") == searching.ACTS
    entries = _entries(request, subject, acts)
    found, last = searching.page_of(entries, request.GET.get("after", ""))
    trail.record_read("access log read", about=subject.key, by=request.user)
    here = reverse(page, args=[name])
    context = {
        "name": subject.name,
        "tabs": [
            {"text": "What was read", "url": here, "current": not acts},
            {"text": "What was done", "url": f"{here}?show={searching.ACTS}", "current": acts},
        ],
        "count": searching.counted(entries),
        "caption": "What was done" if acts else "What was read, and refused",
        "head": wording.head_of(entries.model),
        "rows": wording.rows(found),
        "older": last,
        "is_first": "after" not in request.GET,
        "most": f"{MOST_ROWS:,}",
        "download_url": f"{reverse(f'{page}_download', args=[name])}?{request.GET.urlencode()}",
    }
    return render(request, "audit/access_log.html", context)


def _ask_why(request, subject, page, name):
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _note_opened(subject.key, reason=form.cleaned_data["reason"], by=request.user)
        request.session[OPENED] = [*request.session.get(OPENED, []), subject.key]
        return redirect(page, name)
    return render(request, "audit/reason.html", {"form": form, "name": subject.name})


def _download(request, subject, page, name):
    if subject.key not in request.session.get(OPENED, []):
        return redirect(page, name)
    acts = request.GET.get("show") == searching.ACTS
    entries = _entries(request, subject, acts)
    rows = wording.rows(entries[:MOST_ROWS])
    show = searching.ACTS if acts else searching.READS
    note_download("access log downloaded", about=subject.key, by=request.user, rows=len(rows), show=show)
    return sheets.csv_response(f"access-log-{subject.key.replace(':', '-')}", wording.head_of(entries.model), rows)


def _entries(request, subject, acts):
    return searching.seen_by(request.user, subject.acts if acts else subject.reads).newest_first()


@trail.verb
def _note_opened(key, *, reason, by):
    """Record that an access log was opened, and why."""
    trail.record("access log opened", about=key, by=by, because=str(reason))


def _as_what(person):
    return ", ".join(f"{held.get_role_display()}, {held.agency}" for held in person.memberships.all())
