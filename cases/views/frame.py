"""What stands around every page of a case: fetching it, its identity, its parts, and who can see it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cases.explaining import who_sees_case
from cases.models import AgencyRequest, Case
from panelportal.kit import access, references
from panelportal.kit.access import Can
from panelportal.kit.words import short_day

CLOSING = "cases:closing"
PARTS = [  # text, url name, what a person may do with cases who sees it
    ("Particulars", "cases:particulars", Can.EDIT),
    ("Requests", "cases:requests", Can.READ),
    ("Proceedings", "cases:proceedings", Can.READ),
    ("Other reviews", "cases:parallel_reviews", Can.READ),
    ("Victims and family", "cases:family", Can.READ),
    ("Closing", CLOSING, Can.READ),
]


def add_part(text, url_name, can, *, last=False):
    """Add a part to the sub navigation of a case; later apps do so when they are ready.

    Parts stand in the order of the work, so that each comes before the
    closing of the case; one that is about all of it is the last.
    """
    closing = next(place for place, (_, name, _) in enumerate(PARTS) if name == CLOSING)
    PARTS.insert(len(PARTS) if last else closing, (text, url_name, can))


def fetch_case(request, reference, can=Can.READ):
    """Return the case with its progress, for somebody who may do this with it; else 404."""
    about = ("proceedings", "family", "flagged_by", "withdrawn_by", "split_from__case", "split_from__split_by")
    cases = Case.objects.with_progress().with_troubles().select_related(*about)
    return access.fetch(cases.prefetch_related("reviews__region"), request.user, can, reference=reference)


def fetch_part(case, agency):
    """Return the request to an agency in a case that was fetched for this person; else 404.

    Asked through the case, so that the agency itself, which may read its
    request, does not reach the inspectorate's page of it.
    """
    return get_object_or_404(AgencyRequest.objects.filter(case=case).latest().for_page(), agency__slug=agency)


def fetch_for_casework(request, reference, can=Can.READ):
    """Return case and request by the request's reference, for somebody who may do this with the case; else 404.

    The agency, which may read its request, gets 404 for want of the case.
    """
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    part.case = fetch_case(request, part.case.reference, can)
    return part.case, part


def refuse_what_was_set_aside(user, part):
    """Raise Http404 for a reply that was set aside, unless a lead inspector reads it to judge the incident."""
    if part.is_set_aside and not access.may(user, Can.CLEAR, Case):
        raise Http404("This reply was set aside.")


def around(request, case, current, counts=None):
    """Return the context that `cases/case_page.html` prints around a page.

    `counts` are the numbers that stand beside parts, by their url names, where a page knows them already.
    """
    regions = sorted({review.region.name for review in case.reviews.all()})
    step = case.next_step
    return {
        "case": case,
        "facts": [*regions, f"Flagged {short_day(case.flagged_at)}"],
        "next_text": f"Next step: {step.text}",
        "next_url": reverse(step.page, args=[case.reference]) if step.page and step.page != current else "",
        "parts": parts_of(request.user, case, current, counts),
        **who_sees_case(request.user, case),
    }


def parts_of(user, case, current="", counts=None):
    """Return the parts of a case's pages that this person may open, as items of a sub navigation."""
    counts = counts or {}
    first = {"text": "Summary", "url": references.page_of(case.reference), "current": current == "case"}
    return [first] + [
        {
            "text": text,
            "url": reverse(name, args=[case.reference]),
            "current": name == current,
            "count": counts.get(name),
        }
        for text, name, can in PARTS
        if access.may(user, can, Case)
    ]
