from django.shortcuts import redirect
from django.urls import reverse

from cases.models import AgencyRequest, RequestStatus
from cases.returning import may_open_again
from cases.views.frame import refuse_what_was_set_aside
from findings import adding, attention, loading, returning, taking_back, whole_reply
from findings.models import ReplyVersion
from findings.progress import progress_of
from findings.views.pages import show
from panelportal.kit import access
from panelportal.kit.access import Can
from panelportal.kit.once import once
from panelportal.kit.trail import record_read

IN_CASEWORK = "You work on cases at HM Inspectorate of Probation."
COLLEAGUES = "The other inspectors, lead inspectors and coordinators, unless they declared a conflict of interest"


def reply(request, reference):
    """Show a reply that was sent: to its own agency, and to the inspectorate's casework."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    refuse_what_was_set_aside(request.user, part)
    is_staff = access.may(request.user, Can.READ, AgencyRequest)
    progress = progress_of(part)
    is_sent = bool(progress.reply and progress.reply.sent_at)
    if not is_sent and not is_staff:
        return redirect("findings:request", reference)
    record_read("reply read", about=part.reference, by=request.user)
    cards = cards_of(progress, part) if is_sent else []
    shown = {"is_staff": is_staff, "reply": progress.reply, "is_sent": is_sent, "cards": cards}
    shown |= {"points": progress.points, "has_items": bool(progress.points or progress.events)}
    is_theirs = not is_staff and access.may(request.user, Can.ANSWER, part)
    shown |= _before_and_after(part, is_staff=is_staff, is_theirs=is_theirs)
    return show(request, "reply", part, **shown, **(_check_of_staff(request.user, part) if is_staff else {}))


@once
def looked_at(request, reference):
    """Settle the coordinators' duty to look at a reply."""
    part = access.fetch(AgencyRequest.objects.for_page(), request.user, Can.READ, reference=reference)
    access.require(request.user, Can.READ, AgencyRequest)
    attention.mark_looked_at(part, by=request.user)
    return redirect("findings:reply", reference)


def cards_of(progress, part, *, with_changes=False):
    """Return the summary cards of a reply, each with the page that changes it when it may be changed."""
    return [
        {
            "title": card.title,
            "rows": card.rows,
            "change": reverse(card.page, args=[part.reference, *card.which]) if with_changes else "",
        }
        for card in whole_reply.cards_of(progress, part)
    ]


def _before_and_after(part, *, is_staff, is_theirs):
    """Return the versions of a reply that this side may read, the last one first, and what was added after sending."""
    versions = ReplyVersion.objects.for_list().filter(request=part)
    versions = list((versions.sent() if is_staff else versions).order_by("-number"))
    return {
        "versions": versions,
        "receipt": next((one for one in versions if one.receipt), None),
        "addenda": part.addenda.select_related("added_by"),
        "returned": returning.standing_return(part),
        "may_answer": is_theirs,
        "may_add": is_theirs and adding.may_be_added_to(part),
        "may_take_back": is_theirs and taking_back.may_be_taken_back(part),
    }


def _check_of_staff(user, part):
    """Return what casework may do about a reply: an inspector or a lead says whether it suffices."""
    may_check = part.is_answered and not part.is_unsigned and access.may(user, Can.EDIT, AgencyRequest)
    return for_staff(part) | {
        "may_accept": may_check and part.status != RequestStatus.ACCEPTED,
        "may_return": may_check and may_open_again(part),
        "needs_attention": attention.is_called(part.reference),
        "instead": loading.named_instead(part) if part.status == RequestStatus.REDIRECTED else [],
    }


def for_staff(part):
    """Return the foot of a page of a reply for casework."""
    return {
        "why": IN_CASEWORK,
        "others": [f"The people who answer for {part.agency}", COLLEAGUES],
    }
