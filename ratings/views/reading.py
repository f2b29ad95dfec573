"""Everything an assessment says, for those who read it: its rater before sending, and the lead inspectors."""

from collections import Counter

from django.urls import reverse

from ratings.gaps import gaps_of
from ratings.models import Answer
from ratings.scale import Rating
from ratings.views.workspace import key_questions


def everything(assessment):
    """Return the assessment by standard: ratings with reasons, tallies, answers with notes, feedback."""
    texts = {part.standard_id: part.text for part in assessment.feedback_parts}
    questions = key_questions(assessment)
    return {
        "good_practice": texts[None],
        "standards": [
            {
                "standard": row.standard,
                "label": Rating(row.rating).label if row.rating is not None else "",
                "points": row.rating,
                "reason": row.reason,
                "feedback": texts[row.standard_id],
                "tally": tally(assessment, row.standard),
                "questions": [
                    {"question": question, "answers": answers}
                    for question, answers in questions.items()
                    if question.standard_id == row.standard_id
                ],
            }
            for row in assessment.standard_ratings
        ],
    }


def tally(assessment, standard):
    """Return the answers under a standard in words: "Yes 6, Partly 3, No 1"."""
    counts = Counter(one.answer for one in assessment.prompt_answers if one.prompt.standard_id == standard.pk)
    said = [f"{answer.label} {counts[answer.value]}" for answer in Answer if counts[answer.value]]
    return ", ".join([*said, f"Not answered {counts['']}"] if counts[""] else said)


def linked_gaps(assessment):
    """Return what is missing, each with the place that mends it."""
    return [{"text": gap.text, "url": _place(assessment, gap)} for gap in gaps_of(assessment)]


def _place(assessment, gap):
    pages = {"ratings": "ratings:rate_standards", "feedback": "ratings:feedback", "question": "ratings:question"}
    args = [assessment.reference, gap.slug] if gap.slug else [assessment.reference]
    return f"{reverse(pages[gap.page], args=args)}#{gap.anchor}"
