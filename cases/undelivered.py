"""Undelivered: a letter to an agency came back, so a coordinator calls, and writes again once the address is right."""

from django.urls import reverse

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from agencies.roles import holders, who_act_for
from cases.models import AgencyRequest, RequestStatus
from cases.refusals import NotOpenForReply, Refusal
from cases.telling import told
from panelportal.kit import letters
from panelportal.kit.models import Letter
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.moving import move
from panelportal.kit.trail import record, verb

CAME_BACK = "letter-came-back"
LETTER = "email-not-delivered"
ON_ITS_WAY = (LetterStatus.WAITING, LetterStatus.SENT)
ASKING = (  # letters to call about when they come back
    "request",
    "request-full",
    "request-corrected",
    "new-reply-date",
    "reply-returned",
)


class EverybodyWrittenTo(Refusal):
    def __init__(self, agency):
        super().__init__(f"Everybody who acts for {agency} now has been written to: correct the directory first")


@verb
def take_back(letter):
    """Ask the coordinators to call the agency whose letter came back, unless its request was withdrawn meanwhile.

    A request that nobody has opened is undelivered from the moment when no
    letter about it is on its way or has arrived.
    """
    request = AgencyRequest.objects.sent().select_related("case").filter(reference=letter.about).first()
    if request is None:
        return
    if request.status == RequestStatus.SENT and not _reached_or_on_its_way(request):
        move(request, RequestStatus.UNDELIVERED, by=None)
    inspectorate = the_inspectorate()
    duties.open_duty(
        CAME_BACK,
        about=request.reference,
        agency=inspectorate,
        role=Role.COORDINATOR,
        scope=request.case.reference,
        by=None,
    )
    path = reverse("cases:undelivered", args=[request.reference])
    for person in holders(Role.COORDINATOR, agency=inspectorate):
        letters.write(
            LETTER,
            key=f"{request.reference}:{letter.pk}",
            to=person,
            about=request.reference,
            context={"reference": request.reference, "path": path},
        )


@verb
def write_again(request, *, by):
    """Write the request's letter to those who act for the agency now and have had none that arrived.

    Whoever's letter came back is written to again, at the address that
    stands in the directory now. Returns the letters. Raises NotOpenForReply,
    and EverybodyWrittenTo when there is nobody left to write to.
    """
    request = AgencyRequest.objects.select_for_update(of=("self",)).select_related("agency").get(pk=request.pk)
    if not request.is_open_for_reply:
        raise NotOpenForReply(request)
    people = still_to_reach(request)
    if not people:
        raise EverybodyWrittenTo(request.agency)
    last = came_back(request).last()
    key = f"{request.reference}:after:{last.pk if last else 0}"
    written = [
        letters.write("request", key=key, to=person, about=request.reference, context=told(request))
        for person in people
    ]
    duties.settle(CAME_BACK, about=request.reference, by=by, how="written again")
    _deliver(request, by=by)
    record("letter written again", about=request.reference, by=by, letters=[letter.pk for letter in written])
    return written


@verb
def say_dealt_with(request, *, by):
    """Note that the agency was reached another way. Saying so again changes nothing."""
    _deliver(AgencyRequest.objects.select_for_update(of=("self",)).get(pk=request.pk), by=by)
    return duties.settle(CAME_BACK, about=request.reference, by=by, how="dealt with")


def _deliver(request, *, by):
    """Let a request that was undelivered stand as sent, since somebody is written to anew or was reached."""
    if request.status == RequestStatus.UNDELIVERED:
        move(request, RequestStatus.SENT, by=by)


def _reached_or_on_its_way(request):
    return Letter.objects.filter(about=request.reference, kind__in=ASKING, status__in=ON_ITS_WAY).exists()


def came_back(request):
    """Return the letters about a request that came back, oldest first."""
    return Letter.objects.filter(about=request.reference, status=LetterStatus.BOUNCED).order_by("pk")


def still_to_reach(request):
    """Return who acts for the agency now and whose last letter about the request came back, or who had none."""
    written = Letter.objects.filter(about=request.reference).exclude(status=LetterStatus.STOPPED).order_by("pk")
    last = {address.lower(): status for address, status in written.values_list("to_email", "status")}
    return [person for person in who_act_for(request.agency) if last.get(person.email.lower()) not in ON_ITS_WAY]


def is_waiting(request):
    """Tell whether a letter about a request came back and nobody has dealt with it."""
    return duties.has_open(CAME_BACK, about=request.reference)


def warning(request, part):
    """Return what the inspectorate's page of a request says in red while a letter that came back waits, or None."""
    if not is_waiting(part):
        return None
    url = reverse("cases:undelivered", args=[part.reference])
    return {"url": url, "people": who_act_for(part.agency), "status": LetterStatus.BOUNCED}


def still_came_back(letter):
    """Tell whether what a letter to a coordinator is about still waits; asked before it leaves."""
    return duties.has_open(CAME_BACK, about=letter.about)
