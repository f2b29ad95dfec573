"""Telling an agency that it is asked: its duty to answer, and a letter for each person who acts for it."""

from django.conf import settings

from agencies import duties
from agencies.roles import who_act_for
from cases.refusals import NobodyActsFor
from panelportal.kit import clock, letters, references, working_days

ANSWER = "answer-request"


def ask_to_answer(request, kind, *, key, by):
    """Open the agency's duty and write the letters, inside a verb that sends. Raises NobodyActsFor."""
    people = who_act_for(request.agency)
    if not people:
        raise NobodyActsFor(request.agency)
    duties.open_duty(
        ANSWER,
        about=request.reference,
        agency=request.agency,
        due_on=request.reply_by,
        scope=request.case.reference,
        by=by,
    )
    for person in people:
        letters.write(kind, key=key, to=person, about=request.reference, context=_told(request))


def reply_date():
    """Return the day by which a request sent today is to be answered."""
    return working_days.add(clock.today(), settings.PORTAL_REPLY_DAYS)


def still_asked(letter):
    """Tell whether the request that a letter is about still waits for its agency; asked when the letter leaves."""
    return duties.has_open(ANSWER, about=letter.about)


def _told(request):
    return {
        "reference": request.reference,
        "reply_by": request.reply_by,
        "agency": request.agency,
        "path": references.page_of(request.reference),
    }
