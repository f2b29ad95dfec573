import pytest

from agencies import declaring
from panelportal.kit.models import ReadEntry
from tests.factories import cases, ratings

pytestmark = pytest.mark.django_db


def test_the_auditor_finds_what_was_done_about_a_reference(cast, client_of):
    first, second = (ratings.received_review(cast, their_reference=number) for number in ("H1", "H2"))

    page = client_of(cast.auditor).get(f"/audit/?show=acts&about={first.reference}").content.decode()

    assert "review added" in page
    assert second.reference not in page


def test_looking_at_the_log_is_itself_recorded(cast, client_of):
    client_of(cast.auditor).get("/audit/?show=reads&about=SFO-2026-0001")

    assert ReadEntry.objects.filter(what="audit log", about="SFO-2026-0001").count() == 1


def test_a_name_is_not_looked_for_and_so_never_recorded(cast, client_of):
    page = client_of(cast.auditor).get("/audit/?show=acts&about=Jordan+Example").content.decode()

    assert "Reference must have no spaces, like MAC-2026-001" in page
    assert not ReadEntry.objects.filter(about__icontains="Jordan").exists()


def test_a_reference_of_which_nothing_is_recorded_says_so(cast, client_of):
    page = client_of(cast.lead).get("/audit/?show=acts&about=SFO-1999-0001").content.decode()

    assert "Nothing is recorded about this." in page


def test_a_declared_conflict_takes_what_was_done_about_its_case_out_of_the_log(cast, client_of):
    part = cases.sent_request(cast)
    review = part.case.reviews.get()
    declaring.declare_conflict(cast.lead, scope=part.case.reference, by=cast.lead)

    for reference in (part.case.reference, part.reference, review.reference):
        for show in ("acts", "reads"):
            page = client_of(cast.lead).get(f"/audit/?show={show}&about={reference}").content.decode()
            assert "Nothing is recorded about this." in page
    assert "requests sent" in client_of(cast.other_lead).get(f"/audit/?show=acts&about={part.case.reference}").text
