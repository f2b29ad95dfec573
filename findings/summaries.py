"""The parts of a reply as rows of key and value, the same wherever they are printed."""

from findings.models import Outcome
from findings.models.representatives import Attending
from findings.outcomes import QUESTIONS, sentence_of
from panelportal.kit.words import listed, lowered, short_day


def of_check(check):
    """Return the rows of a record check: the outcome, the answers that it asked for, how the agency searched."""
    return [
        {"key": "Result", "value": sentence_of(check.outcome)},
        *(_of_involvement(check) if check.outcome == Outcome.INVOLVED else _of_question(check)),
        {"key": "Systems searched", "value_paragraphs": check.systems_searched},
        {"key": "Details searched on", "value": _searched_on(check)},
        {"key": "Checked by (role)", "value": check.checked_by_role},
        {"key": "Date checked", "value": short_day(check.checked_on)},
        {"key": "Records secured", "value": "Yes" if check.records_secured else "No"},
    ]


def title_of(point):
    """Return what the card of a learning point is called."""
    return f"{point.reference}: {lowered(point.get_kind_display())}"


def of_point(point):
    """Return the rows of a learning point."""
    return [
        {"key": "What happened", "value_paragraphs": point.what},
        {"key": "Why it happened", "value_paragraphs": point.why_in_words},
        {"key": "What would make a difference", "value_paragraphs": point.would_help},
        {"key": "Level", "value": point.get_level_display()},
        {"key": "Kinds of agency it touches", "value": listed(kind.name for kind in point.touches.all()) or "None"},
        {"key": "Already acted on", "value": point.get_acted_display()},
        *([{"key": "What was done or is planned", "value_paragraphs": point.acted_detail}] * bool(point.acted_detail)),
        {"key": "Who may read it", "value": point.get_release_display()},
    ]


def of_representative(representative):
    """Return the rows of a representative: nothing but that nobody is known, where nobody is."""
    if representative.who == Attending.NOBODY_YET:
        return [{"key": "Who will attend", "value": representative.get_who_display()}]
    return [
        {"key": "Who will attend", "value": representative.name},
        {"key": "Email address", "value": representative.email},
    ]


def _of_involvement(check):
    return [
        {"key": "Services involved", "value_paragraphs": check.services},
        {"key": "Involvement started", "value": short_day(check.involved_from)},
        {"key": "Involvement ended", "value": short_day(check.involved_to) if check.involved_to else "Still involved"},
    ]


def _of_question(check):
    question = QUESTIONS[Outcome(check.outcome)]
    asked = [(question.detail, check.detail), (question.contact, check.contact)]
    return [{"key": key, "value_paragraphs": answer or "Nothing would help"} for key, answer in asked if key]


def _searched_on(check):
    return (
        listed(dict.fromkeys(row.get_kind_display() for row in check.identifiers.all()))
        or "None of the details we gave"
    )
