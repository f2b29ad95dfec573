from datetime import timedelta

import pytest
from django.test import Client

from panelportal.kit import clock
from panelportal.kit.models import FormReceipt, Letter, ReadEntry, TrailEntry
from panels import convening, inviting
from panels.models import Invitation, InvitationReply, Panel
from panels.models.invitations import InvitationStatus
from tests.factories import panels as make
from tests.panels.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(cast, case):
    return make.invited_panel(cast, cases=[case])


@pytest.fixture
def invitation(panel, cast):
    return make.invitation_of(panel, cast.police)


@pytest.fixture
def anybody():
    return Client()


def link(invitation):
    return f"/rsvp/{invitation.token}/"


def everything_kept():
    models = (Invitation, InvitationReply, Letter, TrailEntry, ReadEntry, FormReceipt)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_reading_the_page_changes_nothing_however_often_it_is_opened(invitation, anybody):
    before = everything_kept()

    answers = [getattr(anybody, method)(link(invitation)) for method in ("get", "head") * 3]
    answers += [anybody.get(f"{link(invitation)}replied/"), anybody.head(f"{link(invitation)}replied/")]

    assert [answer.status_code for answer in answers] == [200] * 6 + [302] * 2
    assert everything_kept() == before


def test_the_page_needs_no_account_and_shows_date_and_place_but_no_case_and_nobody_else(
    case, panel, invitation, anybody
):
    page = text_of(anybody.get(link(invitation)))

    assert panel.reference in page
    assert "Video call" in page
    assert [words for words in ("Yes, I will attend", "Maybe", "No") if words in page] == [
        "Yes, I will attend",
        "Maybe",
        "No",
    ]
    for hidden in (case.reference, "Marker", "Priya", "Ada", "Isla", "Northshire", "HMP Northmoor", make.CALL):
        assert hidden not in page


@pytest.mark.parametrize(
    ("answer", "status", "sees_the_call"),
    [
        ("accepted", InvitationStatus.ACCEPTED, True),
        ("tentative", InvitationStatus.TENTATIVE, False),
        ("declined", InvitationStatus.DECLINED, False),
    ],
)
def test_only_who_accepts_learns_how_to_join_the_call(invitation, anybody, answer, status, sees_the_call):
    confirmed = anybody.post(link(invitation), {"answer": answer, "sequence": "0"}, follow=True)

    invitation.refresh_from_db()
    assert invitation.status == status
    assert "We have your reply" in text_of(confirmed)
    assert [make.CALL in text_of(page) for page in (confirmed, anybody.get(link(invitation)))] == [sees_the_call] * 2


def test_what_somebody_needs_is_kept_but_not_shown_again_to_whoever_holds_the_link(invitation, anybody):
    told = {"answer": "accepted", "access_needs": "A hearing loop", "note": "By train", "sequence": "0"}
    confirmed = anybody.post(link(invitation), told, follow=True)

    (reply,) = invitation.replies.all()
    assert (reply.access_needs, reply.note, reply.channel) == ("A hearing loop", "By train", "link")
    for page in (confirmed, anybody.get(link(invitation))):
        assert "A hearing loop" not in text_of(page)
        assert "By train" not in text_of(page)


def test_a_double_click_replies_once(invitation, anybody):
    for _ in range(2):
        anybody.post(link(invitation), {"answer": "accepted", "sequence": "0", "once": "token"})

    assert invitation.replies.count() == 1


