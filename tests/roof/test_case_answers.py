"""What the case page answers in its first screen: who has not replied, and whether the case is ready for a panel."""

from datetime import timedelta

import pytest

from cases.models import AgencyRequest
from tests.factories import cases as making
from tests.factories import panels
from tests.findings.pages import text_of

pytestmark = pytest.mark.django_db


def test_who_has_not_replied_is_named_with_how_late_it_is(cast, client_of):
    part = making.sent_request(cast)
    AgencyRequest.objects.filter(pk=part.pk).update(reply_by=part.sent_at.date() - timedelta(days=3))

    said = shown(client_of(cast.inspector), part.case)

    assert f"Not replied yet: {part.agency.name} (overdue 3 days)" in said
    assert "Ready for a panel: Not yet." in said
    assert "still awaited" in said


def test_a_case_whose_replies_are_in_is_ready_and_says_who_is_represented(cast, client_of):
    said = shown(client_of(cast.inspector), panels.replied_case(cast))

    assert "Not replied yet" not in said
    assert "Ready for a panel: Yes. All replies are in. Representative named by" in said


def test_before_a_request_is_sent_no_case_is_ready(cast, client_of):
    said = shown(client_of(cast.inspector), making.chosen_case(cast))

    assert "Ready for a panel: Not yet. No request has been sent." in said


def test_the_parts_of_a_case_end_with_its_closing_and_its_history(cast, client_of):
    page = client_of(cast.inspector).get(f"/cases/{making.flagged_case(cast).reference}/").content.decode()

    places = [page.index(f">{name}") for name in ("Victims and family", "Chronology", "Learning", "Closing", "History")]
    assert places == sorted(places)


def shown(client, case):
    return text_of(client.get(f"/cases/{case.reference}/"))
