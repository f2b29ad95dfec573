from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms import FlagForm
from cases.models import Case
from cases.refusals import AlreadyFlagged, NotRatedYet
from panelportal.kit import access, references
from panelportal.kit.access import Can
from panelportal.kit.once import once
from ratings.models import Review


@require_http_methods(["GET", "POST"])
@once
def flag(request, reference):
    """Flag a rated review for multi-agency learning: three questions on one page. Nothing is sent to any agency."""
    review = access.fetch(Review.objects.for_page(), request.user, Can.FLAG, reference=reference)
    if not review.is_rated or Case.objects.of_review(review).exists():
        return _cannot_flag(request, review)
    form = FlagForm(request.POST if request.method == "POST" else None, review=review)
    if form.is_valid():
        try:
            case = form.flag(by=request.user)
        except (AlreadyFlagged, NotRatedYet):
            return _cannot_flag(request, review)
        messages.success(request, f"Case {case.reference} is flagged. Nothing has been sent to any agency.")
        return redirect("cases:requests", case.reference)
    return render(request, "cases/flag.html", {"review": review, "form": form, "back_url": _page(review)})


def _cannot_flag(request, review):
    case = access.visible(Case.objects.of_review(review), request.user, Can.READ).first()
    return render(request, "cases/cannot_flag.html", {"review": review, "case": case, "back_url": _page(review)})


def _page(review):
    return references.page_of(review.reference)
