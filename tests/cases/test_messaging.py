from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from agencies import declaring, duties, leaving
from agencies.models import Duty
from agencies.your_work import work_of
from cases import messaging, withdrawing
from cases.models import Message, Side
from cases.models.messages import LONGEST
from panelportal.kit import letters
from panelportal.kit.models import Letter, TrailEntry
from tests.factories.cases import flagged_case, request_to, sent_request

MARK = "MARK-Message-Text"


@pytest.fixture
def part(cast):
    return sent_request(cast)


def from_agency(part, *, by, text="Which of the two addresses is the later one?", seen=0):
    return messaging.write_message(part, text=text, side=Side.AGENCY, seen=seen, by=by)


def from_inspectorate(part, *, by, text="The one in the north.", seen=0):
    return messaging.write_message(part, text=text, side=Side.INSPECTORATE, seen=seen, by=by)


def to_do(person):
    return [duties.title_of(duty) for duty in work_of(person).to_do if "Read and answer" in duties.title_of(duty)]


def bells(kind):
    return sorted(Letter.objects.filter(kind=kind).values_list("to_label", flat=True))


def test_a_message_of_the_agency_waits_for_the_inspector_who_sent_the_request_and_for_coordinators(cast, part):
    from_agency(part, by=cast.police)

    asked = f"Read and answer: {part.reference}"
    assert {name: to_do(getattr(cast, name)) for name in ("inspector", "coordinator", "other_inspector", "police")} == {
        "inspector": [asked],
        "coordinator": [asked],
        "other_inspector": [],
        "police": [],
    }
    assert bells(messaging.TO_INSPECTORATE) == ["Cora Coordinator", "Isla Inspector"]
    assert bells(messaging.TO_AGENCY) == []


def test_a_message_of_the_inspectorate_waits_for_whoever_acts_for_the_agency(cast, part):
    from_inspectorate(part, by=cast.coordinator)

    asked = f"Read and answer: {part.reference}"
    assert [to_do(cast.police), to_do(cast.police_deputy), to_do(cast.health)] == [[asked], [asked], []]
    assert bells(messaging.TO_AGENCY) == ["Paul Police", "Priya Police"]


def test_the_letter_says_only_that_there_is_a_message_and_has_one_link(cast, part):
    from_agency(part, by=cast.police, text=MARK)

    letter = Letter.objects.filter(kind=messaging.TO_INSPECTORATE).first()
    assert letter.subject == f"Read and answer a message: {part.reference}"
    assert letter.text.count("http") == 1
    assert f"http://testserver/requests/{part.reference}/messages/" in letter.text
    for said in (letter.subject, letter.text, letter.html):
        assert MARK not in said
        assert "Northshire" not in said


def test_answering_settles_what_waited_and_waits_for_the_other_side(cast, part):
    from_agency(part, by=cast.police)

    from_inspectorate(part, by=cast.coordinator, seen=1)

    assert [to_do(cast.inspector), to_do(cast.coordinator)] == [[], []]
    assert to_do(cast.police) == [f"Read and answer: {part.reference}"]
    assert set(Duty.objects.filter(kind=messaging.TO_INSPECTORATE).values_list("how", flat=True)) == {"answered"}


def test_that_no_answer_is_needed_settles_it_for_that_side_only(cast, part):
    from_agency(part, by=cast.police)

    settled = [
        messaging.say_no_answer_needed(part, side=side, by=cast.inspector)
        for side in (Side.AGENCY, Side.INSPECTORATE, Side.INSPECTORATE)
    ]

    assert settled == [0, 2, 0]
    assert not messaging.waits_for(Side.INSPECTORATE, part)


def test_several_messages_before_anybody_looks_ring_once(cast, part):
    for seen in range(3):
        from_agency(part, by=cast.police, seen=seen)
    messaging.mark_read(part, side=Side.INSPECTORATE, by=cast.coordinator)

    assert bells(messaging.TO_INSPECTORATE) == ["Cora Coordinator", "Isla Inspector"]
    from_agency(part, by=cast.police, seen=3)
    assert bells(messaging.TO_INSPECTORATE) == ["Cora Coordinator"] * 2 + ["Isla Inspector"] * 2


