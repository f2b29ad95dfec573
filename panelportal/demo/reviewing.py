"""How the made-up inspectorate receives and rates reviews in the demonstration."""

from dataclasses import replace
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from panelportal.demo import texts
from panelportal.demo.calendar import day, on
from panelportal.kit import files
from panelportal.kit.models.files import Checked
from ratings import allocating, assessing, issuing, moderating, receiving, sending
from ratings.assessing import GivenAnswer, GivenRating, GivenText
from ratings.models import OffenceType
from ratings.models.answers import Answer
from ratings.scale import Rating

DOCUMENT = Path(__file__).with_name("sfo-review.pdf")
GOOD_WITH_TWO_GAPS = {
    1: Rating.REQUIRES_IMPROVEMENT,
    2: Rating.GOOD,
    3: Rating.REQUIRES_IMPROVEMENT,
    4: Rating.OUTSTANDING,
}


def receive(people, *, days_ago, number, region="north", unit="Northshire East", offence=0):
    """Add a review that came so many working days ago."""
    person, agency = people.person, people.agency
    upload = SimpleUploadedFile(f"review-{number}.pdf", DOCUMENT.read_bytes(), content_type="application/pdf")
    with on(day(days_ago), 9, 40):
        return receiving.add_review(
            their_reference=f"HMPPS/SFO/{number}",
            region=getattr(agency, region),
            delivery_unit=unit,
            offence_type=OffenceType.objects.order_by("position")[offence],
            submitted_on=day(days_ago + 1),
            received_on=day(days_ago),
            document=replace(files.check(upload), checked=Checked.OURS),
            by=person.coordinator,
        )


def allocate(people, review, *, days_ago, to="inspector"):
    with on(day(days_ago), 10, 15):
        allocating.allocate(review, to=getattr(people.person, to), by=people.person.lead)
    review.refresh_from_db()
    return review.assessment


def answer(people, assessment, *, days_ago, key_questions=None, by="inspector"):
    """Answer the prompts of some key questions, or of all."""
    rater = getattr(people.person, by)
    with on(day(days_ago), 14, 5):
        for key_question in _key_questions(assessment)[:key_questions]:
            answers = {prompt.letter: _answer(key_question.slug, prompt) for prompt in key_question.prompts.all()}
            assessing.answer_prompts(assessment, key_question=key_question, answers=answers, by=rater)


def complete(people, assessment, *, days_ago, ratings=None, by="inspector"):
    """Answer, rate, write the feedback and send to a lead inspector."""
    rater = getattr(people.person, by)
    answer(people, assessment, days_ago=days_ago, by=by)
    with on(day(days_ago), 16, 20):
        given = {
            number: GivenRating(rating, texts.REASONS[number])
            for number, rating in (ratings or GOOD_WITH_TWO_GAPS).items()
        }
        assessing.rate_standards(assessment, ratings=given, by=rater)
        assessing.write_feedback(
            assessment, texts={number: GivenText(text) for number, text in texts.FEEDBACK.items()}, by=rater
        )
        sending.send_for_countersigning(assessment, by=rater)


def issue(people, assessment, *, days_ago, acknowledged_days_ago=None):
    """Countersign and issue the report; the region reads it."""
    with on(day(days_ago), 11, 30):
        moderating.countersign(assessment, by=people.person.lead)
        report = issuing.issue_qa_report(assessment, by=people.person.lead)
    if acknowledged_days_ago is not None:
        with on(day(acknowledged_days_ago), 9, 10):
            issuing.acknowledge(report, by=people.person.reviewer)
    return report


def _key_questions(assessment):
    standards = assessment.standards_set.standards.prefetch_related("key_questions__prompts")
    return [question for standard in standards for question in standard.key_questions.all()]


def _answer(slug, prompt):
    note = texts.NOTES.get((slug, prompt.letter), "")
    if (slug, prompt.letter) in texts.FLAGGED:
        return GivenAnswer(Answer.PARTLY, note, use_in_feedback=True)
    return GivenAnswer(Answer.PARTLY if note else Answer.YES, note)
