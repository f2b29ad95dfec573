"""The flag of a case is withdrawn: the panels about it are called off, or go on without it."""

import pytest

from agencies import duties
from cases.models import CaseStatus
from cases.unflagging import withdraw_flag
from panelportal.kit.models import Letter
from panels import calling_off, inviting
from panels.models.panels import PanelStatus
from tests.factories import learning
from tests.factories import panels as make

pytestmark = pytest.mark.django_db


def test_a_planned_panel_about_the_case_alone_is_cancelled_and_everybody_told(cast, case):
    panel = make.invited_panel(cast, cases=[case])

    withdraw_flag(case, because="Mixed up.", by=cast.lead)

    panel.refresh_from_db()
    assert panel.status == PanelStatus.CANCELLED
    told = Letter.objects.filter(kind="panel-cancelled").values_list("to_email", flat=True)
    assert {cast.police.email, cast.attendee.email} <= set(told)
    letter = Letter.objects.get(kind=calling_off.LETTER)
    assert (letter.to_email, "is cancelled" in letter.text) == (cast.coordinator.email, True)
    assert case.reference not in letter.text


def test_a_panel_about_another_case_too_goes_on_with_those_who_are_there_for_that_one(cast, case, other_case):
    panel = make.draft_panel(cast, cases=[case, other_case])
    make.set_meeting(panel, cast)
    gone = make.seat(panel, cast.police, cast.police_force, cast, cases=[case])
    stays = make.seat(panel, cast.health, cast.trust, cast)
    inviting.send_invitations(panel, by=cast.coordinator)

    withdraw_flag(case, because="Mixed up.", by=cast.lead)

    panel.refresh_from_db()
    assert panel.status == PanelStatus.INVITED
    assert [one.pk for one in panel.cases.all()] == [other_case.pk]
    live = set(panel.seats.live().values_list("pk", flat=True))
    assert (gone.pk in live, stays.pk in live, len(live)) == (False, True, 3)
    assert [one.pk for one in stays.cases.all()] == [other_case.pk]
    assert duties.has_open(inviting.FILL_SEAT, about=panel.reference)
    assert "no longer discusses it" in Letter.objects.get(kind=calling_off.LETTER).text


def test_the_flag_stays_while_a_panel_discusses_the_case(cast, case):
    panel = make.invited_panel(cast, cases=[case])
    learning.begin(panel, by=cast.coordinator)

    with pytest.raises(calling_off.PanelUnderWay, match=panel.reference):
        withdraw_flag(case, because="Mixed up.", by=cast.lead)

    case.refresh_from_db()
    assert case.status == CaseStatus.READY_FOR_PANEL
    assert Letter.objects.filter(kind="panel-cancelled").count() == 0
