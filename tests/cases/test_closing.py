"""Closing a case in which nothing waits, opening it again, legal holds, and what a case that is over refuses."""

from datetime import date, timedelta

import pytest

from agencies import duties
from agencies.models import Duty
from cases import (
    closing,
    disclosing,
    flagging,
    holding,
    messaging,
    particulars,
    progressing,
    requesting,
    retention,
    unflagging,
)
from cases.models import Case, CaseStatus, Kind, Side, WhyClosed
from cases.refusals import CaseOver
from findings.models import Outcome
from panelportal.kit import clock
from panelportal.kit.models import TrailEntry
from tests.factories import learning
from tests.factories.cases import described_case, flagged_case, request_to, sent_case
from tests.factories.findings import replied
from tests.factories.panels import planned_panel

BECAUSE = "The agencies never knew the person."


def answered_case(cast):
    """A case whose one agency replied that it knows nothing, so that nothing waits."""
    case = sent_case(cast, agencies=[cast.police_force])
    replied(request_to(case, cast.police_force), by=cast.police, outcome=Outcome.NOT_KNOWN)
    return Case.objects.get(pk=case.pk)


def closed_case(cast, **changes):
    case = answered_case(cast)
    closing.close(case, why=WhyClosed.NO_PANEL, because=BECAUSE, by=cast.inspector, **changes)
    return Case.objects.get(pk=case.pk)


def test_closing_ends_the_case_and_sets_the_day_of_its_disposal(cast, settings):
    settings.PORTAL_KEEP_YEARS = 3

    case = closed_case(cast)

    today = clock.today()
    assert case.status == CaseStatus.CLOSED
    assert case.dispose_on == retention.default_day()
    assert case.dispose_on.year == today.year + 3
    assert not Duty.objects.open().filter(scope=case.reference).exists()
    entry = TrailEntry.objects.get(act="case closed")
    assert (entry.about, entry.facts) == (case.reference, {"why": "no-panel"})


def test_a_day_that_a_leap_year_has_alone_is_the_day_after():
    assert retention.default_day(date(2028, 2, 29)) == date(2030, 3, 1)


def test_another_day_can_be_chosen_but_not_one_that_has_passed(cast):
    later = clock.today() + timedelta(days=30)

    assert closed_case(cast, dispose_on=later).dispose_on == later
    with pytest.raises(closing.DisposalDayPassed):
        closing.close(
            answered_case(cast), why=WhyClosed.OTHER, because=BECAUSE, dispose_on=clock.today(), by=cast.inspector
        )


def test_a_case_is_not_closed_while_anything_waits_in_it_and_each_thing_is_named(cast):
    case = sent_case(cast, agencies=[cast.police_force, cast.trust])
    requesting.draft_request(case, agency=cast.jail, by=cast.inspector)

    with pytest.raises(closing.StillWaits) as refused:
        closing.close(case, why=WhyClosed.OTHER, because=BECAUSE, by=cast.inspector)

    assert refused.value.waiting[:2] == ["1 request not sent: send or withdraw", "2 replies awaited"]
    assert f"Requests to be sent: {case.reference}" in refused.value.waiting


def test_panels_to_be_held_keep_a_case_open(cast):
    case = answered_case(cast)
    planned_panel(cast, cases=[case])

    assert "1 panel to be held or cancelled" in closing.what_waits(case)


def test_actions_and_reports_that_are_not_ended_keep_a_case_open(cast):
    action = learning.issued_action(cast)

    assert "1 action not ended" in closing.what_waits(action.case or action.panel.cases.get())


def test_a_lead_opens_a_closed_case_again_where_it_stood(cast):
    case = closed_case(cast)
    with pytest.raises(closing.OnlyALead):
        closing.reopen(case, because="More was found.", by=cast.inspector)

    closing.reopen(case, because="More was found.", by=cast.lead)

    case.refresh_from_db()
    assert (case.status, case.dispose_on) == (CaseStatus.REQUESTS_SENT, None)
    with pytest.raises(closing.NotClosed):
        closing.reopen(case, because="Again.", by=cast.lead)


def test_a_withdrawn_case_gets_a_day_of_disposal_as_well(cast):
    case = flagged_case(cast)

    unflagging.withdraw_flag(case, because="Flagged by mistake.", by=cast.inspector)

    case.refresh_from_db()
    assert case.dispose_on == retention.default_day()


