import re

import pytest

from panelportal.kit.models import ReadEntry
from tests.factories import learning, panels

pytestmark = pytest.mark.django_db


def test_the_case_page_shows_every_room(cast, client_of):
    report = learning.issued_report(cast)
    case = report.panel.cases.get()

    page = client_of(cast.inspector).get(f"/cases/{case.reference}/").content.decode()

    rows = [request.agency.name for request in case.requests.all()]
    shown = [*rows, report.panel.reference, report.reference, report.panel.actions.get().reference]
    assert [text for text in shown if text not in page] == []


def test_reading_a_case_is_recorded(cast, client_of):
    case = panels.replied_case(cast)

    client_of(cast.inspector).get(f"/cases/{case.reference}/")

    read = ReadEntry.objects.get(about=case.reference, what="case read")
    assert read.actor_key == f"person:{cast.inspector.pk}"


def test_an_agency_gets_the_same_page_for_its_case_as_for_none(cast, client_of):
    case = panels.replied_case(cast)
    client = client_of(cast.police)

    here, nowhere = (client.get(f"/cases/{reference}/") for reference in (case.reference, "MAC-1999-001"))

    assert (here.status_code, nowhere.status_code) == (404, 404)
    assert _without_token(here) == _without_token(nowhere)


def _without_token(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
