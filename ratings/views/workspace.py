"""What stands around every page on which an assessment is made: where one is, the score so far, the clock."""

from django.urls import reverse
from django.utils import timezone

from panelportal.kit import clock, words
from ratings import overall
from ratings.days import REPORT_DAYS
from ratings.gaps import answer_is_complete
from ratings.scale import Rating


def around(assessment, here=""):
    """Return the context of the pages of an assessment; `here` is the slug or name of the page."""
    return {
        "assessment": assessment,
        "review": assessment.review,
        "sections": sections(assessment, here),
        "score": score(assessment),
        "sentence": overall.sentence(assessment.ratings_so_far()),
        "band_rule": overall.band_rule(),
        "report_days": REPORT_DAYS,
        "saved": _saved(assessment),
    }


def key_questions(assessment):
    """Return the key questions in order, each with its answers."""
    found = {}
    for answer in assessment.prompt_answers:
        found.setdefault(answer.prompt.key_question, []).append(answer)
    return found


def sections(assessment, here):
    """Return the side navigation: the eight key questions with how many prompts are done, and what follows them."""
    reference = assessment.reference
    questions = [
        {
            "text": str(question),
            "url": reverse("ratings:question", args=[reference, question.slug]),
            "current": question.slug == here,
            "done": f"{sum(map(answer_is_complete, answers))} of {len(answers)}",
        }
        for question, answers in key_questions(assessment).items()
    ]
    after = [("Rate the 4 standards", "rate_standards"), ("Written feedback", "feedback"), ("Check and send", "check")]
    then = [
        {"text": text, "url": reverse(f"ratings:{name}", args=[reference]), "current": name == here}
        for text, name in after
    ]
    return [{"title": "Key questions", "items": questions}, {"title": "Then", "items": then}]


def score(assessment):
    """Return each standard with its rating in words, or none yet."""
    return [
        {
            "standard": row.standard,
            "label": Rating(row.rating).label if row.rating is not None else "",
            "points": row.rating,
            "reason": row.reason,
        }
        for row in assessment.standard_ratings
    ]


def _saved(assessment):
    """Say when something was last saved: by the time when it was today, else with the day."""
    rows = [*assessment.prompt_answers, *assessment.standard_ratings, *assessment.feedback_parts]
    last = max((row.saved_at for row in rows if row.saved_at), default=None)
    if last is None:
        return ""
    is_today = timezone.localdate(last) == clock.today()
    return f"Saved at {words.time_of_day(last)}" if is_today else f"Saved on {words.moment(last)}"