def withdrawn_case(cast):
    case = described_case(cast, agencies=[cast.police_force])
    unflagging.withdraw_flag(case, because="Flagged by mistake.", by=cast.inspector)
    return Case.objects.get(pk=case.pk)


CHANGES = {
    "particulars": lambda case, cast: particulars.put_particulars(case, values={Kind.NAME: "A"}, by=cast.inspector),
    "another agency": lambda case, cast: requesting.draft_request(case, agency=cast.landlord, by=cast.inspector),
    "agency left out": lambda case, cast: flagging.leave_out(case, agency=cast.trust, because="No.", by=cast.inspector),
    "considered again": lambda case, cast: flagging.consider_again(case, agency=cast.trust, by=cast.inspector),
    "disclosure": lambda case, cast: disclosing.choose(case.requests.first(), particulars=[], by=cast.inspector),
    "message": lambda case, cast: messaging.write_message(
        case.requests.first(), text="Hello", side=Side.INSPECTORATE, seen=0, by=cast.inspector
    ),
    "panel held": lambda case, cast: progressing.mark_panel_held(case, by=cast.coordinator),
    "closing": lambda case, cast: closing.close(case, why=WhyClosed.OTHER, because="x", by=cast.inspector),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_case_that_is_over_takes_no_change(cast, change):
    for case in (closed_case(cast), withdrawn_case(cast)):
        with pytest.raises(CaseOver):
            change(case, cast)


def test_a_page_says_that_the_case_is_over_and_not_that_something_broke(cast, client_of):
    case = closed_case(cast)
    client = client_of(cast.inspector)

    typed = {"version": str(case.particulars_version), "name": "A Name"}
    saved = client.post(f"/cases/{case.reference}/particulars/", typed)
    closed = client.post(f"/cases/{case.reference}/closing/close/", {"why": "other", "because": "x"})

    assert saved.status_code == closed.status_code == 200
    assert "nothing about it can be changed" in saved.content.decode()
    assert "The case is over already" in closed.content.decode()


def test_leads_are_asked_about_disposal_when_the_day_has_come_and_no_hold_stands(cast):
    case, held = closed_case(cast), closed_case(cast)
    holding.put_hold(held, because="An inquest is open.", by=cast.lead)

    assert retention.ask_for_disposals(case.dispose_on - timedelta(days=1)) == 0
    assert retention.ask_for_disposals(case.dispose_on) == 1

    duty = Duty.objects.open().get(kind=retention.DECIDE)
    assert (duty.about, duty.role, duty.due_on) == (case.reference, "lead", case.dispose_on)
    assert duties.url_of(duty) == f"/cases/{case.reference}/closing/"


def test_a_hold_stands_once_until_it_is_lifted_and_takes_the_question_away(cast):
    case = closed_case(cast)
    retention.ask_for_disposals(case.dispose_on)

    holding.put_hold(case, because="An appeal.", by=cast.lead)

    assert not Duty.objects.open().filter(kind=retention.DECIDE).exists()
    with pytest.raises(holding.HeldAlready):
        holding.put_hold(case, because="An appeal.", by=cast.lead)
    holding.lift_hold(case, because="It was decided.", by=cast.other_lead)
    with pytest.raises(holding.NotHeld):
        holding.lift_hold(case, because="It was decided.", by=cast.other_lead)
    assert retention.ask_for_disposals(case.dispose_on) == 1


def test_somebody_closes_a_case_on_its_page_after_what_waits_is_gone(cast, client_of):
    client = client_of(cast.inspector)
    waiting, case = sent_case(cast), answered_case(cast)
    page = f"/cases/{case.reference}/closing/"

    told = client.get(f"/cases/{waiting.reference}/closing/").content.decode()
    answers = {"why": "no-panel", "because": BECAUSE}
    day = retention.default_day()
    answers |= {"dispose_on_day": day.day, "dispose_on_month": day.month, "dispose_on_year": day.year}
    done = client.post(f"{page}close/", answers, follow=True).content.decode()

    assert "3 replies awaited" in told
    assert f"Case {case.reference} is closed." in done
    assert BECAUSE in done
    assert "Open the case again" not in done
    assert "Open the case again" in client_of(cast.lead).get(page).content.decode()
