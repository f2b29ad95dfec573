"""What a quality assurance report says, as plain data: the PDF and the page are both made from it.

Its parts are those of `docs/screens.md` 6.3.
"""

import re

from panelportal.kit import clock, words
from ratings import days
from ratings.overall import band_rule, sentence
from ratings.scale import BANDS, Rating, overall_rating, points

WHAT_HAPPENS_NEXT = (
    "Tell us in the portal that you have read this report. Use it with the people who wrote the review.",
    "If a fact in this report is wrong, email the team named on the front of this report within 10 working days. "
    "Give this report's reference, and say which fact it is and what it should say. Do not put case information in "
    "an email.",
    "If we ask other agencies to learn from this case with us, we will write to you separately.",
)
HOW_RATINGS_WORK = (
    "We look at how good the review is, against four standards. We rate each standard, on the evidence of the "
    "questions under it: Outstanding (3 points), Good (2 points), Requires improvement (1 point) or Inadequate "
    "(0 points). The rating is a judgement. It is not worked out from the answers.",
    "The overall rating adds the points of the four standards. No single rating limits it.",
    "We rate the quality of the review and how fully it assesses practice in the case. Whether practitioners took "
    "the right or the wrong course of action is for the people who wrote the review to judge.",
)


def content_of(assessment):
    """Return the content of the report of an assessment, in the words that are printed."""
    review, ratings = assessment.review, assessment.ratings_so_far()
    today = clock.today()
    return {
        "facts": [
            ["Your reference", review.their_reference],
            ["Region", str(review.region)],
            ["Delivery unit", review.delivery_unit],
            ["Review received", words.short_day(review.received_on)],
            [
                "Report issued",
                f"{words.short_day(today)}, day {days.day_of(review.received_on, today)} of {days.REPORT_DAYS}",
            ],
        ],
        "standards_label": assessment.standards_set.label,
        "ratings": [_rated(row) for row in assessment.standard_ratings],
        "overall": overall_rating(ratings).label,
        "total": points(ratings),
        "sentence": sentence(ratings),
        "band_rule": f"The points of the four standards are added: {band_rule()}.",
        "good_practice": _paragraphs(assessment.good_practice),
        "feedback": [_feedback(row, _text_of(assessment, row)) for row in assessment.standard_ratings],
        "next": list(WHAT_HAPPENS_NEXT),
        "how_ratings_work": list(HOW_RATINGS_WORK),
        "bands": [[band.rating.label, f"{band.low} to {band.high}"] for band in reversed(BANDS)],
        "signed": ["Inspector", "Lead inspector"],
    }


def _rated(row):
    return {"standard": str(row.standard), "rating": Rating(row.rating).label, "points": row.rating}


def _text_of(assessment, row):
    return next(part.text for part in assessment.feedback_parts if part.standard_id == row.standard_id)


def _feedback(row, text):
    return {
        "number": row.standard.number,
        "heading": str(row.standard),
        "statement": row.standard.statement,
        "rating": Rating(row.rating).label,
        "points": row.rating,
        "paragraphs": [*_paragraphs(row.reason), *_paragraphs(text)],
    }


def _paragraphs(text):
    """Return the paragraphs of a text, which an empty line parts, so that each gets its number."""
    return [block.strip() for block in re.split(r"\n\s*\n", text.strip())]
