from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.moving import history
from panelportal.kit.once import once
from panelportal.kit.trail import record_read
from ratings.assessing import standards_with_open_prompts
from ratings.forms import FeedbackForm, QuestionForm, RatingsForm, SendForm
from ratings.models import Assessment, AssessmentStatus
from ratings.sending import who_can_countersign
from ratings.views.reading import everything, linked_gaps, tally
from ratings.views.tasks import tasks
from ratings.views.workspace import around, key_questions


def assessment(request, reference):
    assessment = access.fetch(Assessment.objects.for_page(), request.user, Can.READ, review__reference=reference)
    record_read("assessment", about=reference, by=request.user)
    context = around(assessment)
    if assessment.is_with_rater and assessment.rater_id == request.user.pk:
        context |= {"tasks": tasks(assessment), "returned": _why_returned(assessment)}
        return render(request, "ratings/assessment.html", context)
    return render(request, "ratings/assessment_read.html", context | {"everything": everything(assessment)})


def question(request, reference, slug):
    assessment = _to_rate(request, reference)
    questions = key_questions(assessment)
    key_question = next((one for one in questions if one.slug == slug), None)
    if key_question is None:
        raise Http404("No such key question.")
    if _is_over(request, assessment):
        return redirect("ratings:assessment", reference)
    form = QuestionForm(request.POST or None, rows={one.prompt.letter: one for one in questions[key_question]})
    following = _following(assessment, key_question)
    if form.is_valid() and form.save(assessment, key_question, by=request.user):
        return _on_to(request, following["url"], reference)
    context = around(assessment, slug) | {
        "form": form,
        "question": key_question,
        "questions_in_all": len(questions),
        "blocks": list(form.blocks(assessment.prompt_answers)),
        "following": following,
    }
    return render(request, "ratings/question.html", context)


def rate_standards(request, reference):
    assessment = _to_rate(request, reference)
    if _is_over(request, assessment):
        return redirect("ratings:assessment", reference)
    open_ones = standards_with_open_prompts(assessment)
    rows = {row.standard.number: row for row in assessment.standard_ratings if row.standard.number not in open_ones}
    form = RatingsForm(request.POST or None, rows=rows)
    if form.is_valid() and form.save(assessment, by=request.user):
        return _on_to(request, reverse("ratings:feedback", args=[reference]), reference)
    blocks = [_rating_block(assessment, form, row) for row in assessment.standard_ratings]
    return render(
        request, "ratings/rate_standards.html", around(assessment, "rate_standards") | {"form": form, "blocks": blocks}
    )


def feedback(request, reference):
    assessment = _to_rate(request, reference)
    if _is_over(request, assessment):
        return redirect("ratings:assessment", reference)
    form = FeedbackForm(
        request.POST or None,
        rows={part.number: part for part in assessment.feedback_parts},
        flagged=[one for one in assessment.prompt_answers if one.use_in_feedback and one.note.strip()],
    )
    if "insert" in request.POST:
        form.insert(request.POST["insert"])
    elif form.is_valid() and form.save(assessment, by=request.user):
        return _on_to(request, reverse("ratings:check", args=[reference]), reference)
    return render(
        request, "ratings/feedback.html", around(assessment, "feedback") | {"form": form, "blocks": list(form.blocks())}
    )


@once
def check(request, reference):
    assessment = _to_rate(request, reference)
    if _is_over(request, assessment):
        return redirect("ratings:assessment", reference)
    form = SendForm(request.POST or None)
    if form.is_valid() and form.send(assessment, by=request.user):
        return redirect("ratings:sent", reference)
    context = around(assessment, "check") | {
        "form": form,
        "gaps": linked_gaps(assessment),
        "everything": everything(assessment),
        "leads": who_can_countersign(assessment),
    }
    return render(request, "ratings/check.html", context)


def sent(request, reference):
    assessment = _to_rate(request, reference)
    if assessment.is_with_rater:
        return redirect("ratings:assessment", reference)
    context = {"assessment": assessment, "review": assessment.review, "leads": who_can_countersign(assessment)}
    return render(request, "ratings/sent.html", context)


def _to_rate(request, reference):
    return access.fetch(Assessment.objects.for_page(), request.user, Can.RATE, review__reference=reference)


def _is_over(request, assessment):
    """Tell whether a page to write on is asked for that can only be read now; what was typed is never thrown away."""
    return request.method == "GET" and not assessment.is_with_rater


def _on_to(request, url, reference):
    return redirect("ratings:assessment", reference) if request.POST.get("then") == "later" else redirect(url)


def _following(assessment, key_question):
    questions = list(key_questions(assessment))
    place = questions.index(key_question) + 1
    if place == len(questions):
        return {"text": "the ratings", "url": reverse("ratings:rate_standards", args=[assessment.reference])}
    after = questions[place]
    return {"text": after.shown_number, "url": reverse("ratings:question", args=[assessment.reference, after.slug])}


def _rating_block(assessment, form, row):
    number = row.standard.number
    block = {"row": row, "tally": tally(assessment, row.standard), "conflict": form.conflicts.get(number)}
    if number in form.rows:
        return block | {"rating": form[f"rating_{number}"], "reason": form[f"reason_{number}"]}
    first = next(
        one for one in assessment.prompt_answers if one.prompt.standard_id == row.standard_id and not one.answer
    )
    return block | {"first_open": first.prompt.key_question.slug}


def _why_returned(assessment):
    if assessment.status != AssessmentStatus.RETURNED:
        return None
    return history(assessment).filter(after=AssessmentStatus.RETURNED).last()
