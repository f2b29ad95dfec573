"""Who can read this: everybody who reaches a thing now, by name, and what its letters and documents told whom."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import duties
from agencies.models import Agency, Duty
from agencies.proving import who_may
from agencies.role_names import ACT_FOR_THEIR_AGENCY, CASEWORK, held_in
from agencies.roles import roles_of
from cases.models import AgencyRequest, Case
from panelportal.kit import access, references, trail, words
from panelportal.kit.access import Can
from panelportal.kit.models import Document, Letter
from panels.models import Action, Invitation, LearningReport, Panel
from ratings.models import Assessment, QAReport, Review


@dataclass(frozen=True)
class Aspect:
    """One thing that a reference names, and by which permission what of it is read."""

    model: type
    permission: Can
    what: str
    lookup: str = "reference"


METADATA = "In lists only: that it exists, its status and its dates"
ASPECTS = {
    "SFO": (
        Aspect(Review, Can.READ, "The page of the review"),
        Aspect(Review, Can.EDIT, "The review document"),
        Aspect(Assessment, Can.READ, "The assessment and its ratings", "review__reference"),
        Aspect(QAReport, Can.READ, "The QA report that was issued"),
    ),
    "MAC": (
        Aspect(Case, Can.READ, "The case"),
        Aspect(Case, Can.EDIT, "The particulars of the person"),
        Aspect(Case, Can.AUDIT, METADATA),
    ),
    "REQ": (Aspect(AgencyRequest, Can.READ, "The request and, once it is sent, the reply"),),
    "MLP": (
        Aspect(Panel, Can.READ, "The panel, its people and its minutes"),
        Aspect(Panel, Can.ATTEND, "Date, place and own reply; of the minutes the cases of the seat"),
        Aspect(Panel, Can.AUDIT, METADATA),
    ),
    "LR": (Aspect(LearningReport, Can.READ, "The learning report"), Aspect(LearningReport, Can.AUDIT, METADATA)),
    "ACT": (Aspect(Action, Can.READ, "The action and its updates"), Aspect(Action, Can.AUDIT, METADATA)),
}
WAYS = ["Person", "As", "Since", "Given by", "Until", "Because"]
LETTERS = ["To", "Letter", "Written", "Status"]
DOCUMENTS = ["Document", {"text": "Version", "numeric": True}, "Issued"]
WORK = ["Duty", "Shown to"]
LINKS = ["Whose link", "What it opens"]


@require_safe
def who_can_read(request, reference):
    """Prove who can read the things of one reference now. Names and dates only, so the auditor may read it too.

    It answers 404 for what does not exist and for what a conflict of interest takes from the one who asks.
    """
    if not may_prove(request.user):
        raise Http404("Only the inspectorate reads who can read what.")
    found = things_of(reference)
    if not found or any(access.standing(request.user).conflicts & access.scopes_of(obj) for _, obj in found):
        raise Http404("There is nothing here for this person.")
    trail.record_read("who can read this", about=reference, by=request.user)
    context = {
        "reference": reference,
        "page_url": references.page_of(reference),
        "subject_path": references.page_of(reference).lstrip("/"),
        "ways_head": WAYS,
        "aspects": [_shown(aspect, obj) for aspect, obj in found],
        "letters_head": LETTERS,
        "letters": [_letter(letter) for letter in Letter.objects.filter(about=reference).order_by("-pk")],
        "documents_head": DOCUMENTS,
        "documents": [_document(one) for one in Document.objects.filter(reference=reference).order_by("-pk")],
        "work_head": WORK,
        "work": [_duty(duty) for duty in Duty.objects.open().filter(about=reference).for_list()],
        "links_head": LINKS,
        "links": [_link(invitation) for invitation in _invitations(reference)],
        "agencies": _to_view_as(request.user, found[0][1]),
    }
    return render(request, "xray/who_can_read.html", context)


def may_prove(user):
    """Tell whether a person reads such proofs: casework and the auditor do."""
    return access.may(user, Can.AUDIT, Case)


def link_at_the_foot(request, obj):
    """Return the reference whose proof is linked from the foot of a page, for those who may read it."""
    kwargs = request.resolver_match.kwargs if request and request.resolver_match else {}
    reference = getattr(obj, "reference", None) or kwargs.get("reference", "")
    if reference.partition("-")[0] not in ASPECTS or not may_prove(request.user):
        return None
    return {"reference": reference}


def things_of(reference):
    """Return each aspect of a reference with the thing itself, for those that exist."""
    aspects = ASPECTS.get(reference.partition("-")[0], ())
    latest = {}
    for aspect in aspects:
        if aspect.model not in latest:
            named = aspect.model._default_manager.filter(**{aspect.lookup: reference})
            latest[aspect.model] = named.order_by("-pk").first()
    return [(aspect, latest[aspect.model]) for aspect in aspects if latest[aspect.model]]


def _shown(aspect, obj):
    ways = who_may(obj, aspect.permission)
    kept_out = sorted({way.person.name for way in ways if way.kept_out})
    return {
        "what": aspect.what,
        "rows": [_way(way) for way in ways if not way.kept_out],
        "kept_out": [f"{name} declared a conflict of interest, and cannot" for name in kept_out],
    }


def _way(way):
    return [
        way.person.name,
        way.through,
        words.short_day(way.since),
        way.given_by,
        words.short_day(way.until) if way.until else "No end date",
        f"{way.because[:1].upper()}{way.because[1:]}",
    ]


def _letter(letter):
    with_entry = ", with a calendar entry" if letter.calendar else ""
    again = " (may have come twice)" if letter.may_have_left_before else ""
    written = letter.sent_at or letter.written_at
    to = letter.to_label or letter.to_email
    return [to, f"{letter.subject}{with_entry}{again}", words.moment(written), {"tag": letter.status}]


def _document(document):
    issued = f"{words.short_day(document.frozen_at)}, {document.frozen_by_label}"
    return [document.title, str(document.version), issued]


def _duty(duty):
    if duty.person_id:
        holder = duty.person.name
    else:
        holder = f"{duty.agency}, {duty.get_role_display().lower()}" if duty.role else f"Who acts for {duty.agency}"
    return [duties.title_of(duty), holder]


def _invitations(reference):
    live = Invitation.objects.filter(cancelled_at__isnull=True, seat__removed_at__isnull=True)
    return live.filter(meeting__panel__reference=reference).select_related("seat__person").order_by("pk")


def _link(invitation):
    return [invitation.seat.person.name, "The panel’s date, place and their own reply, without signing in"]


def _to_view_as(user, obj):
    """Return the agencies that casework may look at this through: those that the thing was given to."""
    if not roles_of(user) & CASEWORK:
        return []
    groups = {held.group_id for held in access.grants_on(obj, Can.READ) if not held.person}
    agencies = Agency.objects.filter(group__in=groups).select_related("kind")
    return [agency for agency in agencies if ACT_FOR_THEIR_AGENCY & held_in(agency.kind_id)]
