"""What this app puts on the page of a review: the button that flags it, or the case it was flagged into."""

from django.db.models import Q

from cases.models import Case
from panelportal.kit import access
from panelportal.kit.access import Can


def about_the_same(scopes):
    """Return the cases and reviews about the same matter as given ones: a case's reviews, and a review's case."""
    matters = Case.objects.filter(Q(reference__in=scopes) | Q(reviews__reference__in=scopes))
    return {scope for pair in matters.values_list("reference", "reviews__reference") for scope in pair}


def what_to_flag(request, review):
    """Return the review when this person may flag it now; else nothing."""
    if not review.is_rated or not access.may(request.user, Can.FLAG, review):
        return None
    return None if Case.objects.of_review(review).exists() else {"review": review}


def case_of_review(request, review):
    """Return the case of the review when this person may read it; else nothing."""
    case = access.visible(Case.objects.of_review(review), request.user, Can.READ).first()
    return {"case": case} if case else None
