"""Letter notes: a few words of the inspector in the letter to one agency, which is read before it goes."""

import hashlib

from cases import identifying
from cases.models import AgencyRequest, Kind
from cases.models.particulars import IDENTIFIERS
from cases.refusals import Refusal
from cases.telling import reply_date, told
from panelportal.kit import clock
from panelportal.kit.letter_words import render
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile
from panelportal.kit.words import listed

NAMES = (Kind.NAME, Kind.OTHER_NAMES)
SEARCHED_FOR = tuple(kind for kind in IDENTIFIERS if kind not in (*NAMES, Kind.DATE_OF_BIRTH))


class LetterHasLeft(Refusal):
    def __init__(self):
        super().__init__("The request has been sent, so its letter cannot be changed. Write a message instead")


class TellsWho(Refusal):
    """The note would carry personal data into a mail."""

    def __init__(self, found):
        super().__init__(f"Leave out {listed(found)}: a letter must not tell who the request is about")
        self.found = found


@verb
def write_note(request, *, note, by, seen=None):
    """Put a note into the letter of a request that was not sent yet; an empty one takes it out again.

    Raises LetterHasLeft, TellsWho when the note says who somebody is, and
    ChangedMeanwhile when `seen` is not the mark of the note that stands.
    """
    request = AgencyRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)
    if not request.is_draft:
        raise LetterHasLeft
    if seen is not None and seen != mark_of(request):
        raise ChangedMeanwhile(request)
    found = identifying.found_in(note, **_of_the_case(request.case), today=clock.today())
    if found:
        raise TellsWho(found)
    if request.letter_note != note:
        request.letter_note = note
        request.save(update_fields=["letter_note"])
        record("note in the letter changed", about=request.reference, by=by, characters=len(note))
    return request


def letter_to(request, person):
    """Return subject and text of the letter as it would leave now, or, once it was sent, as it left."""
    request.reply_by = request.reply_by or reply_date(request)
    return render("request", to=person, context=told(request))


def mark_of(request):
    """Return a mark that changes with the note."""
    return hashlib.sha256(request.letter_note.encode()).hexdigest()[:16]


def _of_the_case(case):
    """Return the names and the other details of a case, in every version that there was."""
    kept = list(case.particulars.filter(kind__in=[*NAMES, *SEARCHED_FOR]).values_list("kind", "value"))
    return {
        "names": [value for kind, value in kept if kind in NAMES],
        "details": [value for kind, value in kept if kind in SEARCHED_FOR],
    }
