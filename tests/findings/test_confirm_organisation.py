import pytest

from agencies import duties
from cases.models import RequestStatus
from cases.refusals import NotOpenForReply
from findings import confirming
from panelportal.kit.models import Letter
from tests.factories import findings as factory


def test_confirming_begins_the_reply_once(cast):
    part = factory.part(cast)

    first = confirming.confirm_organisation(part, by=cast.police)
    second = confirming.confirm_organisation(part, by=cast.police_deputy)

    part.refresh_from_db()
    assert part.status == RequestStatus.IN_PROGRESS
    assert (second.pk, second.confirmed_by, second.confirmed_at) == (first.pk, cast.police, first.confirmed_at)


def test_redirecting_tells_the_coordinators_and_ends_the_agencys_duty(cast):
    part = factory.part(cast)

    reply = confirming.redirect_to(part, ask_instead="Southshire Police", by=cast.police)

    part.refresh_from_db()
    assert part.status == RequestStatus.REDIRECTED
    assert (reply.ask_instead, reply.redirected_by) == ("Southshire Police", cast.police)
    assert not duties.has_open("answer-request", about=part.reference)
    assert duties.has_open("look-at-reply", about=part.reference)
    letter = Letter.objects.get(kind="reply-needs-attention")
    assert (letter.to_email, letter.subject) == (cast.coordinator.email, f"Reply needs attention: {part.reference}")
    assert "Southshire" not in letter.text + letter.html


def test_a_redirected_request_takes_no_reply(cast):
    part = factory.part(cast)
    confirming.redirect_to(part, ask_instead="Southshire Police", by=cast.police)

    with pytest.raises(NotOpenForReply):
        confirming.confirm_organisation(part, by=cast.police)
