"""What cases declare to the agencies' app and to the kit when the app is ready."""

from agencies import declaring, duties
from cases import (
    disposal_rules,
    extending,
    messaging,
    parallel,
    proceedings,
    progressing,
    ready_incidents,
    requesting,
    retention,
    review_page,
    telling,
    turning,
    undelivered,
    unread,
)
from panelportal.kit import jobs, letters, slots

HOW_LONG = "If your organisation has no record, it takes about 5 minutes. You can also ask for more time there."
DUTIES = (  # kind, what to do, how the one who waits reads it, how it reads when it is settled, where it is done
    (
        telling.DECIDE_EXTENSION,
        "Decide about more time",
        "Decision about more time",
        "More time decided",
        "extension",
    ),
    (requesting.SEND, "Send the requests", "Requests to be sent", "Requests sent", "requests"),
    (
        requesting.MORE_DETAIL,
        "Give more detail to an agency",
        "More detail asked for",
        "More detail given",
        "requests",
    ),
    (
        proceedings.DUTY,
        "Decide whether the case can go on",
        "Decision of a lead inspector",
        "Decided",
        "proceedings",
    ),
    (
        proceedings.CHECK,
        "Check the proceedings",
        "Check of the proceedings",
        "Proceedings checked",
        "proceedings_check",
    ),
    (
        turning.DECIDE,
        "Decide whether the case goes on",
        "Decision whether the case goes on",
        "Course of the case decided",
        "decide_course",
    ),
    (
        progressing.DECIDE,
        "All have replied, decide about a panel",
        "Decision about a panel",
        "Panel decided",
        "requests",
    ),
    *(
        (kind, "Read and answer", "Answer to a message", "Message dealt with", "conversation")
        for kind in messaging.BELL.values()
    ),
    (
        retention.DECIDE,
        "Decide about the disposal of a case",
        "Decision about disposal",
        "Disposal decided",
        "closing",
    ),
    (
        undelivered.CAME_BACK,
        "A letter came back",
        "Letter that came back",
        "Letter that came back dealt with",
        "undelivered",
    ),
)


def declare():
    """Declare duties and letters, and what stands on the pages of reviews and requests."""
    _declare_duties()
    _declare_letters()
    disposal_rules.declare()
    jobs.every(86400, "ask about disposals that are due", retention.ask_for_disposals)
    declaring.tell_what_is_the_same(review_page.about_the_same)
    slots.fill("review-actions", template="cases/slots/flag.html", load=review_page.what_to_flag)
    slots.fill("agency-request", template="cases/slots/undelivered.html", load=undelivered.warning, order=10)
    slots.fill("agency-request", template="cases/slots/messages.html", load=unread.link_for_casework, order=50)
    slots.fill("conversation", template="cases/slots/messages.html", load=unread.link_for_agency)
    slots.fill("review-page", template="cases/slots/case_of_review.html", load=review_page.case_of_review)
    slots.fill("agency-request", template="cases/slots/answered_already.html", load=parallel.answered_already)
    ready_incidents.declare()


def _declare_duties():
    duties.kind(
        telling.ANSWER,
        title="Check your records: {about}",
        waiting="Reply to {about}",
        done="Replied: {about}",
        help=HOW_LONG,
    )
    for name, title, waiting, done, page in DUTIES:
        title, waiting, done = (f"{words}: {{about}}" for words in (title, waiting, done))
        duties.kind(name, title=title, waiting=waiting, done=done, url_name=f"cases:{page}")


def _declare_letters():
    for name in undelivered.ASKING:
        letters.kind(name, still_due=telling.still_asked, on_bounce=undelivered.take_back)
    letters.kind("request-withdrawn")
    letters.kind("extension-asked", still_due=extending.still_undecided)
    letters.kind("extension-declined", still_due=telling.still_asked)
    letters.kind(messaging.TO_INSPECTORATE, still_due=messaging.still_unread)
    letters.kind(messaging.TO_AGENCY, still_due=messaging.still_unread, on_bounce=undelivered.take_back)
    letters.kind(undelivered.LETTER, still_due=undelivered.still_came_back)
