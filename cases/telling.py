"""Telling an agency that it is asked: its duty to answer, and a letter for each person who acts for it."""

from datetime import timedelta

from django.conf import settings

from agencies import duties
from agencies.ledger import ledger_of
from agencies.roles import who_act_for
from cases.refusals import NobodyActsFor
from panelportal.kit import clock, letters, references, working_days

ANSWER = "answer-request"
FIRST_REPLY_DAYS = 5  # working days for "were you involved?", as for a rapid review's notification
DECIDE_EXTENSION = "decide-extension"
ANSWER_PROPOSAL = "answer-proposal"  # learning that another agency proposed for it
HELP, SIGN_OFF = "help-with-reply", "sign-off-reply"  # of colleagues whom the agency itself asked
NO_PAUSE = timedelta(0)
TOLD_BY = (
    "request",
    "request-full",
    "request-corrected",
    "new-reply-date",
    "extension-declined",
    "reply-returned",
    "request-withdrawn",
)


def ask_to_answer(request, kind, *, key, by, pause=NO_PAUSE):
    """Open the agency's duty and write the letters, inside a verb that sends. Raises NobodyActsFor.

    `pause` keeps the letters back, so that they can still be stopped.
    """
    people = who_act_for(request.agency)
    if not people:
        raise NobodyActsFor(request.agency)
    wait_for_answer(request, by=by)
    for person in people:
        letters.write(kind, key=key, to=person, about=request.reference, context=told(request), pause=pause)


def wait_for_answer(request, *, by):
    """Open the agency's duty to answer, inside a verb; whoever `by` is waits for it."""
    duties.open_duty(
        ANSWER,
        about=request.reference,
        agency=request.agency,
        due_on=request.reply_by,
        scope=request.case.reference,
        by=by,
    )


def ask_no_more(request, *, how, by):
    """Settle the duties that its reply was, inside a verb: the agency's, and ours to decide about more time."""
    for kind in (ANSWER, DECIDE_EXTENSION, HELP, SIGN_OFF):
        duties.settle(kind, about=request.reference, by=by, how=how)


def chased(request, *, for_staff=False):
    """Return the ledger of a request: who was told what and when, and what comes next."""
    return ledger_of(ANSWER, about=request.reference, agency=request.agency, told_by=TOLD_BY, for_staff=for_staff)


def reply_date(request=None):
    """Return the day by which a request sent today is to be answered: its own time, or that of the setting.

    A day that was set for it counts only for the full reply, and as long as it lies ahead.
    """
    today = clock.today()
    if request is None:
        return working_days.add(today, settings.PORTAL_REPLY_DAYS)
    if request.is_first_question:
        return working_days.add(today, request.first_days or FIRST_REPLY_DAYS)
    if request.reply_until and request.reply_until > today:
        return request.reply_until
    return working_days.add(today, request.reply_days or settings.PORTAL_REPLY_DAYS)


def still_asked(letter):
    """Tell whether the request that a letter is about still waits for its agency; asked when the letter leaves."""
    return duties.has_open(ANSWER, about=letter.about)


def told(request):
    """Return what a letter about a request says of it."""
    return {
        "reference": request.reference,
        "reply_by": request.reply_by,
        "is_first_question": request.is_first_question,
        "agency": request.agency,
        "note": request.letter_note,
        "path": references.page_of(request.reference),
    }
