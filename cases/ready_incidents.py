"""What taking back declares to the agencies' app and to the kit when the app is ready."""

from agencies import duties
from cases import losing_reviews, retracting
from cases.models import Incident
from panelportal.kit import letters, references, slots
from ratings import withdrawing

OUTLASTING = {  # they go on whatever becomes of the case
    retracting.CONFIRM: {
        "title": "Delete what you saved: {about}",
        "waiting": "Deletion to be confirmed: {about}",
        "done": "Deletion confirmed: {about}",
        "url_name": "cases:confirm_deletion",
    },
    retracting.DECIDE: {
        "title": "Decide whether an incident is reported: {about}",
        "waiting": "Decision about an incident: {about}",
        "done": "Incident decided: {about}",
        "url_name": "cases:decide_incident",
    },
}


def declare():
    """Declare the duties and letters of an incident, its page, and what follows for a case that loses its review."""
    references.give_page("INC", "cases:incident", model=Incident)
    for name, words in OUTLASTING.items():
        duties.kind(name, outlasts=True, **words)
    letters.kind(retracting.TO_AGENCY, still_due=retracting.still_to_confirm)
    letters.kind(retracting.TO_LEADS, still_due=retracting.still_to_decide)
    slots.fill("review-withdrawal", template="cases/slots/review_withdrawal.html", load=losing_reviews.what_follows)
    withdrawing.when_a_review_is_withdrawn(losing_reviews.lose_review)
