"""Allocating: a lead or coordinator gives a review to the inspector who will rate it."""

from django.urls import reverse

from agencies.directory import the_inspectorate
from agencies.duties import has_open, settle
from agencies.role_names import Role
from agencies.roles import holders
from panelportal.kit import access, letters
from panelportal.kit.access import Can
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb
from ratings.asking import ask_the_rater
from ratings.models import Assessment, FeedbackText, PromptAnswer, Review, ReviewStatus, StandardRating, StandardsSet
from ratings.models.reviews import WAITING_FOR_A_REPORT


class CannotBeAllocated(ValueError):
    """The review is not waiting for a report, or its ratings are with a lead inspector already."""


class NotAnInspector(ValueError):
    """Only an inspector or lead inspector rates a review."""


def who_can_rate():
    """Return the people to whom a review can be allocated: inspectors, then lead inspectors."""
    inspectorate = the_inspectorate()
    people = [person for role in (Role.INSPECTOR, Role.LEAD) for person in holders(role, agency=inspectorate)]
    return list(dict.fromkeys(people))


@verb
def allocate(review, *, to, by):
    """Give a review to an inspector, who is told; whoever had it before no longer rates it.

    The assessment begins with the current standards and keeps what was
    already answered when it changes hands. Raises CannotBeAllocated and
    NotAnInspector.
    """
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.status not in WAITING_FOR_A_REPORT:
        raise CannotBeAllocated(review.reference)
    if to not in who_can_rate():
        raise NotAnInspector(review.reference)
    if review.allocated_to_id == to.pk:
        return review
    assessment = _begin(review, rater=to)
    _hand_over(assessment, before=review.allocated_to, to=to, by=by)
    review.allocated_to = to
    review.save(update_fields=["allocated_to"])
    move(review, ReviewStatus.ALLOCATED, by=by)
    record("review allocated", about=review.reference, by=by, to=f"person:{to.pk}")
    _tell(review, to=to, by=by)
    return review


def _begin(review, *, rater):
    """Return the review's assessment, which has an empty row for each prompt, standard and part of the feedback."""
    assessment = Assessment.objects.select_for_update().filter(review=review).first()
    if assessment:
        if not assessment.is_with_rater:
            raise CannotBeAllocated(review.reference)
        return assessment
    standards_set = StandardsSet.objects.current()
    assessment = Assessment.objects.create(review=review, standards_set=standards_set, rater=rater)
    standards = list(standards_set.standards.all())
    prompts = standards_set.prompts.all()
    PromptAnswer.objects.bulk_create(PromptAnswer(assessment=assessment, prompt=prompt) for prompt in prompts)
    StandardRating.objects.bulk_create(StandardRating(assessment=assessment, standard=one) for one in standards)
    FeedbackText.objects.bulk_create(FeedbackText(assessment=assessment, standard=one) for one in [None, *standards])
    return assessment


def _hand_over(assessment, *, before, to, by):
    if before:
        access.revoke(Can.RATE, assessment, of=before, by=by, because="allocated to somebody else")
    group = the_inspectorate().group
    access.grant(Can.RATE, assessment, to=to, for_group=group, by=by, because="the review is allocated to you")
    assessment.rater = to
    assessment.save(update_fields=["rater"])


def _tell(review, *, to, by):
    settle("allocate-review", about=review.reference, by=by)
    settle("quality-assure", about=review.reference, by=by, how="allocated to somebody else")
    duty = ask_the_rater(review, to, by=by)
    path = reverse("ratings:assessment", args=[review.reference])
    context = {"review": review, "path": path}
    letters.write("allocated", key=f"{review.reference}:{duty.pk}", to=to, about=review.reference, context=context)


def still_allocated(letter):
    """Tell whether the person a letter is for still has the review of the letter to rate."""
    theirs = Review.objects.filter(reference=letter.about, allocated_to__email__iexact=letter.to_email)
    return theirs.exists() and has_open("quality-assure", about=letter.about)
