"""What an assessment still lacks before it can be sent, in the words that say how to mend it."""

from collections import namedtuple

from ratings.models import Answer
from ratings.models.answers import NEED_A_NOTE

Gap = namedtuple("Gap", "text page slug anchor", defaults=("", ""))  # page: question, ratings or feedback


def gaps_of(assessment):
    """Return the gaps of an assessment, in the order of its pages."""
    return [
        *filter(None, map(_answer_gap, assessment.prompt_answers)),
        *(gap for row in assessment.standard_ratings for gap in _rating_gaps(row)),
        *filter(None, map(_feedback_gap, assessment.feedback_parts)),
    ]


def answer_is_complete(answer):
    """Tell whether a prompt is answered, with an evidence note where its answer needs one."""
    return _answer_gap(answer) is None


def _answer_gap(answer):
    label = str(answer.prompt)
    at = ("question", answer.prompt.key_question.slug)
    if not answer.answer:
        return Gap(f"Select an answer for {label}.", *at, f"id_answer_{answer.prompt.letter}_0")
    if answer.note.strip() or answer.answer not in NEED_A_NOTE:
        return None
    if answer.answer == Answer.NOT_APPLICABLE:
        return Gap(f"Say why {label} does not apply.", *at, f"id_note_{answer.prompt.letter}")
    said = Answer(answer.answer).label
    return Gap(
        f"Enter an evidence note for {label} because you answered {said}.", *at, f"id_note_{answer.prompt.letter}"
    )


def _rating_gaps(row):
    number = row.standard.number
    if row.rating is None:
        yield Gap(f"Select a rating for standard {number}.", "ratings", "", f"standard-{number}")
    elif not row.reason.strip():
        yield Gap(f"Enter a reason for the rating of standard {number}.", "ratings", "", f"id_reason_{number}")


def _feedback_gap(part):
    if part.text.strip():
        return None
    if part.standard is None:
        return Gap("Enter what was done well.", "feedback", "", "id_text_0")
    return Gap(
        f"Enter the feedback on standard {part.standard.number}.", "feedback", "", f"id_text_{part.standard.number}"
    )
