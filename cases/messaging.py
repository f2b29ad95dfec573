"""Messaging: an agency and the inspectorate write to each other on a request; the mail only says that there is one."""

from django.db.models import Count
from django.urls import reverse

from agencies import duties
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from agencies.roles import holders, who_act_for
from cases.models import AgencyRequest, Message, Side
from cases.refusals import CaseOver, Refusal
from panelportal.kit import access, letters
from panelportal.kit.access import Can
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb

TO_AGENCY, TO_INSPECTORATE = "message-to-agency", "message-to-inspectorate"
BELL = {Side.AGENCY: TO_AGENCY, Side.INSPECTORATE: TO_INSPECTORATE}  # for each side the duty to answer, and its letter


class NoConversation(Refusal):
    """The agency has not been told of the request, or sees it no more."""

    def __init__(self):
        super().__init__("No messages can be written on this request: the agency does not see it")


class AnotherMessage(Refusal):
    """A message came since this person opened the page. `count` is how many there are now."""

    def __init__(self, count):
        super().__init__("There is a new message since you opened this page. Read it, then send yours")
        self.count = count


@verb
def write_message(request, *, text, side, seen, by):
    """Write a message for one side. It answers what waited for that side, and waits for the other's answer.

    `seen` is how many messages the writer had before them. The other side
    gets one letter, however many messages come before it opens them.
    Raises CaseOver, NoConversation, and AnotherMessage when `seen` is not all there is.
    """
    request = _locked().get(pk=request.pk)
    if not is_open(request):
        raise CaseOver(request.case) if request.case.is_over else NoConversation
    count = request.messages.count()
    if seen != count:
        raise AnotherMessage(count)
    message = Message(request=request, side=side, text=text)
    stamp(message, "written", by=by)
    message.save()
    duties.settle(BELL[side], about=request.reference, by=by, how="answered")
    _ring(request, message, by=by)
    record("message written", about=request.reference, by=by, side=str(side), message=message.pk)
    return message


@verb
def mark_read(request, *, side, by):
    """Note who of a side first opened what the other side wrote. Returns how many messages that was."""
    new = list(Message.objects.select_for_update().filter(request=request).from_side(side.other).unread())
    for message in new:
        stamp(message, "first_read", by=by)
        message.save(update_fields=["first_read_by", "first_read_at"])
    if new:
        record("messages opened", about=request.reference, by=by, messages=[message.pk for message in new])
    return len(new)


@verb
def say_no_answer_needed(request, *, side, by):
    """Settle what waits for a side without an answer. Saying so again changes nothing."""
    return duties.settle(BELL[side], about=request.reference, by=by, how="no answer needed")


@verb
def end_conversation(request, *, by):
    """End what waits for either side, when the agency does not see the request any more; the messages stay."""
    return sum(duties.settle(kind, about=request.reference, by=by, how="withdrawn") for kind in BELL.values())


def is_open(request):
    """Tell whether both sides see the request, in a case that is not over, so that they can write to each other."""
    return not (request.is_draft or request.is_withdrawn or request.case.is_over)


def waits_for(side, request):
    """Tell whether a message still waits for an answer of a side."""
    return duties.has_open(BELL[side], about=request.reference)


def unread_by(side, requests):
    """Return how many messages a side has not opened, by the primary key of their request, in one query."""
    unread = Message.objects.filter(request__in=requests).from_side(side.other).unread()
    return dict(unread.values_list("request").annotate(Count("pk")).order_by())


def still_unread(letter):
    """Tell whether the message that a letter is about is still unread and may be read; asked when the letter leaves."""
    side = next(side for side, kind in BELL.items() if kind == letter.kind)
    unread = Message.objects.from_side(side.other).unread().filter(request__in=AgencyRequest.objects.sent())
    return unread.filter(request__reference=letter.about).exists()


def _locked():
    return AgencyRequest.objects.select_for_update(of=("self",)).select_related("case", "agency__group", "sent_by")


def _ring(request, message, *, by):
    """Open the duty of the other side, and write to its people unless they were written to and have not looked yet."""
    side = Side(message.side).other
    held = {"about": request.reference, "scope": request.case.reference, "by": by}
    for holder in _holders(request, side):
        duties.open_duty(BELL[side], **held, **holder)
    first_unread = request.messages.from_side(message.side).unread().order_by("pk").first()
    for person in _people(request, side):
        letters.write(
            BELL[side],
            key=f"{request.reference}:{first_unread.pk}",
            to=person,
            about=request.reference,
            context={"reference": request.reference, "path": reverse("cases:conversation", args=[request.reference])},
        )


def _holders(request, side):
    if side == Side.AGENCY:
        return [{"agency": request.agency}]
    holders_ = [{"agency": the_inspectorate(), "role": Role.COORDINATOR}]
    if access.may(request.sent_by, Can.READ, request):
        holders_.append({"agency": the_inspectorate(), "person": request.sent_by})
    return holders_


def _people(request, side):
    """Return who gets the letter: whoever has the duty, less those who may not read the request any more."""
    if side == Side.AGENCY:
        return who_act_for(request.agency)
    people = {person.pk: person for person in holders(Role.COORDINATOR, agency=the_inspectorate())}
    people[request.sent_by_id] = request.sent_by
    return [person for person in people.values() if access.may(person, Can.READ, request)]
