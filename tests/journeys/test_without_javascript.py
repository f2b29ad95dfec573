"""What agencies are asked for works in a browser that runs no scripts."""

import pytest

from cases.models import Kind
from tests.factories import cases, panels
from tests.journeys import steps_panel, steps_reply, story

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_nil_return_needs_no_scripts(walker, cast_live):
    cases.sent_case(cast_live, values={Kind.NAME: story.NAME})
    health = walker.person(cast_live.health, scripts=False)

    health.take_mail("Check your records")
    steps_reply.the_trust_has_no_record(health)


def test_a_reply_to_an_invitation_needs_no_scripts(walker, cast_live):
    panels.invited_panel(cast_live, cases=[cases.sent_case(cast_live)])
    observer = walker.person(cast_live.attendee, scripts=False)

    steps_panel.everybody_replies_without_an_account(walker, {observer: "Yes, I will attend"}, scripts=False)
