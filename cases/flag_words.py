"""What somebody answered about a flag, in words, for the page that checks it."""

from cases.models import Reason, Together, UnderWay
from panelportal.kit.words import short_day


def cards_of(answers, *, urls):
    """Return the three pages of a flag as summary cards, each with the address on which it is changed."""
    return [
        {"title": "Agencies", "rows": _agencies(answers), "action_url": urls["agencies"]},
        {"title": "Why, what and when", "rows": _why(answers), "action_url": urls["why"]},
        {"title": "Other reviews and proceedings", "rows": _other(answers), "action_url": urls["other"]},
    ]


def _agencies(answers):
    left_out = [f"{agency}: {because}" for agency, because in answers["not_asked"]]
    return [
        _row("Agencies to ask", [str(agency) for agency in answers["agencies"]]),
        _row("Considered and not asked", left_out or ["None"]),
    ]


def _why(answers):
    return [
        _row("Why there might be further learning", [Reason(reason).label for reason in answers["reasons"]]),
        _row("In your own words", [answers["in_own_words"]]),
        _row("What agencies should look into", [answers["lines_of_enquiry"]]),
        _row("Period to check", [f"{short_day(answers['period_from'])} to {short_day(answers['period_to'])}"]),
    ]


def _other(answers):
    joined = [f"{review.reference}: {Together(because).label.lower()}" for review, because in answers["joined"]]
    under_way = [_known(UnderWay(kind), answers) for kind in answers["under_way"]]
    return [_row("Under way", under_way or ["Nothing that you know of"]), _row("Other reviews", joined or ["None"])]


def _known(kind, answers):
    if kind == UnderWay.CRIMINAL_PROCEEDINGS:
        return f"{kind.label}: {answers['court_stage'].label.lower()}. The case will be paused."
    known = answers["known"].get(kind, {})
    name = " ".join(filter(None, [known.get("called") or kind.label, known.get("their_reference")]))
    return f"{name}, led by {known['led_by']}" if known.get("led_by") else name


def _row(key, lines):
    return {"key": key, "value_paragraphs": "\n".join(lines)}
