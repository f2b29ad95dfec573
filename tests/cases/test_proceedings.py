"""Criminal proceedings pause a case until a lead inspector clears its stage."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Duty
from cases import proceedings, progressing, requesting
from cases.models import Case, CaseStatus, CourtOutcome, CourtStage, Proceedings, Stage, UnderWay
from cases.refusals import CasePaused, ClearedByOtherLead, NotCleared, NothingUnderWay
from panelportal.kit import clock, working_days
from tests.cases.flag_pages import dates
from tests.factories.cases import chosen_case, flagged_case, sent_case

UNDER_WAY = {"under_way": [UnderWay.CRIMINAL_PROCEEDINGS]}


def now(case):
    return Case.objects.get(pk=case.pk)


def test_a_case_without_proceedings_is_cleared_for_every_stage(cast):
    case = flagged_case(cast)

    assert all(case.is_cleared_for(stage) for stage in Stage)


def test_clearing_record_checks_lets_the_requests_go_and_nothing_later(cast):
    case = chosen_case(cast, **UNDER_WAY)

    proceedings.clear(case, stage=Stage.RECORD_CHECKS, because="The police agree.", by=cast.lead)

    assert now(case).status == CaseStatus.FLAGGED
    assert len(requesting.send_requests(case, by=cast.inspector)) == 3
    assert [now(case).is_cleared_for(stage) for stage in Stage] == [True, False, False]
    with pytest.raises(NotCleared):
        progressing.mark_ready_for_panel(case, by=cast.coordinator)
    assert not Duty.objects.open().filter(kind="clear-proceedings").exists()


def test_clearing_another_stage_leaves_the_case_paused(cast):
    case = chosen_case(cast, **UNDER_WAY)

    proceedings.clear(case, stage=Stage.PANEL, by=cast.lead)

    assert now(case).status == CaseStatus.PAUSED


def test_the_lead_who_flagged_the_case_does_not_clear_it(cast):
    case = flagged_case(cast, by=cast.lead, **UNDER_WAY)

    with pytest.raises(ClearedByOtherLead):
        proceedings.clear(case, stage=Stage.RECORD_CHECKS, by=cast.lead)

    proceedings.clear(case, stage=Stage.RECORD_CHECKS, by=cast.other_lead)
    assert now(case).status == CaseStatus.FLAGGED


def test_clearing_twice_keeps_the_first_decision(cast):
    case = flagged_case(cast, **UNDER_WAY)
    first = proceedings.clear(case, stage=Stage.PANEL, by=cast.lead)

    again = proceedings.clear(case, stage=Stage.PANEL, by=cast.other_lead)

    assert (again.pk, again.cleared_by) == (first.pk, cast.lead)


def test_nothing_is_cleared_where_nothing_is_under_way(cast):
    with pytest.raises(NothingUnderWay):
        proceedings.clear(flagged_case(cast), stage=Stage.PANEL, by=cast.lead)


def test_proceedings_that_begin_later_pause_the_case_where_it_stands(cast):
    case = sent_case(cast)

    proceedings.say_under_way(case, by=cast.inspector)

    assert now(case).status == CaseStatus.PAUSED
    with pytest.raises(CasePaused):
        progressing.mark_panel_held(case, by=cast.coordinator)


def test_when_they_end_the_case_goes_on_where_it_stood(cast):
    case = sent_case(cast)
    proceedings.say_under_way(case, by=cast.inspector)

    proceedings.say_ended(case, by=cast.lead)

    assert now(case).status == CaseStatus.REQUESTS_SENT
    assert all(now(case).is_cleared_for(stage) for stage in Stage)
    assert not Duty.objects.open().filter(kind="clear-proceedings").exists()


def test_proceedings_that_begin_again_need_new_clearance(cast):
    case = flagged_case(cast, **UNDER_WAY)
    proceedings.clear(case, stage=Stage.RECORD_CHECKS, by=cast.lead)
    proceedings.say_ended(case, by=cast.lead)

    proceedings.say_under_way(case, by=cast.inspector)

    assert now(case).status == CaseStatus.PAUSED
    assert not now(case).is_cleared_for(Stage.RECORD_CHECKS)


def check(case, by, **found):
    seen = Proceedings.objects.get(case=case).version
    return proceedings.check(case, **{"seen": seen, "stage": CourtStage.TRIAL, "by": by} | found)


def due_check(case):
    return Duty.objects.open().filter(kind="check-proceedings", about=case.reference).first()


def test_whoever_flagged_the_case_checks_the_proceedings_every_20_working_days(cast):
    case = flagged_case(cast, **UNDER_WAY)
    in_20_days = working_days.add(clock.today(), 20)
    assert (due_check(case).person, due_check(case).due_on) == (cast.inspector, in_20_days)

    first = due_check(case)
    check(case, cast.other_inspector, court_date=in_20_days, note="The court's list office.")

    first.refresh_from_db()
    assert (first.how, first.settled_by) == ("checked", cast.other_inspector)
    assert due_check(case).due_on == in_20_days
    rows = Proceedings.objects.get(case=case).checks.all()
    assert [(row.stage, row.checked_by, row.note) for row in rows] == [
        ("trial", cast.other_inspector, "The court's list office."),
        ("charged", cast.inspector, ""),
    ]


def test_the_check_is_due_although_the_clocks_of_the_paused_case_stand_still(cast):
    case = sent_case(cast)

    proceedings.say_under_way(case, by=cast.inspector)

    assert not due_check(case).is_paused
    assert Duty.objects.open().filter(kind="answer-request", paused_at=None).count() == 0


@pytest.mark.parametrize(
    ("stage", "outcome", "goes_on_checking"),
    [
        (CourtStage.OUTCOME, CourtOutcome.CONVICTED, True),
        (CourtStage.OUTCOME, CourtOutcome.LESSER, True),
        (CourtStage.OUTCOME, CourtOutcome.ACQUITTED, False),
        (CourtStage.OUTCOME, CourtOutcome.OTHER, False),
        (CourtStage.SENTENCED, CourtOutcome.CONVICTED, False),
        (CourtStage.TRIAL, "", True),
    ],
)
def test_nobody_checks_again_when_there_is_nothing_left_to_follow(cast, stage, outcome, goes_on_checking):
    case = flagged_case(cast, **UNDER_WAY)
    proceedings.clear(case, stage=Stage.RECORD_CHECKS, by=cast.lead)

    check(case, cast.inspector, stage=stage, outcome=outcome)

    assert (due_check(case) is not None) == goes_on_checking
    assert Duty.objects.open().filter(kind="clear-proceedings", role="lead").exists() != goes_on_checking
    assert Proceedings.objects.get(case=case).are_under_way


def test_an_outcome_is_kept_only_where_there_is_one(cast):
    case = flagged_case(cast, **UNDER_WAY)

    check(case, cast.inspector, stage=CourtStage.TRIAL, outcome=CourtOutcome.ACQUITTED)

    assert Proceedings.objects.get(case=case).outcome == ""


def test_of_two_who_check_at_the_same_time_the_second_sees_what_the_first_found(cast, client_of):
    case = flagged_case(cast, **UNDER_WAY)
    page = reverse("cases:proceedings_check", args=[case.reference])
    form = client_of(cast.other_inspector).get(page).context["form"]
    check(case, cast.inspector)

    answer = client_of(cast.other_inspector).post(
        page, {"stage": "first-hearing", "version": form.initial["version"]} | dates(next_check_on=(1, 3, 2030))
    )

    assert "Someone else checked meanwhile and found: Trial" in answer.content.decode()
    assert Proceedings.objects.get(case=case).stage == CourtStage.TRIAL


def test_the_page_tells_who_checked_what_and_when_and_offers_no_death_as_an_outcome(cast, client_of):
    case = flagged_case(cast, **UNDER_WAY)
    check(case, cast.inspector, note="Crown Court list office", court_date=date(2030, 5, 13))
    url = reverse("cases:proceedings", args=[case.reference])
    client = client_of(cast.inspector)

    text = client.get(url).content.decode()
    asked = client.get(reverse("cases:proceedings_check", args=[case.reference])).context["form"]

    assert "Crown Court list office" in text
    assert "Monday 13 May 2030" in text
    assert str(cast.inspector) in text
    assert [value for value, _ in asked.fields["outcome"].choices] == ["convicted", "lesser", "acquitted", "other"]


def test_saying_that_proceedings_begin_asks_how_far_they_are(cast, client_of):
    case = flagged_case(cast)
    url = reverse("cases:proceedings_under_way", args=[case.reference])
    client = client_of(cast.inspector)

    assert "Select how far the proceedings have come" in client.post(url).content.decode()
    assert not now(case).is_paused
    assert client.post(url, {"stage": "investigation"}).status_code == 302
    assert now(case).proceedings.stage == CourtStage.INVESTIGATION
