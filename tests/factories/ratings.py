"""Reviews in each state, made by calling the verbs as the pages do. Each function stands on the one before."""

from datetime import timedelta
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from panelportal.kit import clock, files
from ratings import allocating, assessing, issuing, moderating, receiving, sending
from ratings.assessing import GivenAnswer, GivenRating, GivenText
from ratings.models import Answer, OffenceType, Review
from ratings.scale import Rating
from tests.factories.remembering import remembered

_numbers = count(1)
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
RATINGS = (Rating.GOOD, Rating.GOOD, Rating.REQUIRES_IMPROVEMENT, Rating.GOOD)


def pdf_upload(name="review.pdf"):
    """Return an uploaded PDF as a page receives it."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def received_review(cast, **changes):
    """Return a review that the coordinator added; received today unless told otherwise."""
    today = clock.today()
    facts = {
        "their_reference": f"HMPPS-{next(_numbers):05}",
        "region": cast.region,
        "delivery_unit": "Northmoor",
        "offence_type": OffenceType.objects.get(pk="serious-violence"),
        "submitted_on": changes.get("received_on", today) - timedelta(days=3),
        "received_on": today,
        "by": cast.coordinator,
    } | changes
    return receiving.add_review(document=facts.pop("document", None) or files.check(pdf_upload()), **facts)


@remembered
def allocated_review(cast, *, to=None, **changes):
    """Return a review that the lead allocated, to the inspector unless told otherwise."""
    review = received_review(cast, **changes)
    allocating.allocate(review, to=to or cast.inspector, by=cast.lead)
    return Review.objects.get(pk=review.pk)


@remembered
def answered_assessment(cast, *, partnership_notes=(), **changes):
    """Return an assessment whose 45 prompts are answered: Partly with a note for the partnership prompts, else Yes.

    `partnership_notes` replace the notes of the partnership prompts, in their order.
    """
    assessment = allocated_review(cast, **changes).assessment
    notes = iter(partnership_notes)
    for question in assessment.standards_set.key_questions.all():
        answers = {prompt.letter: _answer(prompt, notes) for prompt in question.prompts.all()}
        assessing.answer_prompts(assessment, key_question=question, answers=answers, by=assessment.rater)
    return _fresh(assessment)


@remembered
def complete_assessment(cast, *, ratings=RATINGS, **changes):
    """Return an assessment that can be sent: answered, rated and with its feedback written."""
    assessment = answered_assessment(cast, **changes)
    rated = {number: GivenRating(rating, f"Reason {number}.") for number, rating in enumerate(ratings, start=1)}
    assessing.rate_standards(assessment, ratings=rated, by=assessment.rater)
    texts = {number: GivenText(f"Feedback on standard {number}.") for number in range(1, 5)}
    texts[0] = GivenText("The review is clear and well ordered.")
    assessing.write_feedback(assessment, texts=texts, by=assessment.rater)
    return _fresh(assessment)


@remembered
def sent_assessment(cast, **changes):
    """Return an assessment that waits for a lead inspector."""
    assessment = complete_assessment(cast, **changes)
    sending.send_for_countersigning(assessment, by=assessment.rater)
    return _fresh(assessment)


@remembered
def countersigned_assessment(cast, **changes):
    """Return an assessment that the lead countersigned."""
    assessment = sent_assessment(cast, **changes)
    moderating.countersign(assessment, by=cast.lead)
    return _fresh(assessment)


@remembered
def rated_review(cast, **changes):
    """Return a review whose ratings are countersigned, so that it can be flagged."""
    return Review.objects.get(pk=countersigned_assessment(cast, **changes).review_id)


@remembered
def issued_report(cast, **changes):
    """Return the QA report that the lead issued to the region."""
    return issuing.issue_qa_report(countersigned_assessment(cast, **changes), by=cast.lead)


def _answer(prompt, notes):
    if prompt.partnership:
        return GivenAnswer(Answer.PARTLY, next(notes, "Police contact, para 4.12."), use_in_feedback=True)
    return GivenAnswer(Answer.YES)


def _fresh(assessment):
    return type(assessment).objects.select_related("review", "rater", "standards_set").get(pk=assessment.pk)
