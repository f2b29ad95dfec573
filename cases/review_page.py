"""What this app puts on the page of a review: the button that flags it, or the case it was flagged into."""

from django.db.models import Q

from cases.models import Case
from panelportal.kit import access
from panelportal.kit.access import Can


def about_the_same(scopes):
    """Return the cases and reviews about the same matter as given ones: a case, and every review in it."""
    cases = Case.objects.filter(Q(reference__in=scopes) | Q(reviews__reference__in=scopes)).values("pk")
    matters = Case.objects.filter(pk__in=cases).values_list("reference", "reviews__reference")
    return {scope for pair in matters for scope in pair if scope}


def what_to_flag(request, review):
    """Return the review when this person may flag it now; else nothing."""
    if not review.is_rated or not access.may(request.user, Can.FLAG, review):
        return None
    return None if Case.objects.of_review(review).exists() else {"review": review}


def case_of_review(request, review):
    """Return the case of the review, and those whose flag was withdrawn, when this person may read them."""
    cases = Case.objects.filter(reviews=review).select_related("withdrawn_by").order_by("pk")
    cases = list(access.visible(cases, request.user, Can.READ))
    if not cases:
        return None
    return {
        "case": next((case for case in cases if not case.is_withdrawn), None),
        "withdrawn": [case for case in cases if case.is_withdrawn],
    }
