from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.assurance import freshly_proved
from agencies.roles import who_act_for
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.moving import history
from panelportal.kit.once import once
from panelportal.kit.trail import record_read
from ratings.covered import digest_of
from ratings.forms import AgreeForm, IssueForm, ReturnForm
from ratings.models import Assessment, AssessmentStatus
from ratings.models.assessments import WITH_A_LEAD
from ratings.moderating import countersignature_of
from ratings.sending import who_can_countersign
from ratings.views.reading import everything
from ratings.views.workspace import around


def moderation(request):
    access.require(request.user, Can.COUNTERSIGN, Assessment)
    waiting = access.visible(Assessment.objects.with_a_lead().for_moderation(), request.user, Can.COUNTERSIGN)
    return render(request, "ratings/moderation.html", {"waiting": waiting})


def moderate(request, reference):
    assessment = _with_lead(request, reference)
    return _page(request, assessment, AgreeForm(initial={"read": digest_of(assessment)}))


@require_POST
@once
def agree(request, reference):
    assessment = _with_lead(request, reference)
    form = AgreeForm(request.POST)
    if form.is_valid() and form.countersign(assessment, by=request.user):
        messages.success(request, f"You countersigned the ratings of {reference}.")
        return redirect("ratings:issue", reference)
    return _page(request, assessment, form)


@once
def send_back(request, reference):
    assessment = _with_lead(request, reference)
    form = ReturnForm(request.POST or None)
    if form.is_valid() and form.send_back(assessment, by=request.user):
        messages.success(request, f"You returned {reference} to {assessment.rater}, who is told by email.")
        return redirect("ratings:moderation")
    if request.method == "GET" and not _is_for(request.user, assessment):
        return redirect("ratings:moderate", reference)
    return render(request, "ratings/return.html", {"assessment": assessment, "form": form})


@freshly_proved
@once
def issue(request, reference):
    assessment = access.fetch(Assessment.objects.for_page(), request.user, Can.ISSUE, review__reference=reference)
    form = IssueForm(request.POST or None)
    if form.is_valid() and form.issue(assessment, by=request.user):
        messages.success(request, f"You issued the quality assurance report of {reference}.")
        return redirect("ratings:qa_report", reference)
    if request.method == "GET" and not _can_be_issued(request.user, assessment):
        return redirect("ratings:moderate", reference)
    context = around(assessment) | {"form": form, "readers": who_act_for(assessment.review.region)}
    return render(request, "ratings/issue.html", context)


def _with_lead(request, reference):
    assessment = access.fetch(Assessment.objects.for_page(), request.user, Can.COUNTERSIGN, review__reference=reference)
    record_read("assessment to moderate", about=reference, by=request.user)
    return assessment


def _page(request, assessment, form):
    is_signed = assessment.status == AssessmentStatus.COUNTERSIGNED
    context = around(assessment) | {
        "form": form,
        "everything": everything(assessment),
        "leads": who_can_countersign(assessment),
        "is_own": assessment.rater_id == request.user.pk,
        "is_signed": is_signed,
        "signature": countersignature_of(assessment) if is_signed else None,
        "may_agree": _is_for(request.user, assessment) and not is_signed,
        "past": _past(assessment),
    }
    return render(request, "ratings/moderate.html", context)


def _is_for(user, assessment):
    return assessment.rater_id != user.pk and assessment.status in WITH_A_LEAD


def _can_be_issued(user, assessment):
    return _is_for(user, assessment) and assessment.status == AssessmentStatus.COUNTERSIGNED


def _past(assessment):
    return [
        {
            "title": AssessmentStatus(change.after).label,
            "by": change.moved_by_label,
            "when": change.moved_at,
            "text": change.because,
        }
        for change in history(assessment).order_by("-pk")
    ]
