"""What findings declare to the kit, and to what stands further down, when the app is ready."""

from agencies import chase_rules, duties, joining, leaving
from cases import retracting, splitting, telling
from cases.views import frame
from findings import (
    attaching,
    attention,
    contributing,
    disposal_rules,
    going_along,
    grouping,
    importing,
    ledger,
    loading,
    proposing,
    recording,
    signing_off,
    taking_back,
)
from findings.models import IssuedLearning
from panelportal.kit import files, fulltext, jobs, letters, references, slots
from panelportal.kit.access import Can
from ratings import theming

LETTERS = {
    attaching.LETTER: attaching.still_stands,
    attention.LETTER: attention.still_needed,
    contributing.LETTER: contributing.still_helps,
    proposing.LETTER: proposing.still_waits,
    recording.LETTER: recording.still_unsigned,
    signing_off.ASKED: signing_off.still_waits,
    signing_off.RETURNED: signing_off.still_returned,
    taking_back.LETTER: taking_back.still_out,
}
DUTIES = (  # kind, what to do, how the one who waits reads it, how it reads when it is settled, where it is done
    (
        recording.DUTY,
        "Confirm the reply recorded for you",
        "Recorded reply to be confirmed",
        "Recorded reply confirmed",
        "confirm_recorded",
    ),
    (attention.DUTY, "Look at a reply", "Reply that needs attention", "Reply looked at", "reply"),
    (
        telling.HELP,
        "Help with the reply to a request",
        "Help with a reply",
        "Helped with the reply",
        "request",
    ),
    (telling.SIGN_OFF, "Approve a reply", "Approval of a reply", "Approval of a reply decided", "sign_off"),
    (
        proposing.DUTY,
        "Answer learning proposed for you",
        "Answer to learning proposed",
        "Proposed learning answered",
        "put_to_us",
    ),
    (
        ledger.DUTY,
        "Make issued learning nameless",
        "Issued learning to be made nameless",
        "Issued learning cleared",
        "clear_learning",
    ),
)
SCHEDULES = {
    telling.SIGN_OFF: chase_rules.AGENCY[:2],  # nobody goes above an approver: the agency's own duty is chased for that
}


def declare():
    """Declare duties and letters, what stands on the pages of cases and requests, and what follows elsewhere."""
    _declare_duties()
    letters.kind("reply-received")
    for name, still_due in LETTERS.items():
        letters.kind(name, still_due=still_due)
    disposal_rules.declare()
    fulltext.index(IssuedLearning, *ledger.TEXTS)
    references.give_page("REQ", "findings:request")
    frame.add_part("Chronology", "findings:chronology", Can.READ)
    frame.add_part("Learning", "findings:case_learning", Can.READ)
    slots.fill("agency-request", template="findings/slots/reply_link.html", load=loading.link_to_reply)
    jobs.every(86400, "forget key events that nobody confirmed", importing.forget_unconfirmed)
    _declare_what_follows()


def _declare_duties():
    for name, title, waiting, done, page in DUTIES:
        title, waiting, done = (f"{words}: {{about}}" for words in (title, waiting, done))
        url_name, schedule = f"findings:{page}", SCHEDULES.get(name)
        duties.kind(name, title=title, waiting=waiting, done=done, url_name=url_name, schedule=schedule)


def _declare_what_follows():
    files.when_infected(attaching.tell_of_malware)
    joining.when_somebody_joins(signing_off.let_in)
    leaving.when_a_role_ends(contributing.end_role)
    leaving.when_a_role_ends(signing_off.end_role)
    retracting.when_replies_are_set_aside(proposing.set_aside)
    splitting.when_a_case_is_split(going_along.go_along)
    theming.count_where(grouping.cases_marked)
