"""Criminal proceedings pause a case until a lead inspector clears its stage."""

import pytest

from agencies.models import Duty
from cases import proceedings, progressing, requesting
from cases.models import Case, CaseStatus, Stage, UnderWay
from cases.refusals import CasePaused, ClearedByOtherLead, NotCleared, NothingUnderWay
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
