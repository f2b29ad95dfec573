import pytest

from panelportal.kit.models import ReadEntry
from tests.factories import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(cast):
    return findings.parts(cast, "police_force", "trust")


def _page(client_of, person, part):
    return client_of(person).get(f"/requests/{part.reference}/readers/")


def test_an_agency_sees_who_read_what_it_shared_when_and_as_what(cast, client_of, parts):
    ours, _ = parts
    client_of(cast.police).get(f"/requests/{ours.reference}/")
    client_of(cast.inspector).get(f"/requests/{ours.reference}/reply/")

    page = _page(client_of, cast.police_deputy, ours).text

    assert "Isla Inspector" in page
    assert "Inspector, HM Inspectorate of Probation" in page
    assert "Your reply" in page
    assert "Single point of contact (SPOC), Northshire Police" in page


def test_nothing_tells_that_another_agency_is_there(cast, client_of, parts):
    ours, theirs = parts
    client_of(cast.health).get(f"/requests/{theirs.reference}/")
    client_of(cast.housing).get(f"/requests/{ours.reference}/")
    client_of(cast.auditor).get(f"/audit/?show=reads&about={ours.reference}")

    page = _page(client_of, cast.police, ours).text

    assert not any(text in page for text in ("Hana", "Mental Health", "Hugo", "Westvale", "Audrey"))
    assert "Nobody has read it yet." in page


def test_reads_of_the_whole_case_count_from_when_the_reply_was_sent(cast, client_of):
    (ours,) = findings.parts(cast, "police_force")
    client_of(cast.inspector).get(f"/cases/{ours.case.reference}/learning/")

    page = _page(client_of, cast.police, ours).text

    assert ReadEntry.objects.filter(what="learning submitted read").exists()
    assert "Your learning" not in page


def test_it_is_for_those_who_answer_the_request(cast, client_of, parts):
    ours, _ = parts

    statuses = {
        name: _page(client_of, getattr(cast, name), ours).status_code
        for name in ("police", "police_deputy", "health", "housing", "inspector", "stranger", "left")
    }

    assert {name for name, status in statuses.items() if status == 200} == {"police", "police_deputy"}
    assert set(statuses.values()) == {200, 404}
