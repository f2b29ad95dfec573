"""What the kit keeps of all that: acts and reads in the trail, and the letters that told of requests."""

from datetime import timedelta

from cases.telling import ANSWER
from panelportal.kit import clock
from panelportal.kit.models import Letter, ReadEntry
from panelportal.kit.models.letters import LetterStatus
from panelportal.kit.trail import actor, one_transaction, record
from panelportal.scale.world import A_BATCH, World, pour


def enter(world: World):
    """Record acts and reads of the last weeks, chained as ever, and keep the letters as sent."""
    for begin in range(0, world.size.acts, A_BATCH):
        moment = world.now - timedelta(minutes=world.size.acts - begin)
        with clock.at(moment), one_transaction():
            for number in range(begin, min(begin + A_BATCH, world.size.acts)):
                _record(world, number)
    pour(ReadEntry, (_read(world, number) for number in range(world.size.reads)))
    pour(Letter, (_letter(world, request) for request in world.requests))


def _record(world, number):
    request = world.requests[number % len(world.requests)]
    record("duty opened", about=request.reference, by=actor(request.sent_by), duty=ANSWER)


def _read(world, number):
    request = world.requests[number * 7 % len(world.requests)]
    who = actor(world.spoc[request.agency_id])
    return ReadEntry(
        at=world.now - timedelta(minutes=world.size.reads - number),
        what="request read",
        about=request.reference,
        actor_key=who.key,
        actor_label=who.label,
    )


def _letter(world, request):
    spoc = world.spoc[request.agency_id]
    return Letter(
        kind="request",
        key=f"request:{request.reference}:measured",
        about=request.reference,
        to_email=spoc.email,
        to_label=str(spoc),
        subject=f"Check your records: {request.reference}",
        text="Made up for measuring.",
        html="<p>Made up for measuring.</p>",
        status=LetterStatus.SENT,
        written_at=request.sent_at,
        not_before=request.sent_at,
        sent_at=request.sent_at,
        message_id=f"<{request.reference}@measured.example.org>",
    )
