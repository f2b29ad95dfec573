import pytest
from django.db import IntegrityError

from agencies import duties
from agencies.models import Duty
from panelportal.kit import clock, letters
from panelportal.kit.access import Can, may
from panels import convening, inviting, refusals
from panels.models import Invitation, Panel
from panels.models.invitations import Answer, InvitationStatus
from panels.models.panels import Capacity, PanelStatus
from tests.factories import panels as make
from tests.panels.entries import letters_about, read, told, uid

REQUEST_0 = ("panel-invitation", "REQUEST", 0, "CONFIRMED")


def may_attend(cast, panel):
    """Return who of the whole cast may attend a panel, by name in the cast."""
    panel = Panel.objects.get(pk=panel.pk)
    people = {name: person for name, person in vars(cast).items() if hasattr(person, "is_authenticated")}
    for person in people.values():
        person.__dict__.pop("_standing", None)
    return {name for name, person in people.items() if may(person, Can.ATTEND, panel)}


def waiting_for(panel):
    open_ones = Duty.objects.open().filter(kind="reply-to-invitation", about=panel.reference)
    return {duty.person.name for duty in open_ones}


def test_each_person_with_a_seat_gets_one_letter_of_their_own_and_nobody_else_any(cast, case, settings):
    panel = make.invited_panel(cast, cases=[case])

    written = letters_about(panel)

    assert panel.status == PanelStatus.INVITED
    seated = [cast.inspector, cast.coordinator, cast.police, cast.attendee]
    assert [letter.to_email for letter in written] == [person.email for person in seated]
    assert [told(letter) for letter in written] == [REQUEST_0] * 4
    assert len({uid(letter) for letter in written}) == 4
    assert len({letter.lane for letter in written}) == 4
    for letter, person in zip(written, seated, strict=True):
        _, event = read(letter)
        assert str(event["ATTENDEE"]) == f"mailto:{person.email}"
        assert str(event["ORGANIZER"]) == f"mailto:{settings.PORTAL_TEAM_EMAIL}"
        assert make.invitation_of(panel, person).token in letter.text


def test_inviting_opens_the_panel_to_those_seated_and_asks_each_for_a_reply(cast, case):
    panel = make.planned_panel(cast, cases=[case])
    assert may_attend(cast, panel) == set()

    inviting.send_invitations(panel, by=cast.coordinator)

    assert may_attend(cast, panel) == {"inspector", "coordinator", "police", "attendee"}
    assert waiting_for(panel) == {"Isla Inspector", "Cora Coordinator", "Priya Police", "Ada Attendee"}
    duty = Duty.objects.open().get(about=panel.reference, person=cast.police)
    assert duty.due_on == inviting.reply_by(panel.meeting.starts_at.date())
    assert duties.url_of(duty) == f"/panels/{panel.reference}/"