def test_one_link_answers_for_one_person_only_whoever_is_signed_in(cast, panel, invitation, client_of):
    client_of(cast.attendee).post(link(invitation), {"answer": "declined", "sequence": "0"})

    assert make.invitation_of(panel, cast.police).status == InvitationStatus.DECLINED
    assert make.invitation_of(panel, cast.attendee).status == InvitationStatus.NO_REPLY


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 5000])
def test_an_unknown_link_is_not_there(invitation, anybody, token):
    answers = [
        anybody.get(f"/rsvp/{token}/"),
        anybody.post(f"/rsvp/{token}/", {"answer": "accepted", "sequence": "0"}),
        anybody.get(f"/rsvp/{token}/replied/"),
        anybody.get(f"/rsvp/{token}%00/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert not InvitationReply.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Select whether you will attend"),
        ({"answer": "attended"}, "Select whether you will attend"),
        ({"answer": "accepted", "note": "x" * 1001}, "Your note must be 1000 characters or fewer"),
        ({"answer": "accepted", "access_needs": "y" * 1001}, "What you need must be 1000 characters or fewer"),
    ],
)
def test_a_wrong_reply_is_asked_again_with_what_was_typed(invitation, anybody, sent, said):
    answer = anybody.post(link(invitation), {"sequence": "0", "note": "Typed", **sent})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count(said) >= 2
    assert sent.get("note", "Typed") in page
    assert not InvitationReply.objects.exists()


@pytest.mark.parametrize("sequence", ["", "x", "-1", "9" * 5000])
def test_a_page_that_was_tampered_with_is_asked_again(invitation, anybody, sequence):
    answer = anybody.post(link(invitation), {"answer": "accepted", "sequence": sequence})

    assert answer.status_code == 200
    assert not InvitationReply.objects.exists()


def test_somebody_who_answers_a_date_that_has_moved_sees_the_new_one_and_can_answer_it(
    cast, panel, invitation, anybody
):
    make.set_meeting(panel, cast, place="County Hall")

    told = anybody.post(link(invitation), {"answer": "accepted", "sequence": "0"})
    again = anybody.post(link(invitation), {"answer": "accepted", "sequence": "1"})

    page = text_of(told)
    assert "The panel has been moved since you opened this page." in page
    assert "County Hall" in page
    assert 'name="sequence" value="1"' in page
    assert again.status_code == 302
    assert make.invitation_of(panel, cast.police).status == InvitationStatus.ACCEPTED


def test_after_a_move_the_page_says_that_an_earlier_reply_no_longer_counts(cast, panel, invitation, anybody):
    make.reply(panel, cast.police)
    make.set_meeting(panel, cast, place="County Hall")

    page = text_of(anybody.get(link(invitation)))

    assert "An earlier reply no longer counts." in page
    assert make.CALL not in page
    assert anybody.get(f"{link(invitation)}replied/")["Location"] == link(invitation)


def test_an_invitation_that_is_over_says_why_and_takes_no_answer(cast, panel, invitation, anybody):
    def said(invitation):
        answer = anybody.post(link(invitation), {"answer": "accepted", "sequence": "0"})
        page = text_of(anybody.get(link(invitation)))
        assert answer.status_code == 200
        assert page == text_of(answer)
        return page.partition('govuk-heading-l">')[2].partition("</h1>")[0]

    with clock.at(panel.meeting.starts_at):
        assert said(invitation) == "This panel has begun or is over"
    convening.unseat(panel.seats.of(cast.attendee).get(), by=cast.coordinator)
    assert said(make.invitation_of(panel, cast.attendee)) == "You are no longer asked to attend this panel"
    inviting.cancel(panel, because="x", by=cast.coordinator)
    assert said(invitation) == "This panel has been cancelled"
    assert not InvitationReply.objects.exists()


def test_whoever_accepted_can_still_join_when_the_meeting_has_begun(cast, panel, invitation, anybody):
    make.reply(panel, cast.police)

    with clock.at(panel.meeting.starts_at + timedelta(minutes=5)):
        during = text_of(anybody.get(link(invitation)))
    Panel.objects.update(status="closed")
    after = text_of(anybody.get(link(invitation)))

    assert make.CALL in during
    assert make.CALL not in after


def test_the_page_is_kept_in_no_cache(invitation, anybody):
    assert "no-store" in anybody.get(link(invitation))["Cache-Control"]
