"""The pages of a flag: agencies, why, what else, check. What is answered is kept until the flag is made."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.flag_words import cards_of
from cases.forms import PAGES, ConfirmForm, FlagPages, JoinForm
from cases.models import Case
from cases.refusals import AlreadyFlagged, NotRatedYet, Refusal
from cases.views.trying import done
from panelportal.kit import access, references
from panelportal.kit.access import Can
from panelportal.kit.once import once
from ratings.models import Review

URLS = dict(zip(PAGES, ("cases:flag", "cases:flag_why", "cases:flag_other"), strict=True))
CHECK = "cases:flag_check"


@require_http_methods(["GET", "POST"])
def agencies(request, reference):
    """Which agencies were involved, ticked from the evidence notes, and which are not asked."""
    return _page(request, reference, "agencies")


@require_http_methods(["GET", "POST"])
def why(request, reference):
    """Why there might be further learning, what to look into, and in which period."""
    return _page(request, reference, "why")


@require_http_methods(["GET", "POST"])
def other(request, reference):
    """What else is under way, and which other reviews belong to the case."""
    return _page(request, reference, "other")


@require_http_methods(["GET", "POST"])
@once
def check(request, reference):
    """Check the answers, then flag. Of two who flag at once the second is led to the case of the first."""
    review = _review(request, reference)
    if not _can_be_flagged(review):
        return _cannot_flag(request, review)
    pages = FlagPages(review, request.user)
    if left := pages.next_page():
        return redirect(URLS[left], review.reference)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            pages.flag()
        except AlreadyFlagged as already:
            if already.review == review:
                return _cannot_flag(request, review)
            form.add_error(None, str(already))
        except NotRatedYet:
            return _cannot_flag(request, review)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cases:flag_sent", review.reference)
    context = {"review": review, "form": form, "cards": _cards(pages), "back_url": _url("other", review)}
    return render(request, "cases/flag_check.html", context)


@require_safe
def sent(request, reference):
    """That the review is flagged, and what comes next. Before that: the first page."""
    review = _review(request, reference)
    case = access.visible(Case.objects.of_review(review), request.user, Can.READ).first()
    if case is None:
        return redirect("cases:flag", review.reference)
    return render(request, "cases/flag_sent.html", {"review": review, "case": case})


@require_http_methods(["GET", "POST"])
@once
def join(request, reference):
    """Bring the review into an open case about the same person or a linked incident."""
    review = _review(request, reference)
    if not _can_be_flagged(review):
        return _cannot_flag(request, review)
    form = JoinForm(request.POST if request.method == "POST" else None, review=review, user=request.user)
    if done(form, form.join, by=request.user):
        case = form.cleaned_data["case"]
        messages.success(request, f"Review {review.reference} is in case {case.reference}. Nothing has been sent.")
        return redirect(references.page_of(case.reference))
    context = {"review": review, "form": form, "back_url": _url("agencies", review)}
    return render(request, "cases/flag_join.html", context)


@require_POST
def discard(request, reference):
    """Discard what this person has answered about flagging the review."""
    review = _review(request, reference)
    FlagPages(review, request.user).discard()
    return redirect(references.page_of(review.reference))


def _page(request, reference, page):
    review = _review(request, reference)
    if not _can_be_flagged(review):
        return _cannot_flag(request, review)
    pages = FlagPages(review, request.user)
    form = pages.form(page, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        pages.keep(page, request.POST)
        left = pages.next_page()
        return redirect(URLS[left] if left else CHECK, review.reference)
    context = {"review": review, "form": form, "back_url": _before(page, review), "has_draft": bool(pages.kept)}
    return render(request, f"cases/flag_{page}.html", context)


def _review(request, reference):
    return access.fetch(Review.objects.for_page(), request.user, Can.FLAG, reference=reference)


def _can_be_flagged(review):
    return review.is_rated and not Case.objects.of_review(review).exists()


def _cannot_flag(request, review):
    case = access.visible(Case.objects.of_review(review), request.user, Can.READ).first()
    context = {
        "review": review,
        "case": case,
        "kept": FlagPages(review, request.user).kept_words(),
        "back_url": references.page_of(review.reference),
    }
    return render(request, "cases/cannot_flag.html", context)


def _cards(pages):
    return cards_of(pages.answers(), urls={page: _url(page, pages.review) for page in PAGES})


def _url(page, review):
    return reverse(URLS[page], args=[review.reference])


def _before(page, review):
    names = list(PAGES)
    place = names.index(page)
    return _url(names[place - 1], review) if place else references.page_of(review.reference)
