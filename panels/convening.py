"""Convening: a panel about one or more cases, its date and place, and who has a seat on it."""

from agencies import declaring, duties, joining
from agencies.models import Membership, User
from agencies.role_names import CASEWORK, Role, held_in
from cases import progressing
from cases.models import Case
from cases.models.cases import CaseStatus
from panelportal.kit import clock, references
from panelportal.kit.attribution import stamp
from panelportal.kit.trail import record, verb
from panelportal.kit.versions import ChangedMeanwhile
from panels import entries, inviting, refusals
from panels.models import Invitation, Meeting, Panel, Seat
from panels.models.panels import SPEAKS_FOR_AGENCY, Capacity

NOT_DISCUSSED = (CaseStatus.FLAGGED, CaseStatus.WITHDRAWN, CaseStatus.ISSUED, CaseStatus.CLOSED)


@verb
def convene(*, cases, chair, minute_taker, by):
    """Draft a panel about some cases, with a chair and a minute-taker from the inspectorate.

    Nobody is told: invitations go when somebody sends them. Raises NoCase,
    NotCleared, ChairTakesMinutes, NotOfTheInspectorate and HasConflict.
    """
    cases = list(Case.objects.select_for_update().filter(pk__in=[case.pk for case in cases]).order_by("pk"))
    _refuse_to_convene(cases, chair, minute_taker)
    panel = Panel(reference=references.next_reference("MLP"), chair=chair, minute_taker=minute_taker)
    stamp(panel, "convened", by=by)
    panel.save()
    panel.cases.set(cases)
    for person, capacity in ((chair, Capacity.CHAIR), (minute_taker, Capacity.MINUTE_TAKER)):
        _take_a_seat(panel, person, _inspectorate_of(person), capacity, cases, by)
    for case in cases:
        progressing.mark_ready_for_panel(case, by=by)
    record("panel convened", about=panel.reference, by=by, cases=[case.reference for case in cases])
    return panel


@verb
def set_meeting(panel, *, starts_at, ends_at, place, call_link="", by, version=None):
    """Set when and where a panel meets, or change it.

    Once invitations have gone out, a change of time or place is sent to
    everybody invited, and all are asked to reply again; a change of the call
    link alone is not, since only the reply page shows it. Raises NotPlanned,
    InThePast, EndsTooEarly, and ChangedMeanwhile with the meeting as it
    stands when its `version` is no longer the one that was seen.
    """
    panel = _planned(panel)
    _refuse_times(starts_at, ends_at)
    meeting = Meeting.objects.filter(panel=panel).first() or Meeting(panel=panel, version=0)
    if version is not None and version != meeting.version:
        raise ChangedMeanwhile(meeting)
    before = (meeting.starts_at, meeting.ends_at, meeting.place)
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    meeting.place, meeting.call_link = entries.on_one_line(place), call_link
    meeting.version += 1
    stamp(meeting, "set", by=by)
    meeting.save()
    record("meeting set", about=panel.reference, by=by, starts_at=starts_at.isoformat(), ends_at=ends_at.isoformat())
    if panel.has_told and before != (meeting.starts_at, meeting.ends_at, meeting.place):
        inviting.send_updates(panel, by=by)
    return meeting


@verb
def seat(panel, *, person, agency, capacity, by, cases=None):
    """Give a person a seat on a panel, for an agency and for some of its cases (all, when none are named).

    Once invitations have gone out they get theirs at once. Raises
    NotPlanned, AlreadySeated, NotInThatAgency, CannotBeInvited, HasConflict
    and NotOfThePanel.
    """
    panel = _planned(panel)
    its_cases = list(panel.cases.order_by("pk"))
    cases = its_cases if cases is None else list(cases)
    _refuse_to_seat(panel, person, agency, its_cases, cases)
    taken = _take_a_seat(panel, person, agency, capacity, cases, by)
    duties.settle(inviting.FILL_SEAT, about=panel.reference, by=by, how="filled")
    if panel.has_told:
        inviting.invite(taken, by=by)
    return taken


