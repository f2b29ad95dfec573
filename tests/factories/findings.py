"""Replies of agencies at any stage, made by the verbs that the pages call."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies import joining
from agencies.models import AgencyKind
from cases import disclosing
from cases.models import AgencyRequest
from findings import (
    attaching,
    checking,
    confirming,
    contributing,
    events,
    importing,
    involving,
    learning,
    proposing,
    recording,
    releasing,
    representing,
    submitting,
)
from findings.event_dates import When
from findings.models import Archives, EventKind, Outcome
from findings.models.attachments import About
from findings.models.learning_points import Level, PointKind, ReleaseTo
from findings.models.replies import Channel
from panelportal.kit import files, sheets
from tests.factories.cases import request_to, sent_case
from tests.factories.remembering import remembered
from tests.kit import samples


@remembered
def parts(cast, *agencies):
    """Return the sent requests of one new case, for these agencies of the cast."""
    asked = [getattr(cast, name) for name in agencies]
    case = sent_case(cast, agencies=asked)
    return [request_to(case, agency) for agency in asked]


@remembered
def part(cast, agency="police_force"):
    """Return the one sent request of a new case, to the police unless told otherwise."""
    return parts(cast, agency)[0]


def check(part, *, by, outcome=Outcome.INVOLVED, **answers):
    """Record a record check that searched on all that the agency was shown."""
    given = {
        "systems_searched": "Niche\nPolice National Computer",
        "identifiers": list(disclosing.disclosed(part)),
        "checked_by_role": "Disclosure officer",
        "checked_on": date(2025, 3, 17),
        "archives": Archives.SEARCHED,
        "records_secured": True,
        **({} if outcome == Outcome.INVOLVED else {"detail": "In 2019 only.", "contact": "Records team"}),
    }
    return checking.record_check(part, outcome=outcome, by=by, **(given | answers))


def involvement(part, *, by, **answers):
    """Add an involvement of a service that is still open."""
    given = {
        "service": "Neighbourhood policing",
        "nature": "Visits each month, and two arrests.",
        "began_on": date(2024, 3, 1),
    }
    return involving.add_involvement(part, by=by, **(given | answers))


def on(year, month, day, at=None):
    """Return an exact day, for a key event."""
    day = date(year, month, day)
    return When("exact", day, day, at)


def event(part, *, by, **answers):
    """Add a key event: a decision on 1 June 2024 unless told otherwise."""
    given = {
        "kind": EventKind.DECISION,
        "when": on(2024, 6, 1),
        "what": "The risk level was left as it was after the second arrest.",
        "source": "Custody record",
    }
    return events.add_event(part, by=by, **(given | answers))


def add_event(part, cast, **answers):
    """Add a key event as the police of the cast."""
    return event(part, by=cast.police, **answers)


def events_sheet(part, *, by, rows=(["14/6/2024", "Decision", "The case was closed.", "Case record"],)):
    """Keep a sheet of key events that waits to be confirmed."""
    data = sheets.write_csv(["Date", "Type", "What happened", "Source"], rows)
    sound, _ = sheets.accept(SimpleUploadedFile("events.csv", data))
    return importing.keep_file(part, sound=sound, by=by)


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


def attachment(part, *, by, data=b"", title="Assessment of March 2024", about=About.REPLY):
    """Add a PDF to a reply."""
    upload = SimpleUploadedFile("Person's assessment.pdf", samples.pdf(data), content_type="application/pdf")
    document = files.check(upload, kinds=files.ATTACHMENTS, scan_later=True)
    return attaching.attach(part, document=document, title=title, about=about, by=by)


def sent_attachment(cast):
    """Send a reply of the police with a document. Returns the document."""
    added = attachment(ready(part(cast), by=cast.police), by=cast.police)
    submitting.submit(added.request, agreed_by_role="Detective superintendent", by=cast.police)
    added.refresh_from_db()
    return added


def ready(part, *, by, outcome=Outcome.INVOLVED, points=1, **answers):
    """Answer all that a reply needs, and do not send it."""
    confirming.confirm_organisation(part, by=by)
    check(part, by=by, outcome=outcome, **answers)
    if outcome == Outcome.INVOLVED:
        involvement(part, by=by)
        event(part, by=by)
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


def helper(part, *, by, name="Hal Helper"):
    """Invite a colleague to help with a reply, who has been on the portal before. Returns them."""
    address = f"{name.lower().replace(' ', '.')}@{by.email.partition('@')[2]}"
    person = contributing.invite(part, name=name, email=address, by=by)
    joining.accept_terms(person, by=person)
    return person


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


def proposal_of(point, *, by, suggestion="Marker-Suggestion: tell us when a mailbox changes."):
    """Propose a learning point for a health body."""
    kind = AgencyKind.objects.get(pk="health")
    return proposing.propose(point, for_kind=kind, named="The trust", suggestion=suggestion, by=by)


def directed_proposal(cast, *, parts_of_case=()):
    """Learning that the police proposed and sent, directed to the trust, before the pack."""
    police, health = parts_of_case or parts(cast, "police_force", "trust")
    ready(police, by=cast.police)
    proposal = proposal_of(police.learning_points.first(), by=cast.police)
    submitting.submit(police, agreed_by_role="Detective superintendent", by=cast.police)
    return proposing.direct(proposal, to=health, by=cast.coordinator)


def released_proposal(cast):
    """Learning of the police that the pack put to the trust."""
    proposal = directed_proposal(cast)
    releasing.release(proposal.to.case, by=cast.inspector)
    return proposal
