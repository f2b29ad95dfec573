"""Panels as the verbs make them: a draft, one that is ready to invite, one whose invitations have gone out."""

from datetime import datetime, timedelta

from django.utils import timezone

from cases.models import Case
from findings.models import Outcome
from panelportal.kit import clock, working_days
from panels import convening, inviting, replying
from panels.models import Invitation
from panels.models.invitations import Answer, Channel
from panels.models.panels import Capacity
from tests.factories import cases, findings
from tests.factories.remembering import remembered

CALL = "https://calls.example.org/join/3141592653"


def meeting_times(days_ahead=20, hour=10):
    """Return the start and end of a meeting on a working day, as keywords for `set_meeting`."""
    day = working_days.add(clock.today(), days_ahead)
    starts_at = timezone.make_aware(datetime(day.year, day.month, day.day, hour))
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2, minutes=30)}


@remembered
def replied_case(cast):
    """A case to which the police and the trust replied that they were involved, the prison that it was not."""
    case = cases.sent_case(cast)
    for person, agency, outcome in (
        (cast.police, cast.police_force, Outcome.INVOLVED),
        (cast.health, cast.trust, Outcome.INVOLVED),
        (cast.prison, cast.jail, Outcome.NOT_KNOWN),
    ):
        findings.replied(cases.request_to(case, agency), by=person, outcome=outcome)
    return Case.objects.get(pk=case.pk)


def draft_panel(cast, *, cases):
    """A panel that nobody has been told of: chair and minute-taker, no date."""
    return convening.convene(cases=cases, chair=cast.inspector, minute_taker=cast.coordinator, by=cast.coordinator)


def set_meeting(panel, cast, **changes):
    given = {**meeting_times(), "place": "Video call", "call_link": CALL, **changes}
    return convening.set_meeting(panel, **given, by=cast.coordinator)


def seat(panel, person, agency, cast, *, capacity=Capacity.REPRESENTATIVE, cases=None):
    return convening.seat(panel, person=person, agency=agency, capacity=capacity, cases=cases, by=cast.coordinator)


def planned_panel(cast, *, cases):
    """A draft with a date, the police as representative and the attendee of the charity as observer."""
    panel = draft_panel(cast, cases=cases)
    set_meeting(panel, cast)
    seat(panel, cast.police, cast.police_force, cast)
    seat(panel, cast.attendee, cast.charity, cast, capacity=Capacity.OBSERVER)
    panel.refresh_from_db()
    return panel


def invited_panel(cast, *, cases):
    """The planned panel with its four invitations sent."""
    return inviting.send_invitations(planned_panel(cast, cases=cases), by=cast.coordinator)


def invitation_of(panel, person):
    """The invitation of a person to a panel, the newest when they were seated more than once."""
    return Invitation.objects.for_reply().filter(meeting__panel=panel, seat__person=person).latest("pk")


def reply(panel, person, *, answer=Answer.ACCEPTED, **told):
    return replying.reply(invitation_of(panel, person), answer=answer, channel=Channel.LINK, **told)
