from pathlib import PurePosixPath

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from panelportal.kit import access, files
from panelportal.kit.access import Can
from panelportal.kit.moving import history
from panelportal.kit.once import once
from panelportal.kit.trail import record_read
from panelportal.kit.words import short_day
from ratings.days import REPORT_DAYS
from ratings.forms import AddReviewForm, AllocateForm, FilterForm, WithdrawReviewForm
from ratings.models import Assessment, QAReport, Review

ON_A_PAGE = 25
STAFF = "Inspectors, lead inspectors, coordinators and auditors at HM Inspectorate of Probation"
NOT_THE_DOCUMENT = "The auditor cannot open the review document."


def reviews(request):
    access.require(request.user, Can.READ, Review)
    form = FilterForm(request.GET if request.GET else {})
    found = form.narrow(access.visible(Review.objects.for_list(), request.user, Can.READ))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_add": access.may(request.user, Can.ADD, Review)}
    return render(request, "ratings/reviews.html", context)


def add_review(request):
    access.require(request.user, Can.ADD, Review)
    form = AddReviewForm(request.POST or None, request.FILES or None)
    # The upload is looked at here, before `once` opens the transaction that the scanner would hold up.
    return _add(request, form) if form.is_valid() else render(request, "ratings/add_review.html", {"form": form})


@once
def _add(request, form):
    review = form.add(by=request.user)
    if review is None:
        return render(request, "ratings/add_review.html", {"form": form})
    messages.success(request, f"Review added. Its report is due on {short_day(review.due_on)}.")
    return redirect("ratings:review", review.reference)


def review(request, reference):
    review = access.fetch(Review.objects.for_page(), request.user, Can.READ, reference=reference)
    record_read("SFO review", about=reference, by=request.user)
    assessment, report = getattr(review, "assessment", None), review.qa_reports.order_by("-version").first()
    may = {
        "open_document": access.may(request.user, Can.EDIT, review),
        "allocate": _can_change_hands(review, assessment) and access.may(request.user, Can.ALLOCATE, review),
        "read_assessment": assessment is not None and access.may(request.user, Can.READ, assessment),
        "withdraw": not review.is_withdrawn and access.may(request.user, Can.ALLOCATE, review),
        "read_report": report is not None and access.may(request.user, Can.READ, report),
    }
    context = {
        "review": review,
        "facts": [review.region.name, review.offence_type.name],
        "assessment": assessment,
        "report": report,
        "may": may,
        "is_rater": assessment is not None and assessment.rater_id == request.user.pk,
        "report_days": REPORT_DAYS,
        "past": _past(review, assessment),
        "why": access.why(request.user, review, Can.READ),
        "others": [STAFF, NOT_THE_DOCUMENT],
    }
    return render(request, "ratings/review.html", context)


def review_document(request, reference):
    review = access.fetch(Review.objects.for_page(), request.user, Can.EDIT, reference=reference)
    record_read("SFO review document", about=reference, by=request.user)
    extension = PurePosixPath(review.document.name).suffix.lower()
    return files.respond(review.document, inline=True, download_name=f"{reference}{extension}")


@once
def allocate(request, reference):
    review = access.fetch(Review.objects.for_page(), request.user, Can.ALLOCATE, reference=reference)
    form = AllocateForm(request.POST or None, review=review)
    if form.is_valid() and form.allocate(by=request.user):
        messages.success(request, f"Allocated to {form.cleaned_data['to']}, who is told by email.")
        return redirect("ratings:review", reference)
    return render(request, "ratings/allocate.html", {"review": review, "form": form})


@once
def withdraw(request, reference):
    """Withdraw a review that HMPPS took back: what ends is said first. Withdrawn before, it leads to its page."""
    review = access.fetch(Review.objects.for_page(), request.user, Can.ALLOCATE, reference=reference)
    if review.is_withdrawn:
        return redirect("ratings:review", reference)
    form = WithdrawReviewForm(request.POST or None)
    if form.is_valid() and form.withdraw(review, by=request.user):
        messages.success(request, f"Review {reference} is withdrawn.")
        return redirect("ratings:review", reference)
    return render(request, "ratings/withdraw.html", {"review": review, "form": form})


def _can_change_hands(review, assessment):
    return review.is_waiting and (assessment is None or assessment.is_with_rater)


def _past(review, assessment):
    """Return what happened to a review, newest first, as the timeline prints it."""
    added = {"title": "Received", "by": review.added_by, "when": review.added_at}
    changes = [*history(review), *(history(assessment) if assessment else ())]
    moved = [
        {"title": _label(change, Assessment, Review, QAReport), "by": change.moved_by_label, "when": change.moved_at}
        for change in sorted(changes, key=lambda change: change.pk, reverse=True)
    ]
    return [*moved, added]


def _label(change, *nouns):
    noun = next(model for model in nouns if model._meta.label == change.noun)
    name = {Assessment: "Assessment", Review: "Review", QAReport: "Report"}[noun]
    status = noun._meta.get_field("status").statuses(change.after)
    return f"{name}: {status.label[:1].lower()}{status.label[1:]}"
