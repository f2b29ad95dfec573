"""Replies that somebody at the inspectorate has to look at, because the agency cannot go on alone."""

from django.urls import reverse

from agencies import duties, roles
from agencies.directory import the_inspectorate
from agencies.role_names import Role
from cases.models import AgencyRequest, RequestStatus
from panelportal.kit import clock, letters
from panelportal.kit.trail import record, verb

DUTY = "look-at-reply"
LETTER = "reply-needs-attention"


@verb
def call(part, *, by):
    """Write to the coordinators that a reply needs attention, with the duty to look at it.

    Where more detail is asked for, the inspector who sent the request has
    that duty already (`cases.requesting`), and is written to as well.
    """
    inspectorate = the_inspectorate()
    people = set(roles.holders(Role.COORDINATOR, agency=inspectorate))
    if part.status == RequestStatus.MORE_DETAIL_NEEDED:
        people.add(part.sent_by)
    else:
        duties.open_duty(
            DUTY, about=part.reference, agency=inspectorate, role=Role.COORDINATOR, scope=part.case.reference, by=by
        )
    for person in sorted(people, key=lambda person: person.pk):
        _write(part.reference, to=person)


@verb
def mark_looked_at(part, *, by):
    """Say that a reply which needed attention was dealt with. Saying so again changes nothing."""
    if duties.settle(DUTY, about=part.reference, by=by, how="dealt with"):
        record("reply looked at", about=part.reference, by=by)


def is_called(reference):
    """Tell whether a reply still waits for the coordinators to look at it."""
    return duties.has_open(DUTY, about=reference)


def still_needed(letter):
    """Tell whether the reply that a letter is about still needs attention; asked before the letter leaves."""
    waiting = AgencyRequest.objects.filter(reference=letter.about, status=RequestStatus.MORE_DETAIL_NEEDED)
    return is_called(letter.about) or waiting.exists()


def _write(reference, *, to):
    letters.write(
        LETTER,
        key=f"{reference}:{clock.now().isoformat(timespec='seconds')}",
        to=to,
        about=reference,
        context={"reference": reference, "path": reverse("findings:reply", args=[reference])},
    )