@verb
def seat_newcomer(panel, *, name, email, agency, capacity, by, cases=None):
    """Give a seat to somebody by their email address, entering them in the directory when they are not in the agency.

    Raises what `seat` raises; the directory then stays as it was.
    """
    known = Membership.objects.live().filter(user__email__iexact=email.strip(), agency=agency).first()
    if known is None:
        speaks = capacity in SPEAKS_FOR_AGENCY and Role.REPRESENTATIVE in held_in(agency.kind_id)
        role = Role.REPRESENTATIVE if speaks else Role.ATTENDEE
        known = joining.add_member(email=email, name=name, agency=agency, role=role, by=by)
    return seat(panel, person=known.user, agency=agency, capacity=capacity, cases=cases, by=by)


@verb
def unseat(seat, *, by):
    """Take a seat away. Somebody who was invited gets a cancellation and sees the panel no more.

    Taking it away again changes nothing. Raises NotPlanned and RunsThePanel.
    """
    panel = _planned(seat.panel)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.removed_at:
        return seat
    if seat.runs_the_panel:
        raise refusals.RunsThePanel
    stamp(seat, "removed", by=by)
    seat.save(update_fields=["removed_by", "removed_at"])
    record("seat removed", about=panel.reference, by=by, person=f"person:{seat.person_id}")
    invitation = Invitation.objects.live().for_reply().filter(seat=seat).first()
    if invitation:
        inviting.withdraw(invitation, by=by)
    return seat


def can_be_discussed(case):
    """Tell whether a panel may be convened about a case: its requests are out, and proceedings leave it free."""
    return case.status not in NOT_DISCUSSED and not case.is_paused and case.is_cleared_for("panel")


def who_can_run_a_panel():
    """Return the people who may chair a panel or take its minutes: the inspectorate's inspectors and coordinators."""
    casework = Membership.objects.live().filter(role__in=CASEWORK, agency__kind="inspectorate")
    return User.objects.filter(is_active=True, memberships__in=casework).distinct().order_by("name", "pk")


def _planned(panel):
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    if not panel.is_planned:
        raise refusals.NotPlanned(panel=panel.reference)
    return panel


def _take_a_seat(panel, person, agency, capacity, cases, by):
    taken = Seat(panel=panel, person=person, agency=agency, capacity=capacity)
    stamp(taken, "seated", by=by)
    taken.save()
    taken.cases.set(cases)
    record("seat given", about=panel.reference, by=by, person=f"person:{person.pk}", capacity=str(capacity))
    return taken


def _refuse_to_convene(cases, chair, minute_taker):
    if not cases:
        raise refusals.NoCase
    for case in cases:
        if not can_be_discussed(case):
            raise refusals.NotCleared(case=case.reference)
    if chair == minute_taker:
        raise refusals.ChairTakesMinutes
    _refuse_conflicts(cases, chair, minute_taker)


def _refuse_times(starts_at, ends_at):
    if starts_at <= clock.now():
        raise refusals.InThePast
    if ends_at <= starts_at:
        raise refusals.EndsTooEarly


def _refuse_to_seat(panel, person, agency, its_cases, cases):
    for case in cases:
        if case not in its_cases:
            raise refusals.NotOfThePanel(case=case.reference)
    if not cases:
        raise refusals.NoCase
    if panel.seats.live().of(person).exists():
        raise refusals.AlreadySeated(person=person)
    if not Membership.objects.live().filter(user=person, agency=agency).exists():
        raise refusals.NotInThatAgency(person=person, agency=agency)
    if not entries.can_be_invited(person.email):
        raise refusals.CannotBeInvited
    _refuse_conflicts(cases, person)


def _refuse_conflicts(cases, *people):
    scopes = {case.reference for case in cases}
    for person in people:
        if scopes & declaring.scopes_of(person):
            raise refusals.HasConflict(person=person)


def _inspectorate_of(person):
    casework = Membership.objects.live().filter(user=person, role__in=CASEWORK, agency__kind="inspectorate")
    membership = casework.select_related("agency").first()
    if membership is None:
        raise refusals.NotOfTheInspectorate(person=person)
    return membership.agency
