from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import messaging, requesting
from cases.explaining import STAFF, who_sees_request
from cases.forms.messages import MessageForm
from cases.models import AgencyRequest, Message, Side
from cases.views.frame import around, fetch_case, fetch_part
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read


@require_http_methods(["GET", "POST"])
@once
def of_agency(request, reference, agency):
    """The inspectorate's page of the messages with one agency, those on requests that were withdrawn included."""
    case = fetch_case(request, reference)
    part = fetch_part(case, agency)
    part.case = case
    messages = Message.objects.filter(request__case=case, request__agency=part.agency).for_page()
    here = reverse("cases:messages", args=[reference, agency])
    conversation = _conversation(request, part, Side.INSPECTORATE, messages)
    if conversation is None:
        return redirect(here)
    context = around(request, case, "cases:messages") | who_sees_request(request.user, part) | conversation
    context["no_answer_url"] = reverse("cases:no_answer", args=[reference, agency])
    return render(request, "cases/messages.html", context)


@require_POST
@once
def no_answer(request, reference, agency):
    """Say, for the inspectorate, that the agency's last message needs no answer."""
    part = fetch_part(fetch_case(request, reference), agency)
    messaging.say_no_answer_needed(part, side=Side.INSPECTORATE, by=request.user)
    return redirect("cases:agency", reference, agency)


@require_http_methods(["GET", "POST"])
@once
def of_request(request, reference):
    """The agency's page of the messages on its request, and the address in every letter about one.

    The inspectorate is led to its own page of the same messages.
    """
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    if access.may(request.user, Can.READ, AgencyRequest):
        return redirect("cases:messages", part.case.reference, part.agency.slug)
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
    conversation = _conversation(request, part, Side.AGENCY, part.messages.for_page())
    if conversation is None:
        requesting.mark_opened_by_agency(part, by=request.user)
        return redirect("cases:conversation", reference)
    context = {
        "part": part,
        "why": access.why(request.user, part, Can.READ),
        "others": [f"The other people who answer for {part.agency}", STAFF],
        "no_answer_url": reverse("cases:conversation_no_answer", args=[reference]),
    }
    return render(request, "cases/conversation.html", context | conversation)


@require_POST
@once
def no_answer_of_agency(request, reference):
    """Say, for the agency, that the inspectorate's last message needs no answer."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.ANSWER, reference=reference)
    messaging.say_no_answer_needed(part, side=Side.AGENCY, by=request.user)
    return redirect("cases:conversation", reference)


def _conversation(request, part, side, messages):
    """Return what both pages of a conversation show, or None once a message was sent. Opening it marks it as read."""
    items = list(messages)
    count = sum(item.request_id == part.pk for item in items)
    form = MessageForm(request.POST if request.method == "POST" else None, part=part, side=side, count=count)
    if form.is_valid() and form.send(by=request.user):
        return None
    if request.method == "GET":
        record_read("messages read", about=part.reference, by=request.user)
    if any(item.side != side and item.first_read_at is None for item in items):
        messaging.mark_read(part, side=side, by=request.user)
    return {
        "part": part,
        "messages_in_order": [_shown(item, side, part) for item in items],
        "waits": messaging.waits_for(side, part),
        "form": form if messaging.is_open(part) else None,
    }


def _shown(item, side, part):
    """Return one message as the page prints it: who wrote it is plain, who opened it is for the inspectorate alone."""
    is_own = item.side == side
    return {
        "text": item.text,
        "sender": item.sender,
        "when": item.written_at,
        "is_own": is_own,
        "is_new": not is_own and item.first_read_at is None,
        "read_at": item.first_read_at if is_own else None,
        "read_by": item.first_read_by if is_own and side == Side.INSPECTORATE else None,
        "of_request": item.request if item.request_id != part.pk else None,
    }
