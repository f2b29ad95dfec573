"""Who read what an agency shared: shown to those who answer for it, of their own request only."""

from cases.models import AgencyRequest
from findings.progress import progress_of
from findings.views.pages import show
from panelportal.kit import access, words
from panelportal.kit.access import Can
from panelportal.kit.models import ReadEntry

HEAD = ["When", "Who", "As", "What"]
MOST_SHOWN = 200
OF_THE_REQUEST = {
    "request read": "The request",
    "preview read": "What you see of the case",
    "details to search on read": "The details to search on",
    "reply read": "Your reply",
    "document of reply read": "A document of your reply",
}
OF_THE_CASE = {"learning submitted read": "Your learning, with that of the case"}


def readers(request, reference):
    """List who read a request and its reply, newest first: colleagues, and the inspectorate by name and role.

    Of the pages about the whole case only those count that show this reply, from when it was sent. No entry
    tells that another agency is there: nobody of another agency reads a request.
    """
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
    context = {"head": HEAD, "rows": [_row(entry) for entry in _reads_of(part)], "most": MOST_SHOWN}
    return show(request, "readers", part, **context)


def _reads_of(part):
    reads = ReadEntry.objects.reads()
    own = reads.filter(about=part.reference, what__in=OF_THE_REQUEST)
    reply = progress_of(part).reply
    if reply and reply.sent_at:
        own |= reads.filter(about=part.case.reference, what__in=OF_THE_CASE, at__gte=reply.sent_at)
    return own.newest_first()[:MOST_SHOWN]


def _row(entry):
    what = OF_THE_REQUEST.get(entry.what) or OF_THE_CASE[entry.what]
    return [words.moment(entry.at), entry.actor_label, entry.capacity or "Not recorded", what]
