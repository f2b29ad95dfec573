"""A reply that does not suffice goes back to its agency and comes again, with scripts and without."""

import pytest

from cases.models import Kind
from findings.models import Outcome
from tests.factories import cases, findings
from tests.journeys import steps_reply, story

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MISSING = "Did you search the paper archive too?"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_reply_is_returned_changed_and_accepted(walker, cast_live, scripts):
    case = cases.sent_case(cast_live, values={Kind.NAME: story.NAME}, agencies=[cast_live.trust])
    part = cases.request_to(case, cast_live.trust)
    findings.replied(part, by=cast_live.health, outcome=Outcome.NOT_KNOWN)
    inspector, health = (walker.person(one, scripts=scripts) for one in (cast_live.inspector, cast_live.health))

    inspector.sign_in(f"/requests/{part.reference}/reply/")
    inspector.follow("Return it and say what is missing")
    inspector.agree("Check your records")
    inspector.fill("Check your records: what do you need?", MISSING)
    inspector.press("Return the reply")
    inspector.reads("Returned", MISSING)

    health.take_mail("Changes needed")
    health.reads("Changes needed", MISSING)
    health.follow("Check your records")
    health.fill("Systems searched", "Records system\nPaper archive")
    health.press("Save and continue")
    health.reads("What you changed since the last version")
    steps_reply.sign(health)

    inspector.open(f"/requests/{part.reference}/reply/versions/2/")
    inspector.reads("What changed since the version before", "Paper archive")
    inspector.follow("Back")
    inspector.press("Accept this reply")
    inspector.reads("Accepted")
