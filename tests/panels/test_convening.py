import pytest

from agencies import declaring
from agencies.models import Duty, Membership, User
from panelportal.kit import clock
from panelportal.kit.models import Letter, TrailEntry
from panelportal.kit.versions import ChangedMeanwhile
from panels import convening, refusals
from panels.models import Invitation, Meeting, Panel, PanelGroupGrant, PanelUserGrant, Seat
from panels.models.panels import Capacity, PanelStatus
from tests.factories import panels as make


def seats_of(panel):
    return [
        (seat.person.name, seat.agency.name, seat.get_capacity_display(), [case.reference for case in seat.cases.all()])
        for seat in panel.seats.live().for_list()
    ]


def test_convening_drafts_a_panel_with_chair_and_minute_taker_and_tells_nobody(cast, case):
    panel = make.draft_panel(cast, cases=[case])

    assert panel.reference.startswith("MLP-")
    assert panel.status == PanelStatus.DRAFT
    assert (panel.convened_by, list(panel.cases.all())) == (cast.coordinator, [case])
    assert seats_of(panel) == [
        ("Isla Inspector", "HM Inspectorate of Probation", "Chair", [case.reference]),
        ("Cora Coordinator", "HM Inspectorate of Probation", "Minute-taker", [case.reference]),
    ]
    assert TrailEntry.objects.filter(act="panel convened", about=panel.reference).get().facts == {
        "cases": [case.reference]
    }


def test_nothing_leaves_a_draft_whatever_is_done_to_it(cast, case):
    panel = make.planned_panel(cast, cases=[case])
    make.set_meeting(panel, cast, **make.meeting_times(days_ahead=30))
    convening.unseat(panel.seats.live().of(cast.police).get(), by=cast.coordinator)

    assert not Letter.objects.filter(about=panel.reference).exists()
    assert not Duty.objects.filter(about=panel.reference).exists()
    assert not Invitation.objects.exists()
    assert not PanelUserGrant.objects.exists()
    assert not PanelGroupGrant.objects.exists()


def test_a_joint_panel_seats_everybody_for_all_its_cases_unless_told_otherwise(cast, case, other_case):
    panel = make.draft_panel(cast, cases=[case, other_case])
    make.seat(panel, cast.police, cast.police_force, cast)
    make.seat(panel, cast.health, cast.trust, cast, cases=[case])

    both, one = [case.reference, other_case.reference], [case.reference]
    assert [cases for *_, cases in seats_of(panel)] == [both, both, one, both]


def test_a_case_paused_by_proceedings_gets_no_panel(cast, case, paused_case):
    with pytest.raises(refusals.NotCleared, match=paused_case.reference):
        make.draft_panel(cast, cases=[case, paused_case])

    assert not Panel.objects.exists()


@pytest.mark.parametrize("status", ["flagged", "withdrawn", "issued", "closed"])
def test_a_case_that_is_not_at_that_stage_gets_no_panel(cast, case, status):
    type(case).objects.filter(pk=case.pk).update(status=status)

    with pytest.raises(refusals.NotCleared):
        make.draft_panel(cast, cases=[case])


def test_a_panel_needs_a_case_and_two_people_of_the_inspectorate(cast, case):
    def convene(**changes):
        given = {"cases": [case], "chair": cast.inspector, "minute_taker": cast.coordinator, "by": cast.coordinator}
        return convening.convene(**given | changes)

    with pytest.raises(refusals.NoCase):
        convene(cases=[])
    with pytest.raises(refusals.ChairTakesMinutes):
        convene(minute_taker=cast.inspector)
    with pytest.raises(refusals.NotOfTheInspectorate):
        convene(chair=cast.police)
    with pytest.raises(refusals.NotOfTheInspectorate):
        convene(chair=cast.auditor)
    assert not Panel.objects.exists()
    assert not Seat.objects.exists()


def test_nobody_with_a_conflict_of_interest_chairs_or_gets_a_seat(cast, case):
    declaring.declare_conflict(cast.inspector, scope=case.reference, by=cast.inspector)
    declaring.declare_conflict(cast.health, scope=case.reference, by=cast.health)

    with pytest.raises(refusals.HasConflict):
        make.draft_panel(cast, cases=[case])
    panel = convening.convene(
        cases=[case], chair=cast.other_inspector, minute_taker=cast.coordinator, by=cast.coordinator
    )
    with pytest.raises(refusals.HasConflict):
        make.seat(panel, cast.health, cast.trust, cast)


def test_a_conflict_declared_on_the_review_keeps_from_a_seat_on_the_panel_of_its_case(cast, case):
    declaring.declare_conflict(cast.health, scope=case.reviews.get().reference, by=cast.health)
    panel = make.draft_panel(cast, cases=[case])

    with pytest.raises(refusals.HasConflict):
        make.seat(panel, cast.health, cast.trust, cast)


