from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from agencies import duties
from cases import correcting, disclosing, particulars
from cases.models import Kind, RequestStatus
from cases.refusals import NotOpenForReply
from findings import attention, confirming, submitting
from findings.models import LearningPoint, Outcome, Reply
from findings.models.learning_points import PointStatus
from findings.progress import progress_of
from panelportal.kit import clock
from panelportal.kit.models import Letter
from tests.factories import findings as factory


@pytest.mark.parametrize(
    ("outcome", "status", "needs_attention"),
    [
        (Outcome.INVOLVED, RequestStatus.SUBMITTED, False),
        (Outcome.KNOWN_OUTSIDE, RequestStatus.SUBMITTED, False),
        (Outcome.NOT_KNOWN, RequestStatus.NOT_KNOWN, False),
        (Outcome.CANNOT_TELL, RequestStatus.MORE_DETAIL_NEEDED, False),
        (Outcome.HELD_ELSEWHERE, RequestStatus.HELD_ELSEWHERE, True),
        (Outcome.CANNOT_DISCLOSE, RequestStatus.CANNOT_DISCLOSE, True),
    ],
)
def test_the_status_of_the_request_tells_the_outcome(cast, outcome, status, needs_attention):
    part = factory.replied(factory.part(cast), by=cast.police, outcome=outcome)

    assert part.status == status
    assert not duties.has_open("answer-request", about=part.reference)
    assert duties.has_open("look-at-reply", about=part.reference) == needs_attention


def test_cannot_tell_without_a_wish_for_more_is_final(cast):
    part = factory.replied(factory.part(cast), by=cast.police, outcome=Outcome.CANNOT_TELL, detail="")

    assert part.status == RequestStatus.CANNOT_TELL
    assert not Letter.objects.filter(kind="reply-needs-attention").exists()


def test_more_detail_needed_is_told_to_the_coordinator_and_the_inspector_who_sent_it(cast):
    part = factory.replied(factory.part(cast), by=cast.police, outcome=Outcome.CANNOT_TELL)

    told = Letter.objects.filter(kind="reply-needs-attention").values_list("to_email", flat=True)
    assert sorted(told) == sorted({cast.coordinator.email, part.sent_by.email})
    assert all(attention.still_needed(letter) for letter in Letter.objects.filter(kind="reply-needs-attention"))


def test_sending_submits_the_points_and_writes_the_sender_a_receipt(cast):
    part = factory.ready(factory.part(cast), by=cast.police, points=2)

    reply = submitting.submit(part, agreed_by_role="Superintendent", by=cast.police_deputy)

    assert (reply.sent_by, reply.agreed_by_role) == (cast.police_deputy, "Superintendent")
    assert {point.status for point in LearningPoint.objects.all()} == {PointStatus.SUBMITTED}
    receipt = Letter.objects.get(kind="reply-received")
    assert (receipt.to_email, receipt.subject) == (cast.police_deputy.email, f"We have your reply: {part.reference}")
    assert f"http://testserver/requests/{part.reference}/reply/" in receipt.text


def test_a_reply_with_gaps_is_refused_and_names_them(cast):
    part = factory.part(cast)
    confirming.confirm_organisation(part, by=cast.police)
    factory.check(part, by=cast.police)

    with pytest.raises(submitting.NotReady) as refused:
        submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    assert refused.value.missing == ["involvement", "events", "learning", "representative"]


def test_a_nil_outcome_needs_no_learning_and_no_representative(cast):
    part = factory.ready(factory.part(cast), by=cast.police, outcome=Outcome.NOT_KNOWN)

    submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    part.refresh_from_db()
    assert part.status == RequestStatus.NOT_KNOWN


def test_a_reply_is_sent_once(cast):
    part = factory.replied(factory.part(cast), by=cast.police)

    with pytest.raises(NotOpenForReply):
        submitting.submit(part, agreed_by_role="Superintendent", by=cast.police_deputy)

    assert Letter.objects.filter(kind="reply-received").count() == 1


def test_a_sent_reply_is_changed_no_more(cast):
    part = factory.replied(factory.part(cast), by=cast.police)

    with pytest.raises(NotOpenForReply):
        factory.check(part, by=cast.police, seen=1)
    with pytest.raises(NotOpenForReply):
        factory.point(part, by=cast.police)


def test_a_reply_after_its_day_is_taken_and_marked_late(cast):
    part = factory.part(cast)
    factory.ready(part, by=cast.police)
    day_after = datetime.combine(part.reply_by + timedelta(days=1), datetime.min.time().replace(hour=12))

    with clock.at(timezone.make_aware(day_after)):
        submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    part.refresh_from_db()
    assert (part.status, part.is_late) == (RequestStatus.SUBMITTED, True)


def test_looking_at_a_reply_settles_the_duty_and_stops_the_letter(cast):
    part = factory.replied(factory.part(cast), by=cast.police, outcome=Outcome.HELD_ELSEWHERE)
    letter = Letter.objects.get(kind="reply-needs-attention")
    was_needed = attention.still_needed(letter)

    attention.mark_looked_at(part, by=cast.coordinator)
    attention.mark_looked_at(part, by=cast.coordinator)

    assert (was_needed, attention.still_needed(letter)) == (True, False)


def test_sending_is_all_or_nothing(cast, monkeypatch):
    part = factory.ready(factory.part(cast), by=cast.police)

    def broken(*args, **kwargs):
        raise RuntimeError("the outbox is full")

    monkeypatch.setattr(submitting.letters, "write", broken)
    with pytest.raises(RuntimeError, match="outbox"):
        submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    part.refresh_from_db()
    assert part.status == RequestStatus.IN_PROGRESS
    assert part.reply.sent_at is None
    assert {point.status for point in LearningPoint.objects.all()} == {PointStatus.NOT_SENT}


def test_after_more_detail_the_reply_is_a_draft_again_and_the_check_is_looked_at_again(cast):
    part = factory.replied(factory.part(cast), by=cast.police, outcome=Outcome.CANNOT_TELL)
    give_more_detail(part, by=cast.inspector)
    stale = progress_of(part)
    confirming.confirm_organisation(part, by=cast.police)
    begun = Reply.objects.get(request=part).sent_at

    with clock.at(clock.now() + timedelta(minutes=10)):
        factory.check(part, by=cast.police, outcome=Outcome.NOT_KNOWN, seen=1)
        submitting.submit(part, agreed_by_role="Superintendent", by=cast.police)

    part.refresh_from_db()
    assert (stale.missing, begun) == (["record_check"], None)
    assert part.status == RequestStatus.NOT_KNOWN
    assert Letter.objects.filter(kind="reply-received").count() == 2


def give_more_detail(part, *, by):
    particulars.put_particulars(part.case, values={Kind.ADDRESS: "2 Other Street"}, by=by)
    with clock.at(clock.now() + timedelta(minutes=5)):
        disclosing.choose(part, particulars=part.case.particulars.current(), by=by)
        correcting.send_correction(part, by=by)
