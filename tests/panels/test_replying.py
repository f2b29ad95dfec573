import pytest

from agencies.models import Duty
from panelportal.kit import clock
from panelportal.kit.models import TrailEntry
from panels import inviting, refusals
from panels.models import InvitationReply, Panel
from panels.models.invitations import Answer, InvitationStatus
from tests.factories import panels as make


def test_an_answer_is_kept_with_its_channel_and_settles_what_waited(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    make.reply(panel, cast.police, access_needs=" A hearing loop. ", note="")

    invitation = make.invitation_of(panel, cast.police)
    (reply,) = invitation.replies.all()
    assert invitation.status == InvitationStatus.ACCEPTED
    assert (reply.answer, reply.channel, reply.sequence) == ("accepted", "link", 0)
    assert (reply.access_needs, reply.note) == ("A hearing loop.", "")
    still_asked = Duty.objects.open().filter(about=panel.reference).order_by("pk")
    assert [duty.person for duty in still_asked] == [cast.inspector, cast.coordinator, cast.attendee]
    told = TrailEntry.objects.get(act="invitation answered")
    assert (told.about, told.facts) == (panel.reference, {"answer": "accepted", "channel": "link"})


def test_an_answer_can_be_changed_until_the_meeting_and_the_newest_counts(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    make.reply(panel, cast.police, answer=Answer.ACCEPTED)
    make.reply(panel, cast.police, answer=Answer.DECLINED)
    make.reply(panel, cast.police, answer=Answer.TENTATIVE)

    invitation = make.invitation_of(panel, cast.police)
    assert invitation.status == InvitationStatus.TENTATIVE
    assert [reply.answer for reply in invitation.replies.all()] == ["accepted", "declined", "tentative"]


def test_the_same_answer_again_adds_nothing(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    first = make.reply(panel, cast.police)

    assert make.reply(panel, cast.police) == first
    assert InvitationReply.objects.count() == 1


def test_after_a_move_the_same_answer_counts_anew(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    make.reply(panel, cast.police)
    make.set_meeting(panel, cast, place="County Hall")

    make.reply(panel, cast.police)

    invitation = make.invitation_of(panel, cast.police)
    assert invitation.status == InvitationStatus.ACCEPTED
    assert [reply.sequence for reply in invitation.replies.all()] == [0, 1]


def test_an_answer_to_a_date_that_has_moved_since_is_not_taken(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    make.set_meeting(panel, cast, place="County Hall")

    with pytest.raises(refusals.MovedMeanwhile):
        make.reply(panel, cast.police, sequence=0)

    assert make.invitation_of(panel, cast.police).status == InvitationStatus.NO_REPLY


def test_no_answer_is_taken_once_the_meeting_has_begun(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    with clock.at(panel.meeting.starts_at), pytest.raises(refusals.InvitationIsOver):
        make.reply(panel, cast.police)
    Panel.objects.update(status="in-progress")
    with pytest.raises(refusals.InvitationIsOver):
        make.reply(panel, cast.police)

    assert not InvitationReply.objects.exists()


def test_no_answer_is_taken_to_a_cancelled_panel(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    inviting.cancel(panel, because="x", by=cast.coordinator)

    with pytest.raises(refusals.InvitationIsOver):
        make.reply(panel, cast.police)