def test_who_opened_a_message_first_is_noted_once_and_not_by_its_own_side(cast, part):
    message = from_agency(part, by=cast.police)

    opened = [
        messaging.mark_read(part, side=side, by=by)
        for side, by in (
            (Side.AGENCY, cast.police_deputy),
            (Side.INSPECTORATE, cast.coordinator),
            (Side.INSPECTORATE, cast.inspector),
        )
    ]

    message.refresh_from_db()
    assert (opened, message.first_read_by) == ([0, 1, 0], cast.coordinator)


def test_a_letter_about_a_message_that_was_read_meanwhile_does_not_leave(cast, part, mailoutbox):
    Letter.objects.all().delete()
    from_agency(part, by=cast.police)
    messaging.mark_read(part, side=Side.INSPECTORATE, by=cast.coordinator)

    letters.deliver_due()

    assert set(Letter.objects.values_list("status", flat=True)) == {"stopped"}
    assert mailoutbox == []


def test_two_people_do_not_answer_the_same_message_unseen(cast, part):
    from_agency(part, by=cast.police)
    from_inspectorate(part, by=cast.coordinator, seen=1)

    with pytest.raises(messaging.AnotherMessage) as newer:
        from_inspectorate(part, by=cast.inspector, seen=1)

    assert (newer.value.count, part.messages.count()) == (2, 2)


def test_nothing_is_written_before_the_request_is_sent_or_after_it_is_withdrawn(cast, part):
    draft = request_to(flagged_case(cast), cast.police_force)
    withdrawn = withdrawing.withdraw_request(part, because="Asked by mistake.", by=cast.inspector)

    for closed in (draft, withdrawn):
        with pytest.raises(messaging.NoConversation):
            from_inspectorate(closed, by=cast.inspector)

    assert Message.objects.count() == 0


def test_withdrawing_a_request_ends_what_waits_on_its_messages_and_keeps_them(cast, part):
    from_agency(part, by=cast.police)
    from_inspectorate(part, by=cast.inspector, seen=1)
    from_agency(part, by=cast.police, seen=2)
    Letter.objects.exclude(kind__startswith="message").delete()

    withdrawing.withdraw_request(part, because="Asked by mistake.", by=cast.inspector)
    letters.deliver_due()

    assert [to_do(cast.inspector), to_do(cast.police)] == [[], []]
    assert part.messages.count() == 3
    assert not Letter.objects.filter(kind__startswith="message", status="sent").exists()


def test_somebody_with_a_conflict_or_who_has_left_is_not_called(cast, part):
    declaring.declare_conflict(cast.coordinator, scope=part.case.reference, by=cast.coordinator)
    leaving.end_membership(cast.inspector.memberships.get(), by=cast.lead)

    from_agency(part, by=cast.police)

    assert bells(messaging.TO_INSPECTORATE) == []
    assert list(Duty.objects.open().filter(kind=messaging.TO_INSPECTORATE).values_list("role", "person")) == [
        ("coordinator", None)
    ]


def test_the_trail_tells_that_a_message_was_written_and_nothing_of_it(cast, part):
    message = from_agency(part, by=cast.police, text=MARK)

    entry = TrailEntry.objects.get(act="message written")
    assert (entry.about, entry.actor_label) == (part.reference, "Priya Police")
    assert entry.facts == {"side": "agency", "message": message.pk}


def test_a_message_longer_than_it_may_be_is_refused_by_the_database(cast, part):
    with pytest.raises(IntegrityError), transaction.atomic():
        from_agency(part, by=cast.police, text="x" * (LONGEST + 1))

    from_agency(part, by=cast.police, text="x" * LONGEST)
    assert part.messages.count() == 1


def test_a_message_whose_letter_cannot_be_written_was_not_written(cast, part, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the last write of the verb failed")

    monkeypatch.setattr(messaging, "letters", SimpleNamespace(write=fail))
    with pytest.raises(RuntimeError):
        from_agency(part, by=cast.police)

    assert (Message.objects.count(), to_do(cast.inspector)) == (0, [])
    assert not TrailEntry.objects.filter(act="message written").exists()
