"""What ratings declare to the agencies' app and to the kit when the app is ready."""

from agencies import duties
from panelportal.kit import access, letters, references, slots
from panelportal.kit.access import Can
from ratings import allocating, disposal_rules, issuing, sending
from ratings.models import Review

DUTIES = {
    "allocate-review": {
        "title": "Allocate a review: {about}",
        "waiting": "Review to be allocated: {about}",
        "done": "Review allocated: {about}",
        "url_name": "ratings:review",
    },
    "quality-assure": {
        "title": "Quality assure a review: {about}",
        "waiting": "Review to be quality assured: {about}",
        "done": "Ratings sent to a lead inspector: {about}",
        "url_name": "ratings:assessment",
    },
    "countersign": {
        "title": "Countersign the ratings: {about}",
        "waiting": "Ratings with a lead inspector: {about}",
        "done": "Ratings countersigned: {about}",
        "url_name": "ratings:moderate",
    },
    "issue-qa-report": {
        "title": "Issue the quality assurance report: {about}",
        "waiting": "Quality assurance report to be issued: {about}",
        "done": "Quality assurance report issued: {about}",
        "url_name": "ratings:moderate",
    },
    "acknowledge-qa-report": {
        "title": "Read the quality assurance report: {about}",
        "waiting": "Quality assurance report with the region: {about}",
        "done": "Quality assurance report read: {about}",
        "url_name": "ratings:qa_report",
    },
}


def declare():
    """Declare duties and letters, and the page of a review."""
    references.give_page("SFO", "ratings:review", model=Review)
    slots.fill("directory", template="ratings/slots/themes.html", load=_for_those_who_keep_themes)
    letters.kind("allocated", still_due=allocating.still_allocated)
    letters.kind("returned", still_due=allocating.still_allocated)
    letters.kind("moderate-ratings", still_due=sending.still_to_countersign)
    letters.kind("qa-report-issued", still_due=issuing.still_to_acknowledge)
    for name, words in DUTIES.items():
        duties.kind(name, **words)
    disposal_rules.declare()


def _for_those_who_keep_themes(request, page):
    return {} if access.may(request.user, Can.ADD, Review) else None
