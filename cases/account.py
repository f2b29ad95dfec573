"""A plain account of what surrounds a case: the courts, other reviews, the family, and what turned it."""

from django.urls import reverse

from cases import family
from cases.models import Informed
from panelportal.kit import references
from panelportal.kit.words import lowered, moment, short_day

DECIDING = "A lead inspector decides whether the case goes on."
WENT_ON = "A lead inspector decided that the case goes on."
STOPPED = "A lead inspector decided that the case does not go on."


def account_of(case):
    """Return the rows of the account, for a summary list on the pages of a case that was loaded `with_troubles`."""
    turned = [_row(case, point.get_kind_display(), _turned(point), "proceedings") for point in _turning_points(case)]
    return [
        *_withdrawn(case),
        *_splits(case),
        *_lost_reviews(case),
        *_incidents(case),
        *turned,
        _row(case, "Criminal proceedings", _courts(case), "proceedings"),
        _row(case, "Other reviews", _reviews(case), "parallel_reviews"),
        _row(case, "Victims and family", _family(case), "family"),
    ]


def _row(case, key, text, page):
    return {
        "key": key,
        "value_paragraphs": text,
        "action_url": reverse(f"cases:{page}", args=[case.reference]),
        "action_text": "Open",
    }


def _withdrawn(case):
    if not case.is_withdrawn:
        return []
    on = f"On {short_day(case.withdrawn_at)}, by {case.withdrawn_by}."
    return [{"key": "Flag withdrawn", "value_paragraphs": f"{on}\n{case.withdrawn_because}"}]


def _splits(case):
    splits = case.splits.select_related("into", "split_by") if case.was_split else ()
    rows = [(split, split.into, "Split into two") for split in splits]
    if split := getattr(case, "split_from", None):
        rows.append((split, split.case, "Split from another case"))
    return [
        {
            "key": key,
            "value_paragraphs": "\n".join(
                [f"On {short_day(split.split_at)}, by {split.split_by}: {other.reference}.", split.because, *split.went]
            ),
            "action_url": references.page_of(other.reference),
            "action_text": "Open",
        }
        for split, other, key in rows
    ]


def _lost_reviews(case):
    gone = [review for review in case.reviews.all() if review.is_withdrawn]
    told = [f"{review.reference}: HMPPS withdrew it, noted on {short_day(review.withdrawn_at)}." for review in gone]
    return [{"key": "Review withdrawn", "value_paragraphs": "\n".join(told)}] if told else []


def _incidents(case):
    return [
        {
            "key": "Details taken back",
            "value_paragraphs": f"On {short_day(one.noted_at)}: {lowered(one.get_wrong_display())}. {_decision(one)}",
            "action_url": reverse("cases:incident", args=[one.reference]),
            "action_text": "Open",
        }
        for one in (case.incidents.all() if case.has_incidents else ())
    ]


def _decision(incident):
    if incident.is_decided:
        return f"{incident.get_report_display()}."
    return f"A lead inspector decides by {moment(incident.report_by)} whether it is reported."


def _turning_points(case):
    return list(case.turning_points.select_related("decided_by"))


def _turned(point):
    told = f"On {short_day(point.happened_on)}."
    if not point.is_decided:
        return f"{told} {DECIDING}"
    return f"{told} {WENT_ON if point.goes_on else STOPPED}\n{point.because}"


def _courts(case):
    proceedings = getattr(case, "proceedings", None)
    if proceedings is None:
        return "None known."
    words = [f"{proceedings.shown}.", "" if proceedings.are_under_way else "Ended."]
    if proceedings.court_date:
        words.append(f"Next in court on {short_day(proceedings.court_date)}.")
    if proceedings.checked_at:
        words.append(f"Checked on {short_day(proceedings.checked_at)}.")
    if proceedings.next_check_on:
        words.append(f"Next check {short_day(proceedings.next_check_on)}.")
    return " ".join(filter(None, words))


def _reviews(case):
    listed = [f"{review}: {review.state.label.lower()}" for review in case.parallel_reviews.listed()]
    return "\n".join(listed) or "None known."


def _family(case):
    told = getattr(case, "family", None)
    words = [
        told.shown if told and told.informed != Informed.NOT_YET else "",
        family.warning_about(told),
        f"Last looked at on {short_day(told.reviewed_on)}" if told else "",
    ]
    return " ".join(f"{sentence}." for sentence in words if sentence)
