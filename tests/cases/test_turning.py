"""The charge was dropped, or the person has died: the case stands still until a lead inspector decides."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Duty
from cases import proceedings, turning
from cases.models import Case, CaseStatus, CourtOutcome, Stage, Turn, UnderWay
from cases.refusals import CasePaused, ClearedByOtherLead, NothingToDecide, WaitsForDecision
from cases.requesting import draft_request, send_requests
from panelportal.kit import clock, working_days
from panelportal.kit.models import Letter
from tests.cases.flag_pages import dates
from tests.cases.pages import text_of
from tests.factories.cases import chosen_case, flagged_case, request_to, sent_case

DAY = date(2026, 1, 12)


def now(case):
    return Case.objects.get(pk=case.pk)


def turn(case, by, kind=Turn.CHARGE_DROPPED, **changes):
    return turning.say_turned(case, kind=kind, happened_on=DAY, by=by, **changes)


def open_kinds(case):
    return set(Duty.objects.open().filter(about=case.reference).values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [(Turn.CHARGE_DROPPED, CourtOutcome.DROPPED), (Turn.PERSON_DIED, CourtOutcome.DIED)],
)
def test_it_ends_the_proceedings_and_stops_the_case_for_a_lead_to_decide(cast, kind, outcome):
    case = flagged_case(cast, under_way=[UnderWay.CRIMINAL_PROCEEDINGS])
    proceedings.clear(case, stage=Stage.RECORD_CHECKS, by=cast.lead)

    turn(case, cast.inspector, kind)

    assert now(case).status == CaseStatus.PAUSED
    assert (now(case).proceedings.outcome, now(case).proceedings.are_under_way) == (outcome, False)
    assert "check-proceedings" not in open_kinds(case)
    assert "clear-proceedings" not in open_kinds(case)
    duty = Duty.objects.open().get(kind="decide-course")
    assert (duty.role, duty.not_for, duty.is_paused) == ("lead", cast.inspector, False)


def test_nothing_is_sent_and_no_agency_is_reminded_or_told_until_it_is_decided(cast):
    case, draft = sent_case(cast), chosen_case(cast)
    letters = Letter.objects.count()

    turn(case, cast.inspector)
    turn(draft, cast.inspector)

    assert Duty.objects.open().filter(kind="answer-request", scope=case.reference, paused_at=None).count() == 0
    assert Letter.objects.count() == letters
    with pytest.raises(CasePaused):
        send_requests(draft, by=cast.inspector)


def test_a_case_that_goes_on_stands_where_it_stood_and_its_clocks_go_on(cast):
    case = sent_case(cast)
    turn(case, cast.inspector)

    turning.decide(case, goes_on=True, because="There is learning all the same.", by=cast.lead)

    assert now(case).status == CaseStatus.REQUESTS_SENT
    assert not Duty.objects.open().filter(scope=case.reference, paused_at__isnull=False).exists()
    assert request_to(case, cast.police_force).reply_by == working_days.add(clock.today(), 15)
    assert "decide-course" not in open_kinds(case)


def test_a_case_that_does_not_go_on_has_its_flag_withdrawn(cast):
    case = sent_case(cast)
    turn(case, cast.inspector, Turn.PERSON_DIED)

    turning.decide(case, goes_on=False, because="The family asked for peace.", by=cast.lead)

    assert now(case).status == CaseStatus.WITHDRAWN
    assert now(case).withdrawn_because == "The family asked for peace."
    assert request_to(case, cast.police_force).is_withdrawn
    assert not Duty.objects.open().filter(scope=case.reference).exists()


def test_the_lead_who_flagged_it_does_not_decide(cast):
    case = flagged_case(cast, by=cast.lead)
    turn(case, cast.inspector)

    with pytest.raises(ClearedByOtherLead):
        turning.decide(case, goes_on=True, because="Go on.", by=cast.lead)


def test_one_thing_is_decided_at_a_time_and_once(cast):
    case = flagged_case(cast)
    turn(case, cast.inspector)
    with pytest.raises(WaitsForDecision):
        turn(case, cast.inspector, Turn.PERSON_DIED)
    turning.decide(case, goes_on=True, because="Go on.", by=cast.lead)

    with pytest.raises(NothingToDecide):
        turning.decide(case, goes_on=False, because="Stop.", by=cast.other_lead)
    turn(case, cast.inspector, Turn.PERSON_DIED)

    assert [point.kind for point in case.turning_points.all()] == ["charge-dropped", "person-died"]


def test_proceedings_that_begin_again_meanwhile_keep_the_case_paused(cast):
    case = flagged_case(cast)
    turn(case, cast.inspector)
    proceedings.say_under_way(case, by=cast.inspector)

    proceedings.clear(case, stage=Stage.RECORD_CHECKS, by=cast.lead)
    assert now(case).is_paused  # the turning point is not decided

    turning.decide(case, goes_on=True, because="Go on.", by=cast.lead)
    assert now(case).status == CaseStatus.FLAGGED


def test_a_new_agency_can_be_drafted_while_it_is_undecided(cast):
    case = flagged_case(cast, agencies=[cast.police_force])
    turn(case, cast.inspector)

    assert draft_request(case, agency=cast.trust, by=cast.inspector).is_draft


def test_the_pages_note_decide_and_leave_a_plain_account(cast, client_of):
    case = sent_case(cast)
    say = reverse("cases:turning_point", args=[case.reference])
    decide = reverse("cases:decide_course", args=[case.reference])
    assert "Select what has happened" in text_of(client_of(cast.inspector).post(say))

    client_of(cast.inspector).post(say, {"kind": "charge-dropped", "note": "The police told us."} | _on(DAY))
    waiting = text_of(client_of(cast.coordinator).get(f"/cases/{case.reference}/"))
    client_of(cast.lead).post(decide, {"goes_on": "yes", "because": "Joint work failed all the same."})
    decided = text_of(client_of(cast.coordinator).get(f"/cases/{case.reference}/"))

    assert "The charge was dropped" in waiting
    assert "A lead inspector decides whether the case goes on." in waiting
    assert "A lead inspector decided that the case goes on." in decided
    assert "Joint work failed all the same." in decided
    assert client_of(cast.lead).get(decide).status_code == 302


def test_a_day_in_the_future_is_refused(cast, client_of):
    case = flagged_case(cast)
    say = reverse("cases:turning_point", args=[case.reference])

    page = client_of(cast.inspector).post(say, {"kind": "person-died"} | _on(date(2099, 1, 1)))

    assert "must be today or in the past" in text_of(page)
    assert not case.turning_points.exists()


def _on(day):
    return dates(happened_on=(day.day, day.month, day.year))
