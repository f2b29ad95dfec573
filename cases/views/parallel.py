from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases.forms import ParallelReviewForm, RemoveReviewForm
from cases.models import Case, ParallelReview
from cases.views.frame import around, fetch_case
from cases.views.trying import done
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once

HERE = "cases:parallel_reviews"


@require_safe
def parallel_reviews(request, reference):
    """Other reviews of the same events, and which agencies have answered each already."""
    case = fetch_case(request, reference)
    listed = case.parallel_reviews.listed().select_related("added_by", "changed_by").prefetch_related("answered_by")
    may_edit = access.may(request.user, Can.EDIT, Case) and not case.is_over
    context = around(request, case, HERE) | {"reviews": listed, "may_edit": may_edit}
    return render(request, "cases/parallel_reviews.html", context)


@require_http_methods(["GET", "POST"])
@once
def add(request, reference):
    """List another review of the same events."""
    case = fetch_case(request, reference, Can.EDIT)
    return _form_page(request, case, None, "The review is on the list.")


@require_http_methods(["GET", "POST"])
def change(request, reference, pk):
    """Change what is told of a listed review."""
    case = fetch_case(request, reference, Can.EDIT)
    return _form_page(request, case, _listed(case, pk), "Review saved.")


@require_http_methods(["GET", "POST"])
def remove(request, reference, pk):
    """Take a review off the list, with a reason."""
    case = fetch_case(request, reference, Can.EDIT)
    review = _listed(case, pk)
    form = RemoveReviewForm(request.POST if request.method == "POST" else None)
    if done(form, form.remove, review, by=request.user):
        messages.success(request, f"{review} is off the list.")
        return redirect(HERE, case.reference)
    context = around(request, case, HERE) | {"form": form, "review": review}
    return render(request, "cases/remove_parallel_review.html", context)


def _form_page(request, case, review, said):
    form = ParallelReviewForm(request.POST if request.method == "POST" else None, case=case, review=review)
    if done(form, form.save, by=request.user):
        messages.success(request, said)
        return redirect(HERE, case.reference)
    context = {"form": form, "review": review, "theirs": form.theirs}
    return render(request, "cases/parallel_review.html", around(request, case, HERE) | context)


def _listed(case, pk):
    return get_object_or_404(ParallelReview.objects.listed().prefetch_related("answered_by"), case=case, pk=pk)
