"""Replies of agencies at any stage, made by the verbs that the pages call."""

from datetime import date

from cases import disclosing
from cases.models import AgencyRequest
from findings import checking, confirming, learning, recording, representing, submitting
from findings.models import Outcome
from findings.models.learning_points import Level, PointKind, ReleaseTo
from findings.models.replies import Channel
from tests.factories.cases import request_to, sent_case


def parts(cast, *agencies):
    """Return the sent requests of one new case, for these agencies of the cast."""
    asked = [getattr(cast, name) for name in agencies]
    case = sent_case(cast, agencies=asked)
    return [request_to(case, agency) for agency in asked]


def part(cast, agency="police_force"):
    """Return the one sent request of a new case, to the police unless told otherwise."""
    return parts(cast, agency)[0]


def check(part, *, by, outcome=Outcome.INVOLVED, **answers):
    """Record a record check that searched on all that the agency was shown."""
    involvement = {"services": "Neighbourhood policing", "involved_from": date(2024, 3, 1)}
    given = {
        "systems_searched": "Niche\nPolice National Computer",
        "identifiers": list(disclosing.disclosed(part)),
        "checked_by_role": "Disclosure officer",
        "checked_on": date(2025, 3, 17),
        "records_secured": True,
        **(involvement if outcome == Outcome.INVOLVED else {"detail": "In 2019 only.", "contact": "Records team"}),
    }
    return checking.record_check(part, outcome=outcome, by=by, **(given | answers))


def point(part, *, by, **answers):
    """Add a learning point that the panel may read."""
    given = {
        "kind": PointKind.SHOULD_IMPROVE,
        "what": "The recall notice reached the force two days late.",
        "why": "It went to a mailbox that nobody reads at weekends.",
        "would_help": "One mailbox for recalls, read every day.",
        "level": Level.ACROSS_AGENCIES,
        "release": ReleaseTo.PANEL,
    }
    return learning.add_point(part, by=by, **(given | answers))


def ready(part, *, by, outcome=Outcome.INVOLVED, points=1, **answers):
    """Answer all that a reply needs, and do not send it."""
    confirming.confirm_organisation(part, by=by)
    check(part, by=by, outcome=outcome, **answers)
    for _ in range(points if outcome == Outcome.INVOLVED else 0):
        point(part, by=by)
    if outcome == Outcome.INVOLVED and not points:
        learning.say_no_learning(part, because="Our procedures were followed and worked.", by=by)
    if outcome in (Outcome.INVOLVED, Outcome.KNOWN_OUTSIDE):
        representing.nominate_myself(part, by=by)
    if outcome == Outcome.KNOWN_OUTSIDE:
        learning.say_no_learning(part, because="We did not know them in the period.", by=by)
    return part


def replied(part, *, by, outcome=Outcome.INVOLVED, points=1, **answers):
    """Send a complete reply. Returns the request as it then stands."""
    ready(part, by=by, outcome=outcome, points=points, **answers)
    submitting.submit(part, agreed_by_role="Detective superintendent", by=by)
    return AgencyRequest.objects.for_page().get(pk=part.pk)


def recorded(part, *, by, outcome=Outcome.NOT_KNOWN):
    """Record, as casework, a reply that came by telephone. Returns the request as it then stands."""
    recording.record_reply(
        part,
        channel=Channel.PHONE,
        came_on=date(2025, 3, 17),
        told_by_role="Records manager",
        told="They never held a record.",
        outcome=outcome,
        systems_searched="Not said",
        checked_by_role="Records manager",
        checked_on=date(2025, 3, 17),
        records_secured=False,
        by=by,
    )
    return AgencyRequest.objects.for_page().get(pk=part.pk)
