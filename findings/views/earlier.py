"""Earlier issued learning like what somebody writes: from the ledger, and from nothing else."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from findings import ledger
from findings.views.open_requests import of_open_request
from panelportal.kit import limits

LIKE = "earlier-learning"
MOST, SECONDS = 40, 60  # a minute of typing asks about 30 times
LONGEST = 4000  # characters that are looked at
TYPED = ("what", "why", "would_help")


@of_open_request
def like(request, part):
    """Answer the page's script with earlier learning like what is typed. Nothing of it is kept."""
    if limits.is_too_often(LIKE, request.user, most=MOST, seconds=SECONDS):
        return HttpResponse(status=429)
    return render(request, "findings/parts/earlier.html", {"earlier": ledger.earlier_like(_typed(request))})


def beside(request, part):
    """Return what stands beside the form of a learning point: where to look, and what was found when it was asked."""
    asked = "look" in request.POST
    is_too_often = asked and limits.is_too_often(LIKE, request.user, most=MOST, seconds=SECONDS)
    return {
        "like_url": reverse("findings:like", args=[part.reference]),
        "is_too_often": is_too_often,
        "earlier": ledger.earlier_like(_typed(request)) if asked and not is_too_often else None,
    }


def like_saved(points, reference):
    """Return earlier learning like one of an agency's points, or nothing when there is no such point."""
    point = next((point for point in points if point.reference == reference), None)
    return ledger.earlier_like(f"{point.what} {point.why} {point.would_help}"[:LONGEST]) if point else []


def _typed(request):
    return " ".join(request.POST.get(name, "") for name in TYPED)[:LONGEST]