def test_invitations_are_sent_once(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    with pytest.raises(refusals.AlreadyInvited):
        inviting.send_invitations(panel, by=cast.coordinator)

    assert len(letters_about(panel)) == 4


def test_a_panel_without_date_agency_or_clearance_is_not_sent(cast, case, pause):
    panel = make.draft_panel(cast, cases=[case])
    with pytest.raises(refusals.NoMeetingYet):
        inviting.send_invitations(panel, by=cast.coordinator)

    make.set_meeting(panel, cast)
    with pytest.raises(refusals.NobodySeated):
        inviting.send_invitations(panel, by=cast.coordinator)

    make.seat(panel, cast.police, cast.police_force, cast)
    with clock.at(panel.meeting.starts_at), pytest.raises(refusals.InThePast):
        inviting.send_invitations(Panel.objects.get(), by=cast.coordinator)

    pause(case)
    with pytest.raises(refusals.NotCleared):
        inviting.send_invitations(Panel.objects.get(), by=cast.coordinator)

    assert letters_about(panel) == []
    assert Panel.objects.get().status == PanelStatus.DRAFT


def test_when_the_last_letter_cannot_be_written_nobody_is_invited(cast, case, monkeypatch):
    panel = make.planned_panel(cast, cases=[case])
    write, written = letters.write, []

    def fails_at_the_last(*args, **kwargs):
        written.append(kwargs["to"])
        if len(written) == 4:
            raise IntegrityError("the disk is full")
        return write(*args, **kwargs)

    monkeypatch.setattr(letters, "write", fails_at_the_last)
    with pytest.raises(IntegrityError):
        inviting.send_invitations(panel, by=cast.coordinator)

    assert Panel.objects.get().status == PanelStatus.DRAFT
    assert letters_about(panel) == []
    assert not Invitation.objects.exists()
    assert may_attend(cast, panel) == set()
    assert waiting_for(panel) == set()


@pytest.mark.parametrize("change", [{"place": "County Hall"}, make.meeting_times(days_ahead=25)])
def test_a_change_of_time_or_place_is_one_update_each_and_voids_the_answers(cast, case, change):
    panel = make.invited_panel(cast, cases=[case])
    make.reply(panel, cast.police)
    first = make.invitation_of(panel, cast.police)

    make.set_meeting(panel, cast, **change)

    for person in (cast.inspector, cast.coordinator, cast.police, cast.attendee):
        before, after = letters_about(panel, person)
        assert [told(before), told(after)] == [REQUEST_0, ("panel-updated", "REQUEST", 1, "CONFIRMED")]
        assert uid(before) == uid(after)
        assert read(after)[1]["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    moved = make.invitation_of(panel, cast.police)
    assert (moved.status, moved.sequence) == (InvitationStatus.NO_REPLY, 1)
    assert (moved.token, moved.uid) == (first.token, first.uid)
    assert moved.dtstamp > first.dtstamp
    assert "Priya Police" in waiting_for(panel)


def test_a_new_call_link_alone_is_sent_to_nobody_and_keeps_the_answers(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    make.reply(panel, cast.police)

    make.set_meeting(panel, cast, call_link="https://calls.example.org/other")

    assert [told(letter) for letter in letters_about(panel)] == [REQUEST_0] * 4
    assert make.invitation_of(panel, cast.police).status == InvitationStatus.ACCEPTED


def test_each_move_raises_the_sequence_by_one(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    make.set_meeting(panel, cast, place="Room 1")
    make.set_meeting(panel, cast, place="Room 2")

    assert [told(letter)[2] for letter in letters_about(panel, cast.police)] == [0, 1, 2]


def test_cancelling_takes_the_entry_out_of_every_calendar(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    inviting.cancel(panel, because="Too few can come.", by=cast.coordinator)

    for person in (cast.inspector, cast.coordinator, cast.police, cast.attendee):
        request, cancel = letters_about(panel, person)
        assert told(cancel) == ("panel-cancelled", "CANCEL", 1, "CANCELLED")
        (_, before), (_, after) = read(request), read(cancel)
        same = ("UID", "ORGANIZER", "ATTENDEE", "SUMMARY", "LOCATION")
        assert [str(before[name]) for name in same] == [str(after[name]) for name in same]
        assert (before["DTSTART"].dt, before["DTEND"].dt) == (after["DTSTART"].dt, after["DTEND"].dt)
    assert Panel.objects.get().status == PanelStatus.CANCELLED
    assert waiting_for(panel) == set()
    with pytest.raises(refusals.NotPlanned):
        inviting.cancel(panel, because="Again", by=cast.coordinator)


def test_cancelling_a_draft_is_told_to_nobody(cast, case):
    panel = make.planned_panel(cast, cases=[case])

    inviting.cancel(panel, because="Not needed.", by=cast.coordinator)

    assert letters_about(panel) == []
    assert Panel.objects.get().status == PanelStatus.CANCELLED


def test_whoever_is_added_after_inviting_gets_the_present_state_at_once(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    make.set_meeting(panel, cast, place="County Hall")

    make.seat(panel, cast.health, cast.trust, cast)

    (letter,) = letters_about(panel, cast.health)
    assert told(letter) == REQUEST_0
    assert str(read(letter)[1]["LOCATION"]) == "County Hall"
    assert len(letters_about(panel)) == 9
    assert may_attend(cast, panel) == {"inspector", "coordinator", "police", "attendee", "health"}


def test_whoever_is_removed_after_inviting_gets_a_cancellation_and_sees_the_panel_no_more(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    seat = panel.seats.of(cast.police).get()

    convening.unseat(seat, by=cast.coordinator)
    convening.unseat(seat, by=cast.coordinator)

    assert [told(letter) for letter in letters_about(panel, cast.police)] == [
        REQUEST_0,
        ("panel-cancelled", "CANCEL", 1, "CANCELLED"),
    ]
    assert len(letters_about(panel)) == 5
    assert may_attend(cast, panel) == {"inspector", "coordinator", "attendee"}
    assert waiting_for(panel) == {"Isla Inspector", "Cora Coordinator", "Ada Attendee"}


def test_somebody_added_again_gets_a_new_entry_because_a_cancelled_one_cannot_come_back(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    convening.unseat(panel.seats.of(cast.police).get(), by=cast.coordinator)

    make.seat(panel, cast.police, cast.police_force, cast, capacity=Capacity.DEPUTY)

    first, cancelled, again = letters_about(panel, cast.police)
    assert told(again) == REQUEST_0
    assert uid(first) == uid(cancelled) != uid(again)
    assert "police" in may_attend(cast, panel)
    inviting.cancel(panel, because="x", by=cast.coordinator)
    assert [uid(letter) for letter in letters_about(panel, cast.police)] == [uid(first)] * 2 + [uid(again)] * 2


def test_answers_do_not_change_who_may_see_the_panel(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    make.reply(panel, cast.police, answer=Answer.DECLINED)

    assert "police" in may_attend(cast, panel)