def test_a_meeting_is_in_the_future_and_ends_after_it_starts(cast, case):
    panel = make.draft_panel(cast, cases=[case])
    times = make.meeting_times()

    with pytest.raises(refusals.InThePast):
        make.set_meeting(panel, cast, starts_at=clock.now())
    with pytest.raises(refusals.EndsTooEarly):
        make.set_meeting(panel, cast, **times | {"ends_at": times["starts_at"]})
    assert not Meeting.objects.exists()


def test_a_place_holds_no_line_breaks_or_control_characters(cast, case):
    panel = make.draft_panel(cast, cases=[case])

    meeting = make.set_meeting(panel, cast, place=" Room 4\r\n\x07 Annexe ")

    assert meeting.place == "Room 4 Annexe"


def test_the_second_of_two_people_who_change_a_meeting_is_told(cast, case):
    panel = make.planned_panel(cast, cases=[case])
    make.set_meeting(panel, cast, place="Room 4", version=1)

    with pytest.raises(ChangedMeanwhile) as changed:
        make.set_meeting(panel, cast, place="Room 5", version=1)

    assert changed.value.current.place == "Room 4"
    assert Meeting.objects.get().place == "Room 4"


def test_a_seat_is_given_once_to_a_person_of_that_agency(cast, case, other_case):
    panel = make.planned_panel(cast, cases=[case])

    with pytest.raises(refusals.AlreadySeated):
        make.seat(panel, cast.police, cast.police_force, cast)
    with pytest.raises(refusals.NotInThatAgency):
        make.seat(panel, cast.health, cast.police_force, cast)
    with pytest.raises(refusals.NotInThatAgency):
        make.seat(panel, cast.left, cast.police_force, cast)
    with pytest.raises(refusals.NotOfThePanel):
        make.seat(panel, cast.health, cast.trust, cast, cases=[other_case])
    with pytest.raises(refusals.NoCase):
        make.seat(panel, cast.health, cast.trust, cast, cases=[])
    assert panel.seats.count() == 4


@pytest.mark.parametrize("email", ['"odd one"@trust.example.org', "PANEL.team@example.org"])
def test_an_address_that_calendars_cannot_take_gets_no_seat_and_no_membership(cast, case, email, settings):
    settings.PORTAL_TEAM_EMAIL = "panel.team@example.org"
    panel = make.draft_panel(cast, cases=[case])
    before = Membership.objects.count(), User.objects.count()

    with pytest.raises(refusals.CannotBeInvited):
        convening.seat_newcomer(
            panel, name="Odd One", email=email, agency=cast.trust, capacity=Capacity.OBSERVER, by=cast.coordinator
        )

    assert (Membership.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize(
    ("agency", "capacity", "role"),
    [
        ("trust", Capacity.REPRESENTATIVE, "representative"),
        ("trust", Capacity.OBSERVER, "attendee"),
        ("region", Capacity.REPRESENTATIVE, "attendee"),
    ],
)
def test_a_newcomer_enters_the_directory_in_the_role_that_their_seat_needs(cast, case, agency, capacity, role):
    panel = make.draft_panel(cast, cases=[case])

    seat = convening.seat_newcomer(
        panel,
        name="New Comer",
        email="New.Comer@example.org",
        agency=getattr(cast, agency),
        capacity=capacity,
        by=cast.coordinator,
    )

    assert (seat.person.name, seat.person.email, seat.capacity) == ("New Comer", "new.comer@example.org", capacity)
    assert [membership.role for membership in seat.person.memberships.all()] == [role]


def test_somebody_already_in_the_agency_keeps_the_role_they_have(cast, case):
    panel = make.draft_panel(cast, cases=[case])

    seat = convening.seat_newcomer(
        panel,
        name="Whatever",
        email=cast.health.email.upper(),
        agency=cast.trust,
        capacity=Capacity.REPRESENTATIVE,
        by=cast.coordinator,
    )

    assert seat.person == cast.health
    assert [membership.role for membership in cast.health.memberships.all()] == ["spoc"]


def test_chair_and_minute_taker_keep_their_seats(cast, case):
    panel = make.draft_panel(cast, cases=[case])

    for person in (cast.inspector, cast.coordinator):
        with pytest.raises(refusals.RunsThePanel):
            convening.unseat(panel.seats.of(person).get(), by=cast.coordinator)

    assert panel.seats.live().count() == 2


@pytest.mark.parametrize("status", ["in-progress", "closed", "cancelled"])
def test_nothing_of_a_panel_changes_once_it_has_begun(cast, case, status):
    panel = make.invited_panel(cast, cases=[case])
    Panel.objects.filter(pk=panel.pk).update(status=status)

    with pytest.raises(refusals.NotPlanned):
        make.set_meeting(panel, cast)
    with pytest.raises(refusals.NotPlanned):
        make.seat(panel, cast.health, cast.trust, cast)
    with pytest.raises(refusals.NotPlanned):
        convening.unseat(panel.seats.of(cast.police).get(), by=cast.coordinator)
